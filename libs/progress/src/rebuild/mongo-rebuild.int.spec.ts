import { describeWithMongo, stopMongo } from '@jiedui/mongo/testing';
import { openMongo } from '@jiedui/mongo';
import { Group } from '../consumer/group.fixture';
import { Member } from '../consumer/broker.fixture';
import { measuresDigest } from '../consumer/open-aggregator';
import { until } from '../consumer/workshop.fixture';
import { eventOf, orchardAreas, orchardProgramme, villageCodes } from '../fold/orchards.fixture';
import { newMongoPlace } from '../store/mongo-place.fixture';
import { compareViews } from './compare';
import { mongoPlace } from './mongo-place';
import { rebuildViews, topicArchive } from './rebuild';

const measures = measuresDigest(orchardProgramme);
const events = villageCodes.flatMap((village) =>
  [1, 2, 3].map((seq) => eventOf('orchards', village, seq, [])),
);

afterAll(stopMongo);

describeWithMongo('the rebuild on MongoDB', () => {
  let place: Awaited<ReturnType<typeof newMongoPlace>>;
  let group: Group;
  beforeEach(async () => {
    place = await newMongoPlace();
    group = new Group(4, () => place.open(measures));
  });
  afterEach(async () => {
    await group.close();
    await place.remove();
  });

  /** Folds the topics again beside, compares, and swaps if wanted. */
  async function rebuild(goOn?: boolean) {
    const beside = await mongoPlace({ ...place, measures });
    try {
      const reader = () => new Member(group.broker, () => {});
      const archives = Object.fromEntries(orchardAreas.map(({ id }) => [id, topicArchive(reader(), id)]));
      await rebuildViews(orchardProgramme, beside.rebuilt, archives, () => '2019-09-30T04:00:00.000Z');
      const comparison = await compareViews(orchardProgramme, beside.live, beside.rebuilt);
      if (goOn !== undefined) await beside.swap(goOn);
      return comparison;
    } finally {
      await beside.close();
    }
  }
  async function collections(): Promise<number> {
    const connection = await openMongo(place.uri, place.database);
    const found = await connection.listCollections();
    await connection.close();
    return found.filter(({ name }) => name.startsWith('entries-')).length;
  }

  it.each([undefined, true, false])(
    'says the same as the live views, and (swapped in with their group: %s) the aggregators go on from there',
    async (goOn) => {
      await group.start();
      await group.share([0, 0, 0, 0]);
      group.publish(events.slice(0, 7));
      await until(() => group.haveFolded(7));
      await group.replicas[0]!.aggregator.flush();
      if (goOn !== undefined) await group.stop(0);
      expect(await rebuild(goOn)).toMatchObject({ isCompared: true, liveWaits: false, differences: [] });
      expect(await collections()).toBe(1);
      if (goOn !== undefined) await group.start(0);
      group.publish(events);
      await until(() => group.haveFolded(events.length));
      expect(group.replicas[0]!.aggregator.health()).toMatchObject({ whole: true, deadLetters: 0 });
    },
  );
});
