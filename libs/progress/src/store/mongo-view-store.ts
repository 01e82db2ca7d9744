import { randomUUID } from 'node:crypto';
import { isDuplicate, openMongo } from '@jiedui/mongo';
import { entriesIn, type EntryDocument } from './mongo-entries';
import { Superseded, type ViewStore } from './view-store';

export interface MongoViewStoreOptions {
  readonly uri: string;
  /** The aggregators' own database. */
  readonly database: string;
  /** A digest of what is measured. */
  readonly measures: string;
}

/** How entries stand in documents: grows with every change of it, for what is written otherwise cannot be read. */
const LAYOUT = 2;
/** What views are told apart by. */
export const viewsId = (measures: string): string => `${measures}/${LAYOUT}`;

/** Where the views of some measures ({@link viewsId}) are: the collection of their entries, and their group. */
export interface ViewsDocument {
  readonly _id: string;
  readonly entries: string;
  readonly group: string;
  /** Collections of a rebuild: the one that it fills, and the one that the last took the place of. */
  readonly beside?: string;
  readonly former?: string;
}

/** Where views that begin are to be. */
export const newViews = (): Pick<ViewsDocument, 'entries' | 'group'> => ({
  entries: `entries-${randomUUID()}`,
  group: `progress-${randomUUID()}`,
});

/**
 * The views in a MongoDB database, which all replicas share. Those that were folded with other measures, or
 * written in another layout, stand beside, so that during an upgrade the replicas of both versions go on, each
 * with its own.
 * Where they were rebuilt meanwhile, reading is refused as `Superseded`: open them again.
 */
export async function openMongoViewStore({
  uri,
  database,
  measures,
}: MongoViewStoreOptions): Promise<ViewStore> {
  const connection = await openMongo(uri, database);
  const _id = viewsId(measures);
  try {
    const views = connection.collection<ViewsDocument>('views');
    await views
      .updateOne({ _id }, { $setOnInsert: newViews() }, { upsert: true })
      .catch((error: unknown) => (isDuplicate(error) ? undefined : Promise.reject(error)));
    const { entries, group } = (await views.findOne({ _id }))!;
    const { prepare, ...log } = entriesIn(connection.collection<EntryDocument>(entries));
    await prepare();
    return {
      ...{ group, ...log },
      async read(...asked) {
        if ((await views.findOne({ _id }))?.entries !== entries)
          throw new Superseded('the views were rebuilt');
        await log.read(...asked);
      },
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
