import { join } from 'node:path';
import { areas } from '@jiedui/catalogue';
import { compileProgramme, JIEDUI_2017 } from '@jiedui/programme';
import {
  measuresDigest,
  mongoPlace,
  openAggregator,
  openSqliteViewStore,
  type AggregatorOptions,
} from '@jiedui/progress';
import { SystemClock } from '@jiedui/service-host';
import { openEmbeddedTransport, type Delivery, type Share, type Transport } from '@jiedui/transport';
import { inFolder, until } from './folder';
import { MadeUpCity } from './made-up-city';
import { cpuMicroseconds, megabytes, ms, seconds, whole, type Table } from './table';
import { villageCodes } from './village-codes';

export interface ViewsOptions {
  readonly events: number;
  readonly today: string;
  /** Of a MongoDB; without it only the embedded store is measured. */
  readonly uri: string | undefined;
}

const AT_ONCE = 5_000;
const PARTITIONS = Array.from({ length: 12 }, (_, partition) => partition);

/** The aggregator on each of its stores: folding a backlog, starting from what is folded, taking over. */
export const views = ({ events, today, uri }: ViewsOptions): Promise<Table> =>
  inFolder(async (folder) => {
    const transport = openEmbeddedTransport(join(folder, 'transport.db'));
    const city = new MadeUpCity(3, villageCodes(1_000), events);
    await transport.publish(city.registry());
    for (let made = 0; made < events; made += AT_ONCE)
      await transport.publish(Array.from({ length: Math.min(AT_ONCE, events - made) }, () => city.next()));
    const stores: [string, AggregatorOptions['openStore']][] = [
      ['embedded', (measures) => openSqliteViewStore(join(folder, 'views.db'), measures)],
    ];
    const place =
      uri === undefined
        ? undefined
        : await mongoPlace({
            uri,
            database: 'jiedui-bench',
            measures: measuresDigest(compileProgramme(areas)),
          });
    if (place) stores.push(['MongoDB', () => place.rebuilt]);
    const rows: string[][] = [];
    for (const [name, openStore] of stores)
      rows.push([name, ...(await measure(transport, openStore, events, today))]);
    await place?.close();
    await transport.close();
    return {
      title: 'Views',
      head: ['store', 'events/s', 'CPU us', 'memory', 'start', 'take over'],
      rows,
      notes: [
        `${whole(events)} generated events of ten areas and 1,000 villages in ${PARTITIONS.length} partitions. events/s: from the start until all`,
        'are folded, evaluated and durable, reading from the embedded transport; CPU of this process an event. memory: resident',
        'then. start: until a second replica has everything in its book. take over: until it owns all partitions, the first being',
        `closed.${uri === undefined ? ' Set MONGODB_URI to measure MongoDB too.' : ''}`,
      ],
    };
  });

async function measure(
  transport: Transport,
  openStore: AggregatorOptions['openStore'],
  events: number,
  today: string,
): Promise<string[]> {
  const clock = new SystemClock(JIEDUI_2017.timezone, today);
  const [cpu, begin] = [cpuMicroseconds(), performance.now()];
  const first = await openAggregator({ areas, openStore, clock, transport: inPartitions(transport) });
  const folded = () =>
    first.freshness().reduce((sum, of) => sum + (of.area === 'registry' ? 0 : of.events), 0);
  await until(() => folded() >= events);
  await first.flush();
  await first.current.settle();
  const took = performance.now() - begin;
  const spent = cpuMicroseconds() - cpu;
  const memory = process.memoryUsage.rss();
  let share: Share | undefined;
  const idle: Transport = {
    ...transport,
    subscribe: async (_group, _topics, _handler, options) => {
      share = options?.share;
      return {
        commit: async () => {},
        handled: () => async () => {},
        lag: async () => ({}),
        close: async () => {},
      };
    },
  };
  const start = performance.now();
  const second = await openAggregator({ areas, openStore, clock, transport: idle });
  const started = performance.now() - start;
  await first.close();
  const taking = performance.now();
  await share!.assigned(PARTITIONS);
  const taken = performance.now() - taking;
  await second.close();
  return [
    whole((1_000 * events) / took),
    (spent / events).toFixed(1),
    megabytes(memory),
    seconds(started),
    `${ms(taken)} ms`,
  ];
}

/** The embedded transport as if it had many partitions, all of them given to whoever subscribes. */
const inPartitions = (transport: Transport): Transport => ({
  ...transport,
  subscribe: async (group, topics, handler, { share, ...options } = {}) => {
    const placed = (delivery: Delivery) => ({
      ...delivery,
      partition: Number(String(delivery.key).slice(-4)) % PARTITIONS.length || 0,
    });
    await share?.assigned(PARTITIONS);
    const subscription = await transport.subscribe(
      group,
      topics,
      (batch) => handler(batch.map(placed)),
      options,
    );
    return {
      ...subscription,
      close: async () => {
        await subscription.close();
        await share?.revoked(PARTITIONS);
      },
    };
  },
});
