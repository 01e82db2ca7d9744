import { setImmediate } from 'node:timers/promises';
import { describeWithMongo, stopMongo } from '@jiedui/mongo/testing';
import { plainMeasures, plantings, shown, villageCodes } from '../fold/orchards.fixture';
import { newMongoPlace } from '../store/mongo-place.fixture';
import { Group } from './group.fixture';
import { tryGroups } from './group.trials';
import { until } from './workshop.fixture';

const EVENTS = 4_000;
const events = plantings(EVENTS);

afterAll(stopMongo);

describeWithMongo('a group of aggregators on MongoDB', () => {
  const places: Awaited<ReturnType<typeof newMongoPlace>>[] = [];
  const newPlace = async () => {
    const place = await newMongoPlace();
    places.push(place);
    return () => place.open();
  };
  afterEach(async () => {
    for (const place of places.splice(0)) await place.remove();
  });

  it(
    'given whatever may happen, in the end the store holds every event once and every book is that of a plain sum',
    () => tryGroups(newPlace, 5),
    120_000,
  );

  it('given a load under which it grows from one replica to three and back, each restarted on the way, nothing is lost and nothing counts twice', async () => {
    const group = new Group(4, await newPlace(), { maxBatch: 50 });
    try {
      let published = 0;
      const publishing = (async () => {
        for (; published < EVENTS; await setImmediate())
          group.publish(events.slice(published, (published += 20)));
      })();
      const folded = (part: number) => until(() => group.folded() >= part * EVENTS);
      await group.start();
      await group.share([0, 0, 0, 0]);
      await folded(0.2);
      await group.start();
      await group.start();
      await group.share([0, 1, 2, 0]);
      await folded(0.4);
      for (const at of [0, 1, 2]) await group.restart(at);
      await folded(0.6);
      await group.crash(1);
      await folded(0.8);
      await group.share([2, 2, 2, 2]);
      await publishing;
      await until(() => group.haveFolded(EVENTS));
      for (const { aggregator } of group.replicas)
        for (const village of villageCodes) {
          const { book } = aggregator;
          const measures = book.measuresAt(book.villages.find(village)!, { day: '2019-09-30' });
          expect(shown(measures)).toEqual(shown(plainMeasures(events, village, '2019-09-30')));
          const entries = await aggregator.entries(village, 'orchards');
          const mine = events.filter(
            ({ subject, source }) => subject === village && source.endsWith('orchards'),
          );
          expect(entries.map(({ id }) => id)).toEqual(mine.map(({ id }) => id));
        }
    } finally {
      await group.close();
    }
  }, 120_000);
});
