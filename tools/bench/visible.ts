import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { areas } from '@jiedui/catalogue';
import { AGGREGATOR, ProgressModule, type Aggregator } from '@jiedui/progress';
import { spawnRole, type Role } from './child';
import { Connection } from './connection';
import { inFolder, until } from './folder';
import { assessment, HOUSING_PATH, serveHousing, villages } from './housing-service';
import { MadeUpCity } from './made-up-city';
import { WAITS, waitsRow, whole, type Table } from './table';

export interface VisibleOptions {
  readonly seconds: number;
  readonly rate: number;
  readonly today: string;
}

const BEFORE = 100_000;

/** When each village's housing number became visible; the times that commands waited for it. */
class Visibility {
  readonly waits: number[] = [];
  private readonly seen = new Map<string, { seq: number; at: number }>();
  private readonly acknowledged = new Map<string, { seq: number; at: number }[]>();

  see(village: string, seq: number): void {
    const at = performance.now();
    this.seen.set(village, { seq, at });
    const waiting = this.acknowledged.get(village) ?? [];
    while (waiting.length && waiting[0]!.seq <= seq) this.waits.push(at - waiting.shift()!.at);
  }

  acknowledge(village: string, seq: number): void {
    const known = this.seen.get(village);
    if (known && known.seq >= seq) return void this.waits.push(0); // visible before the answer arrived
    const waiting = this.acknowledged.get(village);
    if (waiting) waiting.push({ seq, at: performance.now() });
    else this.acknowledged.set(village, [{ seq, at: performance.now() }]);
  }
}

/** Sends at random moments, `rate` a second on average. */
export async function sendAtRandom(
  count: number,
  rate: number,
  send: (n: number) => Promise<void>,
): Promise<void> {
  const sent: Promise<void>[] = [];
  for (let n = 0, at = performance.now(); n < count; n++) {
    at += (-Math.log(1 - Math.random()) * 1_000) / rate;
    const wait = at - performance.now();
    if (wait >= 1) await pause(wait);
    sent.push(send(n));
  }
  await Promise.all(sent);
}

/** From an acknowledged command to the change in the village view. */
export const visible = (options: VisibleOptions): Promise<Table> =>
  inFolder(async (folder) => {
    const { seconds, rate, today } = options;
    const count = seconds * rate;
    const service = await spawnRole<{ port: number }>('visible', { folder, today });
    const inProcess = await service.ask<{ waits: number[] }>({ count, rate });
    const client = await spawnRole<object>('visible-client', { port: service.ready.port, today });
    const overHttp = await client.ask<{ waits: number[] }>({ count, rate });
    await client.close();
    await service.close();
    return {
      title: 'Acknowledged command to visible in the village view',
      head: WAITS,
      rows: [waitsRow('in process', inProcess), waitsRow('HTTP and server-sent events', overHttp)],
      notes: [
        `Housing commands at random moments, ${rate} a second, through log, relay, transport and aggregator (1,000 villages,`,
        `${whole(BEFORE)} events before). In process: from the pipeline's answer to the change that the view tells its listeners of.`,
        'HTTP: from the answer to the change on /api/progress/live, both as a client in another process sees them.',
      ],
    };
  });

export const visibleService: Role = async ({ folder, today }: { folder: string; today: string }) => {
  const { port, bureau, app, host, close } = await serveHousing(folder, today, [
    ProgressModule.register(areas),
  ]);
  const aggregator = app.get<Aggregator>(AGGREGATOR, { strict: false });
  const others = areas.filter(({ id }) => id !== 'housing');
  const city = new MadeUpCity(2, villages, BEFORE, others);
  for (let n = 0; n < BEFORE; n += 1_000)
    await host.transport.publish(Array.from({ length: 1_000 }, () => city.next()));
  const folded = () => aggregator.freshness().reduce((sum, { events }) => sum + events, 0);
  await until(() => folded() >= BEFORE);
  await aggregator.current.settle();
  const visibility = new Visibility();
  const stop = aggregator.current.onChange(({ code, areas }) => {
    const last = areas.find(({ area }) => area === 'housing')?.last;
    if (last) visibility.see(code, last.villageseq);
  });
  const submit = async (n: number) => {
    const { village, occurredOn, ...input } = JSON.parse(assessment(n, today)) as Record<string, string>;
    const answer = await bureau.pipeline.submit({
      name: 'AssessDwelling',
      village: village!,
      occurredOn: occurredOn!,
      idempotencyKey: `in-process-${n}`,
      actor: 'u-bench',
      input,
    });
    if (answer.status !== 'accepted') throw new Error(JSON.stringify(answer));
    visibility.acknowledge(village!, answer.events[0]!.villageseq);
  };
  return {
    ready: { port },
    async answer({ count, rate }: { count: number; rate: number }) {
      await sendAtRandom(rate, rate, submit); // warms up
      await until(() => visibility.waits.length >= rate);
      visibility.waits.length = 0;
      await sendAtRandom(count, rate, (n) => submit(rate + n));
      await until(() => visibility.waits.length >= count);
      stop();
      return { waits: visibility.waits };
    },
    close,
  };
};

interface VisibleClient {
  readonly port: number;
  /** Where the view is, unless it is there too. */
  readonly livePort?: number;
  readonly today: string;
  readonly villages?: readonly string[];
}

export const visibleClient: Role = async ({ port, livePort = port, today, villages }: VisibleClient) => {
  const run = randomUUID();
  let sent = 0;
  const visibility = new Visibility();
  await new Promise<void>((resolve, reject) => {
    get(`http://127.0.0.1:${livePort}/api/progress/live`, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        const frames = text.split('\n\n');
        text = frames.pop()!;
        for (const frame of frames) {
          if (frame.includes('event: ready')) resolve();
          if (!frame.includes('event: change')) continue;
          const { village, areas } = JSON.parse(frame.slice(frame.indexOf('data: ') + 6)) as {
            village: string;
            areas: { area: string; last: { villageseq: number } }[];
          };
          const last = areas.find(({ area }) => area === 'housing')?.last;
          if (last) visibility.see(village, last.villageseq);
        }
      });
    }).on('error', reject);
  });
  const idle = await Promise.all(Array.from({ length: 16 }, () => Connection.open(port)));
  return {
    ready: {},
    async answer({ count, rate }: { count: number; rate: number }) {
      visibility.waits.length = 0;
      await sendAtRandom(count, rate, async (n) => {
        const connection = idle.pop() ?? (await Connection.open(port));
        const { status, body } = await connection.post(
          HOUSING_PATH,
          `${run}-${sent++}`,
          assessment(n, today, villages),
        );
        if (status !== 200) throw new Error(`answered ${status}: ${body}`);
        const { village, events } = JSON.parse(body) as { village: string; events: { villageseq: number }[] };
        visibility.acknowledge(village, events[0]!.villageseq);
        idle.push(connection);
      });
      await until(() => visibility.waits.length >= count);
      return { waits: visibility.waits };
    },
  };
};
