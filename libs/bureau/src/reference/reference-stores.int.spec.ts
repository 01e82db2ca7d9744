import fs from 'node:fs';
import path from 'node:path';
import { describeWithMongo, newDatabase, stopMongo } from '@jiedui/mongo/testing';
import { temporaryFolder } from '../opened-wells.fixture';
import { mongoReferenceStore } from './mongo-reference-store';
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
  referenceStoreContract('MongoDB', async () => {
    const { connect, remove } = await newDatabase();
    return { open: async () => mongoReferenceStore(await connect()), remove };
  });
});
