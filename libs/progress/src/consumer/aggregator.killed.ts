import { join } from 'node:path';
import { openEmbeddedTransport } from '@jiedui/transport';
import { orchardAreas } from '../fold/orchards.fixture';
import { openSqliteViewStore } from '../store/sqlite-view-store';
import { openAggregator } from './open-aggregator';

/** Folds what the transport in a folder holds, and says how many events are folded, until it is killed. */
const folder = process.argv[2]!;
const aggregator = await openAggregator({
  areas: orchardAreas,
  openStore: (measures) => openSqliteViewStore(join(folder, 'views.db'), measures),
  transport: openEmbeddedTransport(join(folder, 'transport.db')),
  clock: { now: () => '2019-09-30T04:00:00.000Z', today: () => '2019-09-30' },
  maxBatch: 20,
});
const say = () => {
  const folded = aggregator.freshness().reduce((sum, { events }) => sum + events, 0);
  process.stdout.write(`${folded}\n`);
  setTimeout(say, 3);
};
say();
