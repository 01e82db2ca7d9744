import { areas } from '@jiedui/catalogue';
import { AGGREGATOR, ProgressModule, type Aggregator } from '@jiedui/progress';
import { startService } from '@jiedui/service-host';
import { topicOf } from '@jiedui/programme';
import type { Role } from './child';
import { Connection, type Load } from './connection';
import { settings } from './housing-service';
import { MadeUpCity } from './made-up-city';
import { villageCodes } from './village-codes';
import { median, percentile } from './table';

export interface Memory {
  readonly rss: number;
  readonly heap: number;
  readonly external: number;
  readonly book: number;
  readonly deltas: number;
}

interface Start {
  readonly folder: string;
  readonly today: string;
  readonly villages: number;
  /** The folder of the built pages, to serve them too. */
  readonly pages?: string;
}

/** The city's API alone, on views that are there. */
export const progress: Role = async ({ folder, today, villages, pages }: Start) => {
  const start = performance.now();
  const { app, host, address, close } = await startService(
    { title: 'bench', modules: [ProgressModule.register(areas)], ...(pages && { pages }) },
    settings(folder, today),
  );
  const loadMs = performance.now() - start;
  const { book, current, positions } = app.get<Aggregator>(AGGREGATOR, { strict: false });
  const memory = (): Memory => {
    globalThis.gc?.();
    const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
    const { bytes, deltas } = book.size();
    return { rss, heap: heapUsed, external: arrayBuffers, book: bytes, deltas };
  };
  let busy: NodeJS.Timeout | undefined;
  /** Events that go on where the village's history ends. */
  const more = (rate: number) => {
    const city = new MadeUpCity(6, villageCodes(villages), 1_000_000);
    const heads = new Map<string, number>();
    busy = setInterval(() => {
      const messages = Array.from({ length: rate / 20 }, () => {
        const { topic, key, value } = city.next();
        const area = areas.find(({ id }) => topicOf(id) === topic)!.id;
        const stream = `${key} ${area}`;
        const head = heads.get(stream) ?? positions(key).find((of) => of.area === area)?.villageseq ?? 0;
        heads.set(stream, head + 1);
        const id = `"id":"busy-${area.slice(0, 6)}-${key}-${head + 1}","source"`;
        return {
          topic,
          key,
          value: value
            .replace(/"id":"[^"]*","source"/, id)
            .replace(/"villageseq":\d+/, `"villageseq":${head + 1}`),
        };
      });
      void host.transport.publish(messages);
    }, 50);
  };
  const overviewMs = () => {
    const start = performance.now();
    for (let n = 0; n < 100; n++) current.overview();
    return (performance.now() - start) / 100;
  };
  return {
    ready: { port: Number(new URL(address).port), loadMs, memory: memory() },
    async answer(asked: { busy?: number }) {
      clearInterval(busy);
      if (asked.busy) more(asked.busy);
      return asked.busy === undefined ? { memory: memory(), overviewMs: overviewMs() } : {};
    },
    close,
  };
};

interface Ask {
  readonly paths: readonly string[];
  readonly connections: number;
  readonly requests?: number;
  readonly seconds?: number;
}

export const queriesClient: Role = async ({ port }: { port: number }) => {
  const ask = async (connection: Connection, path: string): Promise<void> => {
    for (;;) {
      const { status, body } = await connection.get(`/api/progress/${path}`);
      if (status === 200) return;
      if (status !== 202) throw new Error(`${path} answered ${status}: ${body}`);
    }
  };
  return {
    ready: {},
    async answer({ paths, connections, requests = Infinity, seconds = Infinity }: Ask): Promise<Load> {
      const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
      const times: number[] = [];
      const begin = performance.now();
      let asked = 0;
      await Promise.all(
        open.map(async (connection) => {
          for (let now = begin; asked < requests && now < begin + seconds * 1_000;) {
            await ask(connection, paths[asked++ % paths.length]!);
            times.push(performance.now() - now);
            now = performance.now();
          }
        }),
      );
      const took = performance.now() - begin;
      open.forEach((connection) => connection.close());
      return {
        perSecond: times.length / (took / 1_000),
        p50: median(times),
        p99: percentile(times, 0.99),
        most: Math.max(...times),
      };
    },
  };
};
