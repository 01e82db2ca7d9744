import { isDuplicate } from '@jiedui/mongo';
import type { Connection } from 'mongoose';
import type { KeptEvent, ReferenceStore } from './reference-store';

interface EventDocument {
  readonly _id: { readonly key: string; readonly seq: number };
  readonly text: string;
}

/** In the collection `reference` of the bureau's database; replicas of the bureau share it. */
export function mongoReferenceStore(connection: Connection): ReferenceStore {
  const events = connection.collection<EventDocument>('reference');
  const idOf = ({ key, villageseq: seq }: Pick<KeptEvent, 'key' | 'villageseq'>) => ({ key, seq });
  const find = async (key: string, villageseq: number) =>
    (await events.findOne({ _id: idOf({ key, villageseq }) }))?.text;
  return {
    isShared: true,
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
