import { openMongo } from '@jiedui/mongo';
import type { Connection } from 'mongoose';
import { entriesIn, type EntryDocument } from '../store/mongo-entries';
import { newViews, viewsId, type MongoViewStoreOptions, type ViewsDocument } from '../store/mongo-view-store';
import type { RebuildPlace } from './place';

/**
 * Rebuilds the views of some measures in another collection beside theirs. What is of no use any more is named
 * in their document before it is there, and removed when the next rebuild begins, whatever ended this one: the
 * views that were swapped out are among it, for replicas answer from them until they have read the new ones.
 */
export async function mongoPlace({ uri, database, measures }: MongoViewStoreOptions): Promise<RebuildPlace> {
  const connection = await openMongo(uri, database);
  const views = connection.collection<ViewsDocument>('views');
  const _id = viewsId(measures);
  const open = (name: string) => entriesIn(connection.collection<EntryDocument>(name));
  const before = (await views.findOne({ _id })) ?? undefined;
  for (const idle of [before?.beside, before?.former]) if (idle !== undefined) await drop(connection, idle);
  const [there, beside] = [before ?? newViews(), newViews()];
  const { entries, group } = there;
  await views.updateOne(
    { _id },
    { $set: { beside: beside.entries }, $unset: { former: '' }, $setOnInsert: { entries, group } },
    { upsert: true },
  );
  const { prepare, ...log } = open(beside.entries);
  await prepare();
  const live = before && open(entries);
  const rebuilt = { group: beside.group, ...log, close: async () => {} };
  /** Nobody has begun another rebuild meanwhile. */
  const mine = { _id, entries, beside: beside.entries };
  return {
    live,
    rebuilt,
    async swap(goOn) {
      const swapped = { entries: beside.entries, group: goOn ? group : beside.group, former: entries };
      const { matchedCount } = await views.updateOne(mine, { $set: swapped, $unset: { beside: '' } });
      if (matchedCount === 0) throw new Error('Another rebuild has begun meanwhile: nothing was changed.');
    },
    async close() {
      const now = await views.findOne({ _id });
      if (now?.entries !== beside.entries) await drop(connection, beside.entries);
      await views.updateOne(mine, { $unset: { beside: '' } });
      await connection.close();
    },
  };
}

const NOT_THERE = 26;

/** Removes a collection, if it is there. */
const drop = (connection: Connection, name: string): Promise<unknown> =>
  connection
    .dropCollection(name)
    .catch((error: { code?: unknown }) => (error.code === NOT_THERE ? undefined : Promise.reject(error)));
