import { randomUUID } from 'node:crypto';
import { openMongo } from '@jiedui/mongo';
import { entriesIn, type EntryDocument } from '../store/mongo-entries';
import type { MongoViewStoreOptions, ViewsDocument } from '../store/mongo-view-store';
import { carryDeadLetters, type RebuildPlace } from './place';

/** Rebuilds the views of some measures in another collection beside theirs. */
export async function mongoPlace({ uri, database, measures }: MongoViewStoreOptions): Promise<RebuildPlace> {
  const connection = await openMongo(uri, database);
  const views = connection.collection<ViewsDocument>('views');
  const open = (name: string) => entriesIn(connection.collection<EntryDocument>(name));
  const beside: ViewsDocument = {
    ...{ _id: measures, entries: `entries-${randomUUID()}`, group: `progress-${randomUUID()}` },
  };
  const before = (await views.findOne({ _id: measures })) ?? undefined;
  const { prepare, ...log } = open(beside.entries);
  await prepare();
  const live = before && open(before.entries);
  const rebuilt = { group: beside.group, ...log, close: async () => {} };
  /** What is of no use any more. */
  let idle: string | undefined = beside.entries;
  return {
    live,
    rebuilt,
    async swap(goOn) {
      if (goOn && live) await carryDeadLetters(live, rebuilt);
      const group = goOn && before ? before.group : beside.group;
      await views.replaceOne({ _id: measures }, { ...beside, group }, { upsert: true });
      idle = before?.entries;
    },
    async close() {
      if (idle !== undefined) await connection.dropCollection(idle);
      await connection.close();
    },
  };
}
