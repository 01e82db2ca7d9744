import { createHash } from 'node:crypto';
import type { SQLInputValue } from 'node:sqlite';
import { inTransaction, makeQuick, openDatabase } from '@jiedui/sqlite';
import type { Timeline } from '../domain/timeline';
import type { RecordKey } from '../domain/touched';
import type { Value } from './cursor';
import { DUE_TABLE, openDue } from './sqlite-due';
import { listStatement } from './sqlite-list';
import { classificationOf, type RecordStore, type StoredRecord } from './record-store';

const TABLES = `
  CREATE TABLE records (
    kind TEXT NOT NULL, village TEXT NOT NULL, id TEXT NOT NULL,
    version INTEGER NOT NULL, updated_at TEXT NOT NULL,
    classification TEXT, timeline TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX records_key ON records (kind, village, id);
  CREATE TABLE heads (village TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE place (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL) STRICT;
`;

/**
 * Throws the cache away: it is folded from the log again. Comes as a step of its own whenever records are
 * projected otherwise than before, what falls due of them among it.
 */
const AGAIN = 'DELETE FROM records; DELETE FROM heads; DELETE FROM place;';

const FINGERPRINTED = [
  'records ORDER BY kind, village, id',
  'heads ORDER BY village',
  'due ORDER BY day, village, kind, id, name',
];

export type Row = Record<'kind' | 'village' | 'id' | 'updated_at' | 'timeline', string> & {
  readonly version: number;
  /** Of a list: what it is sorted by. */
  readonly sort_value?: Value;
};

const stored = ({ kind, village, id, version, updated_at, timeline }: Row): StoredRecord => ({
  kind,
  village,
  id,
  version,
  updatedAt: updated_at,
  timeline: JSON.parse(timeline) as Timeline,
});

/** The projection of a bureau's log in an SQLite file (`:memory:` for none). */
export function openSqliteRecords(file: string): RecordStore {
  const db = openDatabase(file, [TABLES, `${AGAIN} ${DUE_TABLE}`]);
  makeQuick(db); // what a power cut takes away is folded from the log again
  const due = openDue(db);
  const columns = 'kind, village, id, version, updated_at, timeline';
  const upsert = db.prepare(`
    INSERT INTO records (kind, village, id, version, updated_at, classification, timeline)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at,
      classification = excluded.classification, timeline = excluded.timeline
    WHERE excluded.version >= version`);
  const saveHead = db.prepare(
    'INSERT INTO heads VALUES (?, ?) ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)',
  );
  const savePlace = db.prepare(
    'INSERT INTO place VALUES (1, ?) ON CONFLICT DO UPDATE SET position = max(position, excluded.position)',
  );
  const byKey = db.prepare(`SELECT ${columns} FROM records WHERE kind = ? AND village = ? AND id = ?`);
  const byVillage = db.prepare(`SELECT ${columns} FROM records WHERE kind = ? AND village = ? ORDER BY id`);
  const head = db.prepare('SELECT seq FROM heads WHERE village = ?');
  const place = db.prepare('SELECT position FROM place');
  const villages = db.prepare(
    'SELECT DISTINCT village FROM records WHERE kind = ? AND village > ? ORDER BY village LIMIT ?',
  );

  const rows = (kind: string, village: string) => byVillage.all(kind, village) as unknown as Row[];
  const find = ({ kind, village, id }: RecordKey): StoredRecord | undefined => {
    const row = byKey.get(kind, village, id) as unknown as Row | undefined;
    return row && stored(row);
  };
  const atomically = (write: () => void) => inTransaction(db, write);

  return {
    async write({ records, heads, position }) {
      atomically(() => {
        for (const record of records) {
          const { kind, village, id, version, updatedAt, timeline } = record;
          const classification = classificationOf(record);
          const { changes } = upsert.run(
            kind,
            village,
            id,
            version,
            updatedAt,
            classification && JSON.stringify(classification),
            JSON.stringify(timeline),
          );
          if (changes && record.due) due.replace(record, record.due);
        }
        for (const [village, seq] of heads) saveHead.run(village, seq);
        if (position !== undefined) savePlace.run(position);
      });
    },
    read: async (keys) => keys.map(find),
    ofVillage: async (village, kinds) => kinds.flatMap((kind) => rows(kind, village).map(stored)),
    heads: async (villages) =>
      new Map(
        villages.flatMap((village) => {
          const row = head.get(village);
          return row ? [[village, Number(row['seq'])]] : [];
        }),
      ),
    async list(query) {
      const { sql, values, nextOf } = listStatement(query, columns);
      const found = db.prepare(sql).all(...(values as SQLInputValue[])) as unknown as Row[];
      const more = found.length > query.limit;
      const page = found.slice(0, query.limit);
      return { records: page.map(stored), ...(more && { next: nextOf(page.at(-1)!) }) };
    },
    villagesWith: async (kind, after, limit) =>
      villages.all(kind, after, limit).map((row) => String(row['village'])),
    listDue: async (query) => due.list(query),
    dueOverTime: async (today, after, limit) => due.overTime(today, after, limit),
    position: async () => Number(place.get()?.['position'] ?? 0),
    async clear() {
      atomically(() => db.exec(`${AGAIN} DELETE FROM due`));
    },
    async fingerprint() {
      const hash = createHash('sha256');
      for (const table of FINGERPRINTED)
        for (const row of db.prepare(`SELECT * FROM ${table}`).iterate())
          hash.update(`${JSON.stringify(Object.values(row))}\n`);
      return hash.digest('hex');
    },
    async close() {
      db.close();
    },
  };
}
