import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { areas } from '@jiedui/catalogue';
import { JIEDUI_2017 } from '@jiedui/programme';
import { openAggregator, openSqliteViewStore } from '@jiedui/progress';
import { SystemClock } from '@jiedui/service-host';
import type { Delivery, Message, Transport } from '@jiedui/transport';
import { MadeUpCity, villageCodes } from './made-up-city';

/** Histories that are generated; the other villages have the same ones under their own codes. */
const HISTORIES = 1_000;
/** Villages that are delivered together. */
const TOGETHER = 100;

/** Writes the views of a city into `<folder>/progress/views.db`; how long the fold took (ms). */
export async function makeBigCity(folder: string, villages: number, eventsEach: number, today: string): Promise<number> {
  mkdirSync(join(folder, 'progress'), { recursive: true });
  const city = new BigCity(villages, eventsEach);
  const start = performance.now();
  const aggregator = await openAggregator({
    areas,
    openStore: (measures) => openSqliteViewStore(join(folder, 'progress', 'views.db'), measures),
    transport: city,
    clock: new SystemClock(JIEDUI_2017.timezone, today),
  });
  await city.delivered;
  await aggregator.flush();
  const took = performance.now() - start;
  await aggregator.close();
  return took;
}

/** Delivers the events of a city once, to the first who subscribes, as they are made. */
class BigCity implements Transport {
  readonly delivered: Promise<void>;
  private readonly all = Promise.withResolvers<void>();

  constructor(
    private readonly villages: number,
    private readonly eventsEach: number,
  ) {
    this.delivered = this.all.promise;
  }

  async subscribe(_group: string, _topics: readonly string[], handler: (batch: readonly Delivery[]) => Promise<void>) {
    setImmediate(() => this.deliver(handler).then(this.all.resolve, this.all.reject));
    return { commit: async () => {}, lag: async () => ({}), close: async () => {} };
  }

  async publish(): Promise<void> {
    throw new Error('nothing is to be refused in a made-up city');
  }

  async close(): Promise<void> {}

  private async deliver(handler: (batch: readonly Delivery[]) => Promise<void>): Promise<void> {
    const codes = villageCodes(this.villages);
    const originals = codes.slice(0, HISTORIES);
    const registry = new MadeUpCity(4, codes, 1).registry();
    for (let n = 0; n < registry.length; n += 5_000) await handler(registry.slice(n, n + 5_000).map(delivery));
    const city = new MadeUpCity(5, originals, originals.length * this.eventsEach);
    const histories = new Map(originals.map((code) => [code, new Map<string, string[][]>()]));
    for (let made = 0; made < originals.length * this.eventsEach; made++) {
      const { topic, key, value } = city.next();
      const byTopic = histories.get(key)!;
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), value.split(key)]);
    }
    const templates = [...histories.values()];
    for (let n = 0; n < codes.length; n += TOGETHER)
      for (const topic of templates[0]!.keys()) {
        const batch: Delivery[] = [];
        for (let at = n; at < Math.min(n + TOGETHER, codes.length); at++)
          for (const parts of templates[at % templates.length]!.get(topic) ?? [])
            batch.push(delivery({ topic, key: codes[at]!, value: parts.join(codes[at]) }));
        await handler(batch);
      }
  }
}

const delivery = ({ topic, key, value }: Message): Delivery => ({ topic, partition: 0, offset: '0', key, value });
