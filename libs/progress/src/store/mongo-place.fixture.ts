import { randomUUID } from 'node:crypto';
import { openMongo } from '@jiedui/mongo';
import { mongoUri } from '@jiedui/mongo/testing';
import { openMongoViewStore } from './mongo-view-store';

/** A database of its own for the views of a test. */
export async function newMongoPlace() {
  const at = { uri: await mongoUri(), database: `test-views-${randomUUID().slice(0, 13)}` };
  return {
    ...at,
    open: (measures = 'm1') => openMongoViewStore({ ...at, measures }),
    async remove() {
      const connection = await openMongo(at.uri, at.database);
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
