import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawnRole } from '../child';
import { inFolder } from '../folder';
import { megabytes, median, ratio, seconds, whole, type Table } from '../table';
import { dropViews, type Folded, type Place } from './aggregator';
import { loadBacklog, PARTITIONS, runPeer, type Backlog } from './backlog';

export interface FoldOptions extends Backlog {
  readonly rounds: number;
  readonly today: string;
  /** Of a MongoDB; without it only the embedded store is measured. */
  readonly uri: string | undefined;
}

const PEER_THREADS = 2;

/** A backlog on Kafka, folded into each store and by the peer, and only parsed. */
export const foldFromKafka = (asked: FoldOptions): Promise<Table> =>
  inFolder(async (folder) => {
    const options = { ...asked, events: await loadBacklog(asked) };
    const { events, villages, rounds, uri } = options;
    const all = new Map<string, Folded[]>();
    const note = (name: string, folded: Folded) => all.set(name, [...(all.get(name) ?? []), folded]);
    for (let round = 0; round < rounds; round++) {
      note('Kafka Streams', await peerFolds(options));
      const embedded = join(folder, String(round));
      mkdirSync(embedded);
      note('aggregator, embedded store', await aggregatorFolds(options, { folder: embedded }));
      if (uri) {
        const place = { uri, database: `jiedui-bench-${randomUUID().slice(0, 8)}` };
        note('aggregator, MongoDB', await aggregatorFolds(options, place));
        await dropViews(place);
      }
      note('transport read + JSON.parse', await parses(options));
    }
    const peers = all.get('Kafka Streams')!;
    const rows = [...all].map(([name, of]) => [
      name,
      whole((1_000 * events) / median(of.map(({ ms }) => ms))),
      ratio(median(of.map(({ ms }, n) => peers[n]!.ms / ms))),
      seconds(median(of.map(({ ms }) => ms))),
      ...[median(of.map(({ cpuUs }) => cpuUs / events)), median(of.map(({ rss }) => rss))].map((n, at) =>
        Number.isNaN(n) ? '' : at ? megabytes(n) : n.toFixed(1),
      ),
    ]);
    return {
      title: 'Fold of a backlog on Kafka',
      head: ['', 'events/s', 'ratio', 'took', 'CPU us', 'memory'],
      rows,
      notes: [
        `${whole(events)} events of ten areas and ${whole(villages)} villages in ${PARTITIONS} partitions, each reader in a process of its own, in`,
        `turn; medians of ${rounds} rounds, the ratio is to Kafka Streams (${PEER_THREADS} threads), the median of the rounds. All from the first`,
        'event on. Kafka Streams: until all are summed up, in RocksDB and its cache. Aggregator: until all are folded, evaluated and',
        'durable (fsync), with their history. CPU: of the process, all threads, an event. memory: resident at the end.',
      ],
    };
  });

async function peerFolds(backlog: Backlog): Promise<Folded> {
  const printed = await runPeer(backlog, 'peer', PEER_THREADS);
  const took = /seconds=([\d.]+)/.exec(printed);
  if (!took) throw new Error(`the peer printed ${printed}`);
  return { ms: 1_000 * Number(took[1]), cpuUs: NaN, rss: NaN };
}

async function aggregatorFolds({ brokers, events, today }: FoldOptions, place: Place): Promise<Folded> {
  const child = await spawnRole('aggregator', { brokers, today, place });
  const folded = await child.ask<Folded>({ fold: events });
  await child.close();
  return folded;
}

async function parses({ brokers, events }: Backlog): Promise<Folded> {
  const child = await spawnRole('parse', { brokers });
  const parsed = await child.ask<Folded>({ events });
  await child.close();
  return parsed;
}
