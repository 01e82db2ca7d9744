import { createHmac, createSecretKey, hash, randomBytes, type KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction, openDatabase } from '@jiedui/sqlite';
import type { RecordKey } from '../domain/touched';
import { Recent } from '../records/recent';
import { seal, unseal } from './cipher';
import type { PrivateStore } from './private-store';

/**
 * `keys` holds one data key per record, wrapped by the bureau's key `key_id`: another key wraps them anew
 * without touching an entry, and a record whose data key is deleted is erased.
 */
const TABLES = `
  CREATE TABLE bureau (key_id TEXT NOT NULL, digest_key BLOB NOT NULL) STRICT;
  CREATE TABLE keys (record TEXT PRIMARY KEY, key_id TEXT NOT NULL, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE entries (
    position INTEGER PRIMARY KEY, record TEXT NOT NULL, event_id TEXT NOT NULL, idempotency_key TEXT NOT NULL,
    committed INTEGER NOT NULL, sealed BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX entries_event ON entries (event_id);
  CREATE INDEX entries_record ON entries (record);
  CREATE INDEX entries_waiting ON entries (position) WHERE NOT committed;
`;

const RECENT_KEYS = 10_000;
/** The confirmations of so many entries may wait for the next write. */
const CONFIRM_AT = 1_000;

const nameOf = ({ kind, village, id }: RecordKey): string => JSON.stringify([kind, village, id]);
const keyOf = (record: string): RecordKey => {
  const [kind, village, id] = JSON.parse(record) as [string, string, string];
  return { kind, village, id };
};

/**
 * The private store of a bureau in an SQLite file. `key` has 32 bytes.
 *
 * @throws Error when the file was written with another key
 */
export function openSqlitePrivateStore(file: string, options: { area: string; key: Buffer }): PrivateStore {
  const { area } = options;
  if (options.key.length !== 32) throw new Error('the key of a private store has 32 bytes');
  const key = createSecretKey(options.key);
  const db = openDatabase(file, [TABLES]);
  const digestKey = openBureau(db, file, area, key);
  const keyId = keyIdOf(key);
  const insert = db.prepare(
    'INSERT OR IGNORE INTO entries (record, event_id, idempotency_key, committed, sealed) VALUES (?, ?, ?, 0, ?)',
  );
  const commit = db.prepare('UPDATE entries SET committed = 1 WHERE event_id = ?');
  const remove = db.prepare('DELETE FROM entries WHERE event_id = ?');
  const removeKey = db.prepare(
    'DELETE FROM keys WHERE record = ?1 AND NOT EXISTS (SELECT 1 FROM entries WHERE record = ?1)',
  );
  const addKey = db.prepare('INSERT INTO keys VALUES (?, ?, ?)');
  const findKey = db.prepare('SELECT wrapped FROM keys WHERE record = ?');
  const ofRecord = db.prepare(
    'SELECT event_id, committed, sealed FROM entries WHERE record = ? ORDER BY position',
  );
  const recordOf = db.prepare('SELECT record FROM entries WHERE event_id = ?');
  const waiting = db.prepare('SELECT record, event_id, idempotency_key FROM entries WHERE NOT committed');

  const dataKeys = new Recent<KeyObject>(RECENT_KEYS);
  /** Appended, and not marked so in the file yet: the next write does it. */
  let confirmed = new Set<string>();

  const findDataKey = (record: string): KeyObject | undefined => {
    const known = dataKeys.get(record);
    if (known) return known;
    const row = findKey.get(record) as { wrapped: Uint8Array } | undefined;
    if (!row) return undefined;
    const dataKey = createSecretKey(unseal(key, row.wrapped, `${area}|${record}`));
    dataKeys.set(record, dataKey);
    return dataKey;
  };
  const makeDataKey = (record: string): KeyObject => {
    const dataKey = randomBytes(32);
    addKey.run(record, keyId, seal(key, dataKey, `${area}|${record}`));
    return createSecretKey(dataKey);
  };
  const take = (eventId: string): void => {
    const row = recordOf.get(eventId) as { record: string } | undefined;
    remove.run(eventId);
    if (row && removeKey.run(row.record).changes) dataKeys.delete(row.record);
  };
  const write = (work: () => void): void => {
    const done = confirmed;
    inTransaction(db, () => {
      for (const eventId of done) commit.run(eventId);
      work();
    });
    confirmed = new Set();
  };

  return {
    async put(entries) {
      const made = new Map<string, KeyObject>();
      write(() => {
        for (const { record, eventId, idempotencyKey, values } of entries) {
          const name = nameOf(record);
          let dataKey = findDataKey(name) ?? made.get(name);
          if (!dataKey) made.set(name, (dataKey = makeDataKey(name)));
          const sealed = seal(dataKey, Buffer.from(JSON.stringify(values)), `${area}|${name}|${eventId}`);
          insert.run(name, eventId, idempotencyKey, sealed);
        }
      });
      for (const [name, dataKey] of made) dataKeys.set(name, dataKey);
    },
    confirm(eventIds) {
      for (const eventId of eventIds) confirmed.add(eventId);
      if (confirmed.size >= CONFIRM_AT) write(() => {});
    },
    async discard(eventIds) {
      write(() => eventIds.forEach(take));
    },
    async get(record) {
      const name = nameOf(record);
      const rows = ofRecord.all(name) as unknown as {
        event_id: string;
        committed: number;
        sealed: Uint8Array;
      }[];
      const entries = rows.filter((row) => row.committed || confirmed.has(row.event_id));
      const dataKey = entries.length ? findDataKey(name) : undefined;
      if (!dataKey) return undefined;
      const values = entries.map(({ event_id, sealed }) =>
        JSON.parse(unseal(dataKey, sealed, `${area}|${name}|${event_id}`).toString()),
      );
      return Object.assign({}, ...values) as Record<string, string>;
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
    // SHA-3 may be keyed by a prefix, unlike SHA-2; a third of the cost of an HMAC.
    digest: (text) => hash('sha3-256', digestKey + text, 'base64url'),
    async close() {
      if (confirmed.size) write(() => {});
      db.close();
    },
  };
}

/** Names a key without telling it. */
const keyIdOf = (key: KeyObject): string =>
  createHmac('sha256', key).update('key id').digest('base64url').slice(0, 16);

/** Checks that the file belongs to the key; the key for digests outlives the key that wraps it. */
function openBureau(db: DatabaseSync, file: string, area: string, key: KeyObject): string {
  const context = `${area}|digest`;
  const find = () =>
    db.prepare('SELECT key_id, digest_key FROM bureau').get() as
      { key_id: string; digest_key: Uint8Array } | undefined;
  if (!find())
    inTransaction(db, () => {
      if (find()) return; // another process was quicker
      db.prepare('INSERT INTO bureau VALUES (?, ?)').run(keyIdOf(key), seal(key, randomBytes(32), context));
    });
  const bureau = find()!;
  if (bureau.key_id === keyIdOf(key)) return unseal(key, bureau.digest_key, context).toString('base64');
  db.close();
  throw new Error(`${file} was written with another key: start with the key that it was made with`);
}
