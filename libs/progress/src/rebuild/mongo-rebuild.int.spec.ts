import { describeWithMongo, stopMongo } from '@jiedui/mongo/testing';
import { openMongo } from '@jiedui/mongo';
import { topicOf } from '@jiedui/programme';
import { Group } from '../consumer/group.fixture';
import { Member } from '../consumer/broker.fixture';
import { measuresDigest } from '../consumer/open-aggregator';
import { until } from '../consumer/workshop.fixture';
import {
  eventOf,
  orchardAreas,
  orchardProgramme,
  plainMeasures,
  shown,
  villageCodes,
} from '../fold/orchards.fixture';
import { newMongoPlace } from '../store/mongo-place.fixture';
import { compareViews } from './compare';
import { mongoPlace } from './mongo-place';
import { rebuildViews, topicArchives } from './rebuild';

const measures = measuresDigest(orchardProgramme);
const events = villageCodes.flatMap((village) =>
  [1, 2, 3].map((seq) => {
    const after = { state: 'bearing', worthFen: seq };
    return eventOf('orchards', village, seq, [
      { record: 'tree', id: `t${seq}`, effectiveOn: '2018-06-01', before: null, after },
    ]);
  }),
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

  /** Folds the topics again beside, and compares. */
  async function begin() {
    const beside = await mongoPlace({ ...place, measures });
    const archives = orchardAreas.map(({ id }) => {
      const topics = topicArchives(new Member(group.broker, () => {}), beside.rebuilt.group);
      return { id, commit: topics.commit, archive: topics.of(topicOf(id)) };
    });
    await rebuildViews(
      orchardProgramme,
      beside.rebuilt,
      Object.fromEntries(archives.map(({ id, archive }) => [id, archive])),
      () => '2019-09-30T04:00:00.000Z',
    );
    for (const { commit } of archives) await commit();
    return { beside, comparison: await compareViews(orchardProgramme, beside.live, beside.rebuilt) };
  }
  /** The same to its end; swaps if wanted. */
  async function rebuild(goOn?: boolean) {
    const { beside, comparison } = await begin();
    if (goOn !== undefined) await beside.swap(goOn);
    await beside.close();
    return comparison;
  }
  async function collections(): Promise<number> {
    const connection = await openMongo(place.uri, place.database);
    const found = await connection.listCollections();
    await connection.close();
    return found.filter(({ name }) => name.startsWith('entries-')).length;
  }
  const foldOfEach = async (some: typeof events) => {
    group.publish(some);
    await until(() => group.haveFolded(some.length));
    for (const { aggregator } of group.replicas) await aggregator.flush();
  };

  it.each([undefined, true, false])(
    'says the same as the live views, and (swapped in with their group: %s) the aggregators go on from there',
    async (goOn) => {
      await group.start();
      await group.share([0, 0, 0, 0]);
      await foldOfEach(events.slice(0, 7));
      if (goOn !== undefined) await group.stop(0);
      expect(await rebuild(goOn)).toMatchObject({ isCompared: true, liveWaits: false, differences: [] });
      if (goOn !== undefined) await group.start(0);
      group.publish(events);
      await until(() => group.haveFolded(events.length));
      expect(group.replicas[0]!.aggregator.health()).toMatchObject({ whole: true, deadLetters: 0 });
    },
  );

  it('given aggregators at work, they answer from the former views until they have gone over to the new ones', async () => {
    await group.start();
    await group.start();
    await group.share([0, 1, 0, 1]);
    await foldOfEach(events.slice(0, 7));
    const { beside } = await begin();
    const isWhole = () => {
      for (const { aggregator } of group.replicas)
        expect(aggregator.freshness().reduce((sum, area) => sum + area.events, 0)).toBeGreaterThanOrEqual(7);
    };
    group.publish(events.slice(7)); // behind what was rebuilt
    await beside.swap(false);
    await beside.close();
    await until(async () => {
      isWhole();
      await group.share([0, 1, 0, 1]);
      return group.haveFolded(events.length);
    });
    const [{ aggregator }] = group.replicas as [(typeof group.replicas)[0]];
    await until(() => group.replicas.every((replica) => replica.aggregator.health().failure === null));
    for (const village of villageCodes) {
      const measured = aggregator.book.measuresAt(aggregator.book.villages.find(village)!, {
        day: '2019-09-30',
      });
      expect(shown(measured)).toEqual(shown(plainMeasures(events, village, '2019-09-30')));
      expect(await aggregator.entries(village, 'orchards')).toHaveLength(3);
    }
    const store = await place.open(measures);
    expect(store.group).toBe(beside.rebuilt.group);
    await store.close();
  });

  it('given one that ended anywhere, the live views are as they were, and the next one clears away what it left', async () => {
    await group.start();
    await group.share([0, 0, 0, 0]);
    await foldOfEach(events);
    await begin(); // and no more
    expect(await collections()).toBe(2);
    await group.restart(0);
    expect(group.haveFolded(events.length)).toBe(true);
    expect(await rebuild(false)).toMatchObject({ isCompared: true, differences: [] });
    expect(await collections()).toBe(2); // the former ones are still answered from
    expect(await rebuild()).toMatchObject({ isCompared: true, differences: [] });
    expect(await collections()).toBe(1);
  });

  it('given two at once, the earlier one changes nothing any more', async () => {
    const [earlier, later] = [await begin(), await begin()];
    await expect(earlier.beside.swap(false)).rejects.toThrow('Another rebuild has begun');
    await earlier.beside.close();
    await later.beside.swap(false);
    await later.beside.close();
    const store = await place.open(measures);
    expect(store.group).toBe(later.beside.rebuilt.group);
    await store.close();
  });
});
