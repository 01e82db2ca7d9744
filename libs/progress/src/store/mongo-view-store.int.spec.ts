import { openMongo } from '@jiedui/mongo';
import { describeWithMongo, stopMongo } from '@jiedui/mongo/testing';
import { newMongoPlace } from './mongo-place.fixture';
import { viewStoreContract } from './view-store.contract';
import { events, readAll } from './view-store.fixture';

afterAll(stopMongo);

describeWithMongo('MongoDB', () => {
  viewStoreContract('MongoDB', async () => {
    const place = await newMongoPlace();
    const writer = ['libs/progress/src/store/mongo-view-store.killed.ts', place.uri, place.database];
    return { ...place, writer };
  });

  it('given an append whose answer was lost on the way, the same again is written once', async () => {
    const { open, remove } = await newMongoPlace();
    const [first, second] = [await open(), await open()];
    const some = Array.from({ length: 2_000 }, (_, n) => events(n + 1, n + 1));
    await first.append([{ partition: 0, after: 0, entries: some.slice(0, 1_280) }]); // whole documents
    expect(await second.append([{ partition: 0, after: 0, entries: some }])).toEqual([2_000]);
    expect(await readAll(first)).toHaveLength(2_000);
    await Promise.all([first.close(), second.close()]);
    await remove();
  });

  it('given views whose entries stood in documents of their own, it begins beside them, in a group of its own', async () => {
    const { open, remove, uri, database } = await newMongoPlace();
    const connection = await openMongo(uri, database);
    const former = { _id: 'm1', entries: 'entries-former', group: 'progress-former' };
    await connection.collection<{ _id: string }>('views').insertOne(former);
    const entry = { _id: 1, village: 'a', area: 'orchards', mended: false, first: 1, last: 1 };
    await connection.collection<{ _id: number }>(former.entries).insertOne(entry);
    const store = await open('m1');
    expect(store.group).not.toBe(former.group);
    expect(await readAll(store)).toEqual([]);
    expect(await connection.collection(former.entries).countDocuments()).toBe(1);
    await Promise.all([store.close(), connection.close()]);
    await remove();
  });

  it('given replicas of two versions, each goes on with its own views', async () => {
    const { open, remove } = await newMongoPlace();
    const [old, young] = [await open('m1'), await open('m2')];
    await old.append([{ partition: 0, after: 0, entries: [events(1, 1)] }]);
    await young.append([{ partition: 0, after: 0, entries: [events(1, 2)] }]);
    expect(await readAll(old)).toEqual(['0/1 orchards 1-1']);
    expect(await readAll(young)).toEqual(['0/1 orchards 1-2']);
    await Promise.all([old.close(), young.close()]);
    await remove();
  });
});
