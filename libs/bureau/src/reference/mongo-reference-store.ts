import { randomUUID } from 'node:crypto';
import { isDuplicate } from '@jiedui/mongo';
import type { Connection } from 'mongoose';
import type { KeptEvent, ReferenceStore } from './reference-store';

interface EventDocument {
  readonly _id: { readonly key: string; readonly seq: number };
  readonly text: string;
}

interface CopyDocument {
  readonly _id: 'copy';
  readonly id: string;
  readonly isWhole: boolean;
}

const EVENTS = 'reference';
const COPY = 'reference-copy';

/** Forgets the copy: it is begun anew. No replica of the bureau may be at work. */
export async function dropMongoReference(connection: Connection): Promise<void> {
  await connection.collection<CopyDocument>(COPY).deleteMany({}); // first: events without it are read again
  await connection.collection<EventDocument>(EVENTS).deleteMany({});
}

/** In the collections `reference` and `reference-copy` of the bureau's database; its replicas share them. */
export function mongoReferenceStore(connection: Connection): ReferenceStore {
  const events = connection.collection<EventDocument>(EVENTS);
  const copies = connection.collection<CopyDocument>(COPY);
  const idOf = ({ key, villageseq: seq }: Pick<KeptEvent, 'key' | 'villageseq'>) => ({ key, seq });
  const find = async (key: string, villageseq: number) =>
    (await events.findOne({ _id: idOf({ key, villageseq }) }))?.text;
  return {
    isShared: true,
    async copy() {
      const begun: CopyDocument = { _id: 'copy', id: randomUUID(), isWhole: false };
      await copies.insertOne(begun).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error; // it was begun before
      });
      return (await copies.findOne({ _id: 'copy' }))!;
    },
    async becomeWhole() {
      await copies.updateOne({ _id: 'copy' }, { $set: { isWhole: true } });
    },
    async load(event) {
      for await (const { _id, text } of events.find().sort({ _id: 1 }))
        event({ key: _id.key, villageseq: _id.seq, text });
    },
    async keep(some) {
      const kept: (string | undefined)[] = some.map(() => undefined);
      if (!some.length) return kept;
      try {
        await events.insertMany(
          some.map((event) => ({ _id: idOf(event), text: event.text })),
          { ordered: false },
        );
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        for (const { index } of (error as { writeErrors: readonly { index: number }[] }).writeErrors)
          kept[index] = await find(some[index]!.key, some[index]!.villageseq);
      }
      return kept;
    },
    find,
    close: async () => {},
  };
}
