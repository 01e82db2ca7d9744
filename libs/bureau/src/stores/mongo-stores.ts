import { openMongoLog } from '@jiedui/event-log';
import { openMongo } from '@jiedui/mongo';
import { openMongoPrivateStore } from '../private-store/mongo-private-store';
import { openMongoRecords } from '../records/mongo-records';
import { mongoReferenceStore } from '../reference/mongo-reference-store';
import type { OpenStores } from './bureau-stores';

export interface MongoStoresOptions {
  /** Names the servers and the user. */
  readonly uri: string;
  /** What the names of the databases begin with. */
  readonly prefix: string;
}

/**
 * A MongoDB database for each bureau, `<prefix>_<area>`, and one for its register of erasures,
 * `<prefix>_<area>_erasures`: its user needs rights to these two alone. All replicas of a bureau share them.
 *
 * @throws Error when MongoDB does not answer within 10 s
 */
export const mongoStores =
  ({ uri, prefix }: MongoStoresOptions): OpenStores =>
  async (area) => {
    const database = `${prefix}_${area.id}`;
    const connection = await openMongo(uri, database);
    return {
      log: () => openMongoLog(connection, { area: area.id }),
      records: () => openMongoRecords(connection, area),
      privateStore: (keys) =>
        openMongoPrivateStore(connection, connection.useDb(`${database}_erasures`), {
          area: area.id,
          ...keys,
        }),
      reference: async () => mongoReferenceStore(connection),
      close: () => connection.close(),
    };
  };
