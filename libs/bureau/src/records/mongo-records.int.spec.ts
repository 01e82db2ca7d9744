import { describeWithMongo, newDatabase, stopMongo } from '@jiedui/mongo/testing';
import { openMongoRecords } from './mongo-records';
import { recordStoreContract } from './record-store.contract';
import { area } from './record-store.fixture';

afterAll(stopMongo);

describeWithMongo('MongoDB', () => {
  recordStoreContract('MongoDB', async () => {
    const { connect, remove } = await newDatabase();
    return { open: async () => openMongoRecords(await connect(), area), remove };
  });
});
