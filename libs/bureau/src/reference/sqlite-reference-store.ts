import { Disk, inTransaction, openDatabase } from '@jiedui/sqlite';
import type { ReferenceStore } from './reference-store';

const TABLES = `
  CREATE TABLE events (
    key TEXT NOT NULL, villageseq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (key, villageseq)
  ) STRICT, WITHOUT ROWID;
`;
const COPY = `
  CREATE TABLE copy (id TEXT NOT NULL, whole INTEGER NOT NULL) STRICT;
  INSERT INTO copy VALUES (lower(hex(randomblob(8))), 0);
`;

interface Row {
  readonly key: string;
  readonly villageseq: number;
  readonly event: string;
}

export function openSqliteReferenceStore(file: string): ReferenceStore {
  const db = openDatabase(file, [TABLES, COPY]);
  const disk = new Disk(db);
  const keep = db.prepare('INSERT OR IGNORE INTO events VALUES (?, ?, ?)');
  const one = db.prepare('SELECT event FROM events WHERE key = ? AND villageseq = ?');
  const all = db.prepare('SELECT key, villageseq, event FROM events ORDER BY key, villageseq');
  const find = (key: string, villageseq: number) =>
    (one.get(key, villageseq) as { event: string } | undefined)?.event;
  return {
    isShared: false,
    async copy() {
      const { id, whole } = db.prepare('SELECT id, whole FROM copy').get() as { id: string; whole: number };
      return { id, isWhole: whole === 1 };
    },
    async becomeWhole() {
      inTransaction(db, () => db.prepare('UPDATE copy SET whole = 1').run());
      await disk.flush();
    },
    async load(event) {
      for (const row of all.iterate()) {
        const { key, villageseq, event: text } = row as unknown as Row;
        event({ key, villageseq, text });
      }
    },
    async keep(events) {
      const others = inTransaction(db, () =>
        events.map(({ key, villageseq, text }) =>
          keep.run(key, villageseq, text).changes ? undefined : find(key, villageseq),
        ),
      );
      await disk.flush();
      return others;
    },
    find: async (key, villageseq) => find(key, villageseq),
    async close() {
      await disk.close();
      db.close();
    },
  };
}
