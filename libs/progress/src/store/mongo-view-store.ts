import { randomUUID } from 'node:crypto';
import { isDuplicate, openMongo } from '@jiedui/mongo';
import { entriesIn, type EntryDocument } from './mongo-entries';
import type { ViewStore } from './view-store';

export interface MongoViewStoreOptions {
  readonly uri: string;
  /** The aggregators' own database. */
  readonly database: string;
  /** A digest of what is measured. */
  readonly measures: string;
}

/** Where the views of some measures (`_id`) are: the collection of their entries, and their group. */
export interface ViewsDocument {
  readonly _id: string;
  readonly entries: string;
  readonly group: string;
}

/**
 * The views in a MongoDB database, which all replicas share: a document per entry. Those that were folded with
 * other measures stand beside, so that during an upgrade the replicas of both versions go on, each with its own.
 */
export async function openMongoViewStore({
  uri,
  database,
  measures,
}: MongoViewStoreOptions): Promise<ViewStore> {
  const connection = await openMongo(uri, database);
  try {
    const views = connection.collection<ViewsDocument>('views');
    const begin = { entries: `entries-${randomUUID()}`, group: `progress-${randomUUID()}` };
    await views
      .updateOne({ _id: measures }, { $setOnInsert: begin }, { upsert: true })
      .catch((error: unknown) => (isDuplicate(error) ? undefined : Promise.reject(error)));
    const { entries, group } = (await views.findOne({ _id: measures }))!;
    const { prepare, ...log } = entriesIn(connection.collection<EntryDocument>(entries));
    await prepare();
    return { group, ...log, close: () => connection.close() };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
