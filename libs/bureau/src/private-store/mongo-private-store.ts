import { hash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { seal, unseal } from './cipher';
import type { Erasure } from './erasures';
import { keyRing } from './key-ring';
import { mongoEntries, type EntryDocument } from './mongo-entries';
import { mongoErasures } from './mongo-erasures';
import { mongoKeys } from './mongo-keys';
import { keyOf, nameOf } from './names';
import { DecideAgain, type PrivateEntry, type PrivateStore } from './private-store';

export interface MongoPrivateStoreOptions {
  readonly area: string;
  /** 32 bytes: wraps the data keys. */
  readonly key: Buffer;
  /** Those that `key` takes the place of: what they wrap is wrapped anew. */
  readonly formerKeys?: readonly Buffer[];
  /** See `mongoEntries`. */
  readonly deadAfterMs?: number;
}

/**
 * The private store of a bureau in its MongoDB database; the register of its erasures stands in a database of its
 * own. Replicas share both: each hears of what the others erase before it keeps or shows anything.
 *
 * @throws KeyMissing when the keys were wrapped by another one
 */
export async function openMongoPrivateStore(
  connection: Connection,
  register: Connection,
  { area, key, formerKeys = [], deadAfterMs }: MongoPrivateStoreOptions,
): Promise<PrivateStore> {
  const keys = mongoKeys(
    connection,
    area,
    keyRing(`The private store in ${connection.name}`, key, formerKeys),
  );
  const entries = mongoEntries(connection, deadAfterMs);
  const erasures = mongoErasures(register);
  const digestKey = await keys.open();
  await entries.prepare();

  /** Those who take no more values -> since when. */
  const closed = new Map<string, string>();
  /** Those whose values were erased, and their key. */
  const erased = new Set<string>();

  /** Hears of what was erased since this was asked last. */
  async function hear(): Promise<readonly Erasure[]> {
    const news = await erasures.news();
    for (const { person, at, closed: isClosed } of news) {
      erased.add(person);
      keys.forget(person);
      if (isClosed && !closed.has(person)) closed.set(person, at);
    }
    return news;
  }
  /** The keys go first: whoever uses one meanwhile puts entries that go with the others, or misses it. */
  async function carryOut(persons: readonly string[], eventIds: readonly string[]): Promise<void> {
    await keys.remove(persons);
    await entries.remove(eventIds, persons);
  }

  // What a backup brought back, and what a crash left undone; a record that is not closed may have new values.
  for (const some of slices(await hear()))
    await carryOut(
      some.flatMap(({ person, closed: isClosed }) => (isClosed ? [person] : [])),
      some.flatMap(({ events }) => events),
    );

  const contextOf = ({ record, _id }: Pick<EntryDocument, 'record' | '_id'>) => `${area}|${record}|${_id}`;

  return {
    async put(some) {
      const [dataKeys] = await Promise.all([
        keys.get(new Set(some.map(({ person }) => nameOf(person)))),
        entries.begin(some.map(({ eventId }) => eventId)),
      ]);
      const documents = some.map((entry: PrivateEntry): EntryDocument => {
        const place = { _id: entry.eventId, record: nameOf(entry.record), person: nameOf(entry.person) };
        const plain = Buffer.from(JSON.stringify(entry.values));
        return {
          ...place,
          seq: entry.villageseq,
          idempotencyKey: entry.idempotencyKey,
          sealed: seal(dataKeys.get(place.person)!, plain, contextOf(place)),
          ...(entry.identity !== undefined && { identity: entry.identity }),
        };
      });
      await entries.put(documents);
      // Whoever was erased before this is heard of now; whoever is erased later loses these entries too.
      await hear();
      const again = documents.map(({ person }) => person).filter((person) => erased.has(person));
      const isOutdated =
        again.some((person) => closed.has(person)) || !(await keys.areStill(again, dataKeys));
      if (!isOutdated) return;
      await entries.remove(documents.map(({ _id }) => _id));
      throw new DecideAgain();
    },
    confirm: (eventIds) => entries.confirm(eventIds),
    discard: (eventIds) => entries.remove(eventIds),
    async get(record, isShown = () => true) {
      const [found] = await Promise.all([entries.ofRecord(nameOf(record)), hear()]);
      const shown = found.filter(({ person }) => isShown(keyOf(person)));
      const dataKeys = await keys.find(new Set(shown.map(({ person }) => person)));
      const values = shown.flatMap((entry) => {
        const dataKey = dataKeys.get(entry.person);
        if (!dataKey) return []; // erased just now
        return [JSON.parse(unseal(dataKey, entry.sealed, contextOf(entry)).toString())];
      });
      return values.length ? (Object.assign({}, ...values) as Record<string, string>) : undefined;
    },
    sweep: (isCommitted) => entries.sweep(isCommitted),
    async erase(person, order) {
      await hear();
      const name = nameOf(person);
      const found = await entries.of(order.events, name);
      const erasure = { ...order, person: name, events: found.map(({ _id }) => _id) };
      if (found.length || (order.closed && !closed.has(name))) await erasures.add(erasure);
      await carryOut([name], erasure.events);
      await hear();
      return found.map(({ record }) => keyOf(record));
    },
    erasedAt: (person) => closed.get(nameOf(person)),
    recordsOf: (identities) => entries.recordsOf(identities),
    async identitiesOf(records) {
      const found = await entries.identitiesOf(records.map(nameOf));
      return records.map((record) => found.get(nameOf(record)));
    },
    // SHA-3 may be keyed by a prefix, unlike SHA-2; a third of the cost of an HMAC.
    digest: (text) => hash('sha3-256', digestKey + text, 'base64url'),
    close: () => entries.close(),
  };
}

/** So many erasures are carried out at once. */
const AT_ONCE = 500;

function* slices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE);
}
