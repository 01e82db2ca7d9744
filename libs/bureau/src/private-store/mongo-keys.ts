import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { insertEach, unlessThere } from '@jiedui/mongo';
import type { Connection } from 'mongoose';
import { Recent } from '../records/recent';
import type { KeyRing } from './key-ring';

const RECENT_KEYS = 10_000;
/** So many keys are wrapped anew at once. */
const BATCH = 1_000;
/** The name of the key for digests, which is nobody's. */
const DIGEST = 'digest';

interface KeyDocument {
  /** The name of the person. */
  readonly _id: string;
  readonly keyId: string;
  readonly wrapped: Uint8Array;
}

/** Bytes come as bytes, not wrapped. */
const AS_BYTES = { promoteBuffers: true } as const;

/** The data keys of a private store in MongoDB, one for each person, wrapped by the bureau's key. */
export function mongoKeys(connection: Connection, area: string, ring: KeyRing) {
  const documents = connection.collection<KeyDocument>('private-keys');
  const recent = new Recent<KeyObject>(RECENT_KEYS);
  const contextOf = (name: string) => `${area}|${name}`;

  const made = (name: string): KeyDocument => ({
    _id: name,
    keyId: ring.present,
    wrapped: ring.wrap(randomBytes(32), contextOf(name)),
  });
  const opened = ({ _id, keyId, wrapped }: KeyDocument) => ring.unwrap(keyId, wrapped, contextOf(_id));

  /** The keys of these persons, where they have one. */
  async function find(persons: Iterable<string>): Promise<Map<string, KeyObject>> {
    const keys = new Map([...persons].map((person) => [person, recent.get(person)]));
    const missing = [...keys].flatMap(([person, key]) => (key ? [] : [person]));
    const found = missing.length ? await documents.find({ _id: { $in: missing } }, AS_BYTES).toArray() : [];
    for (const document of found) {
      const key = createSecretKey(opened(document));
      recent.set(document._id, key);
      keys.set(document._id, key);
    }
    return new Map([...keys].flatMap(([person, key]) => (key ? [[person, key]] : [])));
  }

  return {
    find,
    /** The keys of these persons; made where they have none. */
    async get(persons: ReadonlySet<string>): Promise<ReadonlyMap<string, KeyObject>> {
      const unknown = [...persons].filter((person) => !recent.get(person));
      await insertEach(documents, unknown.map(made)); // those that are there stay
      return find(persons);
    },
    /** Whether these persons have the same keys as before, in the store. */
    async areStill(persons: readonly string[], before: ReadonlyMap<string, KeyObject>): Promise<boolean> {
      for (const person of persons) recent.delete(person);
      const now = persons.length ? await find(persons) : before;
      return persons.every((person) => now.get(person)?.equals(before.get(person)!));
    },
    forget: (person: string): void => recent.delete(person),
    async remove(persons: readonly string[]): Promise<void> {
      await documents.deleteMany({ _id: { $in: [...persons] } });
      for (const person of persons) recent.delete(person);
    },
    /** For digests: made with the store. Wraps every key anew that another one than the present wraps. */
    async open(): Promise<string> {
      await documents.createIndex({ keyId: 1 });
      await documents.insertOne(made(DIGEST)).catch(unlessThere);
      const digest = opened((await documents.findOne({ _id: DIGEST }, AS_BYTES))!);
      const others = () =>
        documents
          .find({ keyId: { $ne: ring.present } }, AS_BYTES)
          .limit(BATCH)
          .toArray();
      for (let batch = await others(); batch.length; batch = await others())
        await documents.bulkWrite(
          batch.map(({ _id, keyId, wrapped }) => ({
            updateOne: {
              filter: { _id, keyId },
              update: {
                $set: {
                  keyId: ring.present,
                  wrapped: ring.wrap(ring.unwrap(keyId, wrapped, contextOf(_id)), contextOf(_id)),
                },
              },
            },
          })),
          { ordered: false },
        );
      return digest.toString('base64');
    },
  };
}
