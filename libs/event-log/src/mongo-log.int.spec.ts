import { describeWithMongo, newDatabase, stopMongo } from '@jiedui/mongo/testing';
import { eventLogContract } from './event-log.contract';
import { commit, statuses, VILLAGE } from './event-log.fixture';
import { openMongoLog } from './mongo-log';

afterAll(stopMongo);

async function newPlace() {
  const { uri, database, connect, remove } = await newDatabase();
  return {
    open: async (area = 'housing') => openMongoLog(await connect(), { area }),
    writer: ['libs/event-log/src/mongo-log.killed.ts', uri, database],
    remove,
  };
}

describeWithMongo('MongoDB', () => {
  eventLogContract('MongoDB', newPlace);

  it('given the database of another area, it is refused', async () => {
    const { open, remove } = await newPlace();
    await open();
    await expect(open('industry')).rejects.toThrow(/log of housing, not of industry/);
    await remove();
  });

  it('given writers that promise and append at once, no time runs backwards and no position is missing', async () => {
    const { open, remove } = await newPlace();
    const writers = await Promise.all([1, 2, 3].map(() => open()));
    let clock = Date.parse('2018-03-05T00:00:00.000Z');
    const tick = () => new Date(clock++).toISOString();
    const promises: string[] = [];
    await Promise.all(
      writers.map(async (log, n) => {
        for (let done = 0; done < 25;) {
          const village = n ? VILLAGE : `${VILLAGE}-${n}`;
          if (done % 5 === n) promises.push(await log.promise(tick()));
          const [result] = await log.append([
            commit(village, (await log.head(village)) + 1, { time: tick() }),
          ]);
          if (result!.status === 'appended') done++;
        }
      }),
    );
    const all = await writers[0]!.scan(0, 1_000);
    expect(all.map(({ position }) => position)).toEqual(Array.from({ length: 75 }, (_, i) => i + 1));
    const times = all.map(({ commit }) => commit.time);
    expect(times).toEqual([...times].sort());
    expect(
      statuses(await writers[0]!.append([commit(VILLAGE, 51, { time: promises.sort().at(-1)! })])),
    ).toEqual([times.at(-1)! > promises.at(-1)! ? 'early' : 'appended']);
    await Promise.all(writers.map((log) => log.close()));
    await remove();
  });
});
