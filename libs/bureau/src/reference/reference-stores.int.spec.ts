import fs from 'node:fs';
import path from 'node:path';
import { describeWithMongo, newDatabase, stopMongo } from '@jiedui/mongo/testing';
import { temporaryFolder } from '../opened-wells.fixture';
import { dropMongoReference, mongoReferenceStore } from './mongo-reference-store';
import { referenceStoreContract } from './reference-store.contract';
import { openSqliteReferenceStore } from './sqlite-reference-store';

afterAll(stopMongo);

referenceStoreContract('SQLite', async () => {
  const dir = temporaryFolder();
  return {
    open: async () => openSqliteReferenceStore(path.join(dir, 'reference.db')),
    remove: async () => fs.rmSync(dir, { recursive: true }),
  };
});

describeWithMongo('MongoDB', () => {
  it('given a copy that is forgotten, as after a restore, another is begun', async () => {
    const { connect, remove } = await newDatabase();
    const connection = await connect();
    const store = mongoReferenceStore(connection);
    const { id } = await store.copy();
    await store.becomeWhole();
    await store.keep([{ key: 'a', villageseq: 1, text: '{}' }]);
    await dropMongoReference(connection);
    expect(await store.find('a', 1)).toBeUndefined();
    const begun = await store.copy();
    expect(begun.isWhole).toBe(false);
    expect(begun.id).not.toBe(id);
    await remove();
  });

  referenceStoreContract('MongoDB', async () => {
    const { connect, remove } = await newDatabase();
    return { open: async () => mongoReferenceStore(await connect()), remove };
  });
});
