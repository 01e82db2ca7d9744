import { createSecretKey, hash, randomBytes, type KeyObject } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Disk, inTransaction, openDatabase } from '@jiedui/sqlite';
import { Recent } from '../records/recent';
import { seal, unseal } from './cipher';
import { openErasures, type Erasures } from './erasures';
import { keyRing } from './key-ring';
import { keyOf, nameOf } from './names';
import type { PrivateStore } from './private-store';
import { openDigestKey } from './rotation';
import { TABLES } from './tables';

const RECENT_KEYS = 10_000;
/** The confirmations of so many entries may wait for the next write. */
const CONFIRM_AT = 1_000;

/** Where an entry belongs. */
interface Place {
  readonly record: string;
  readonly person: string;
  readonly event_id: string;
}

export interface SqlitePrivateStoreOptions {
  readonly area: string;
  /** 32 bytes: wraps the data keys. */
  readonly key: Buffer;
  /** Those that `key` takes the place of: what they wrap is wrapped anew. */
  readonly formerKeys?: readonly Buffer[];
}

/**
 * The private store of a bureau in an SQLite file; the register of its erasures stands beside it in
 * `erasures.db`. Values that were erased are overwritten in the file.
 *
 * @throws KeyMissing when the file was written with another key
 */
export function openSqlitePrivateStore(file: string, options: SqlitePrivateStoreOptions): PrivateStore {
  const { area, key, formerKeys = [] } = options;
  const ring = keyRing(file, key, formerKeys);
  const db = openDatabase(file, TABLES);
  let digestKey: string;
  let erasures: Erasures;
  try {
    db.exec('PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY');
    digestKey = openDigestKey(db, area, ring);
    erasures = openErasures(join(dirname(file), 'erasures.db'));
  } catch (error) {
    db.close();
    throw error;
  }
  const disk = new Disk(db);
  const insert = db.prepare(
    'INSERT OR IGNORE INTO entries (record, person, event_id, idempotency_key, committed, sealed, identity) VALUES (?, ?, ?, ?, 0, ?, ?)',
  );
  const commit = db.prepare('UPDATE entries SET committed = 1 WHERE event_id = ?');
  const remove = db.prepare('DELETE FROM entries WHERE event_id = ?');
  const removeKey = db.prepare(
    `DELETE FROM keys WHERE person = ?1
      AND NOT EXISTS (SELECT 1 FROM entries WHERE record = ?1 AND person IS NULL)
      AND NOT EXISTS (SELECT 1 FROM entries WHERE person = ?1)`,
  );
  const addKey = db.prepare('INSERT INTO keys VALUES (?, ?, ?)');
  const findKey = db.prepare('SELECT key_id, wrapped FROM keys WHERE person = ?');
  const place = 'record, coalesce(person, record) AS person, event_id';
  const ofRecord = db.prepare(
    `SELECT ${place}, committed, sealed FROM entries WHERE record = ? ORDER BY position`,
  );
  const placeOf = db.prepare(`SELECT ${place} FROM entries WHERE event_id = ?`);
  const placesOf = db.prepare(`SELECT ${place} FROM entries WHERE record = ?1 OR person = ?1`);
  const waiting = db.prepare('SELECT record, event_id, idempotency_key FROM entries WHERE NOT committed');
  const lastIdentity = db.prepare(
    'SELECT identity FROM entries WHERE record = ? AND identity IS NOT NULL ORDER BY position DESC LIMIT 1',
  );
  const withIdentity = db.prepare('SELECT DISTINCT record FROM entries WHERE identity = ?');
  const expectCopies = db.prepare('UPDATE bureau SET copies = 1');
  const mayHoldCopies = db.prepare('SELECT 1 FROM bureau WHERE copies');
  const checkpoint = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)');

  const dataKeys = new Recent<KeyObject>(RECENT_KEYS);
  /** Appended, and not marked so in the file yet: the next write does it. */
  let confirmed = new Set<string>();
  /** Those who take no more values -> since when. */
  const closed = new Map<string, string>();

  const findDataKey = (person: string): KeyObject | undefined => {
    const known = dataKeys.get(person);
    if (known) return known;
    const row = findKey.get(person) as { key_id: string; wrapped: Uint8Array } | undefined;
    if (!row) return undefined;
    const dataKey = createSecretKey(ring.unwrap(row.key_id, row.wrapped, `${area}|${person}`));
    dataKeys.set(person, dataKey);
    return dataKey;
  };
  const makeDataKey = (person: string): KeyObject => {
    const dataKey = randomBytes(32);
    addKey.run(person, ring.present, ring.wrap(dataKey, `${area}|${person}`));
    return createSecretKey(dataKey);
  };
  const identityOf = (record: string) =>
    (lastIdentity.get(record) as { identity: string } | undefined)?.identity;
  const take = (eventId: string): void => {
    const row = placeOf.get(eventId) as unknown as Place | undefined;
    remove.run(eventId);
    if (row && removeKey.run(row.person).changes) dataKeys.delete(row.person);
  };
  const write = (work: () => void): void => {
    const done = confirmed;
    inTransaction(db, () => {
      for (const eventId of done) commit.run(eventId);
      work();
    });
    confirmed = new Set();
  };
  /** The entries of these events, and those of the person. */
  const entriesOf = (events: readonly string[], person?: string): Map<string, Place> => {
    const places = events.flatMap((eventId) => placeOf.all(eventId));
    if (person !== undefined) places.push(...placesOf.all(person));
    return new Map((places as unknown as Place[]).map((one) => [one.event_id, one]));
  };
  /**
   * They are gone from the file and from its journal when it returns. What is deleted is overwritten, but pages that
   * were rearranged before keep copies of what stood in them: so the file is written anew.
   */
  const forget = (eventIds: Iterable<string>): void => {
    write(() => {
      for (const eventId of eventIds) {
        take(eventId);
        expectCopies.run();
      }
    });
    if (!mayHoldCopies.get()) return;
    db.exec('VACUUM');
    if ((checkpoint.get() as { busy: number }).busy)
      throw new Error(`${file} is in use: erased values may be left`);
    db.exec('UPDATE bureau SET copies = 0');
  };

  /** What a backup brought back, and what a crash left undone. */
  const eraseAgain = (): void => {
    const all = erasures.all();
    for (const { person, at, ...erasure } of all)
      if (erasure.closed && !closed.has(person)) closed.set(person, at);
    const back = all.flatMap(({ events, person, closed }) => [
      ...entriesOf(events, closed ? person : undefined).keys(),
    ]);
    forget(new Set(back));
  };
  eraseAgain();

  return {
    async put(entries) {
      const made = new Map<string, KeyObject>();
      write(() => {
        for (const { record, person, eventId, idempotencyKey, values, identity = null } of entries) {
          const name = nameOf(record);
          const owner = nameOf(person);
          let dataKey = findDataKey(owner) ?? made.get(owner);
          if (!dataKey) made.set(owner, (dataKey = makeDataKey(owner)));
          const sealed = seal(dataKey, Buffer.from(JSON.stringify(values)), `${area}|${name}|${eventId}`);
          insert.run(name, owner === name ? null : owner, eventId, idempotencyKey, sealed, identity);
        }
      });
      for (const [owner, dataKey] of made) dataKeys.set(owner, dataKey);
      await disk.flush();
    },
    confirm(eventIds) {
      for (const eventId of eventIds) confirmed.add(eventId);
      if (confirmed.size >= CONFIRM_AT) write(() => {});
    },
    async discard(eventIds) {
      write(() => eventIds.forEach(take));
    },
    async get(record, isShown = () => true) {
      const name = nameOf(record);
      const rows = ofRecord.all(name) as unknown as (Place & {
        readonly committed: number;
        readonly sealed: Uint8Array;
      })[];
      const shown = rows.filter(
        ({ committed, event_id, person }) => (committed || confirmed.has(event_id)) && isShown(keyOf(person)),
      );
      const values = shown.map(({ person, event_id, sealed }) =>
        JSON.parse(unseal(findDataKey(person)!, sealed, `${area}|${name}|${event_id}`).toString()),
      );
      return values.length ? (Object.assign({}, ...values) as Record<string, string>) : undefined;
    },
    async sweep(isCommitted) {
      const rows = waiting.all() as unknown as {
        record: string;
        event_id: string;
        idempotency_key: string;
      }[];
      const orphans: string[] = [];
      for (const { record, event_id: eventId, idempotency_key: idempotencyKey } of rows)
        if (await isCommitted({ record: keyOf(record), eventId, idempotencyKey })) confirmed.add(eventId);
        else orphans.push(eventId);
      write(() => orphans.forEach(take));
      return orphans.length;
    },
    async erase(person, order) {
      const name = nameOf(person);
      const found = entriesOf(order.events, name);
      if (found.size || (order.closed && !closed.has(name)))
        erasures.add({ ...order, person: name, events: [...found.keys()] });
      if (order.closed && !closed.has(name)) closed.set(name, order.at);
      forget(found.keys());
      return [...found.values()].map(({ record }) => keyOf(record));
    },
    erasedAt: (person) => closed.get(nameOf(person)),
    async recordsOf(identities) {
      const found = identities.map((identity) => {
        const rows = withIdentity.all(identity) as unknown as { record: string }[];
        const current = rows.filter(({ record }) => identityOf(record) === identity);
        return [identity, current.map(({ record }) => keyOf(record))] as const;
      });
      return new Map(found.filter(([, records]) => records.length));
    },
    identitiesOf: async (records) => records.map((record) => identityOf(nameOf(record))),
    // SHA-3 may be keyed by a prefix, unlike SHA-2; a third of the cost of an HMAC.
    digest: (text) => hash('sha3-256', digestKey + text, 'base64url'),
    async close() {
      if (confirmed.size) write(() => {});
      erasures.close();
      await disk.close();
      db.close();
    },
  };
}
