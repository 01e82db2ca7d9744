import { randomUUID } from 'node:crypto';
import { spawnRole, type Child } from '../child';
import { inFolder } from '../folder';
import { megabytes, seconds, whole, type Table } from '../table';
import { dropViews, type AggregatorStart, type Folded, type Place, type TakenOver } from './aggregator';
import { loadBacklog, PARTITIONS, type Backlog } from './backlog';

export interface ScaleOptions extends Backlog {
  readonly today: string;
  /** Of a MongoDB; without it only the embedded store is measured. */
  readonly uri: string | undefined;
}

type Replica = Child<{ readonly startMs: number }>;

/** Two aggregators on each store: what they hold, how they start, and how one takes over when the other dies. */
export const scale = (asked: ScaleOptions): Promise<Table> =>
  inFolder(async (folder) => {
    const options = { ...asked, events: await loadBacklog(asked) };
    const { events, villages, uri } = options;
    const places: [string, Place][] = [['embedded', { folder }]];
    if (uri) places.push(['MongoDB', { uri, database: `jiedui-bench-${randomUUID().slice(0, 8)}` }]);
    const rows: string[][] = [];
    for (const [name, place] of places) {
      rows.push([name, ...(await measure(options, place))]);
      await dropViews(place).catch(console.warn); // the measurement stands
    }
    return {
      title: 'Two aggregators',
      head: ['store', 'memory', 'at rest', 'start', 'gone after', 'take over'],
      rows,
      notes: [
        `${whole(events)} events of ten areas and ${whole(villages)} villages in ${PARTITIONS} partitions. memory: resident of the first when all is`,
        'folded; at rest: of the second, that has read it from the store, after a collection. start: of the second until it',
        'answers, all in its book. The first is killed while each has half the partitions: gone after so long the group gives the',
        'second the others; take over: from then until it folds them.',
      ],
    };
  });

async function measure(options: ScaleOptions, place: Place): Promise<string[]> {
  const { brokers, today, events } = options;
  const start: AggregatorStart = { brokers, today, place };
  const first: Replica = await spawnRole('aggregator', start);
  const { rss } = await first.ask<Folded>({ fold: events });
  const second: Replica = await spawnRole('aggregator', start);
  await second.ask({ share: PARTITIONS / 2 });
  const rest = await second.ask<{ readonly rss: number }>({ rest: true });
  first.kill();
  const { given, taken } = await second.ask<TakenOver>({ share: PARTITIONS });
  await second.close();
  return [
    megabytes(rss),
    megabytes(rest.rss),
    seconds(second.ready.startMs),
    seconds(given),
    `${whole(taken - given)} ms`,
  ];
}
