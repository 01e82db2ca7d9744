import { Disk, inTransaction, openDatabase } from '@jiedui/sqlite';
import type { ReferenceStore } from './reference-store';

const TABLES = `
  CREATE TABLE events (
    key TEXT NOT NULL, villageseq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (key, villageseq)
  ) STRICT, WITHOUT ROWID;
`;

interface Row {
  readonly key: string;
  readonly villageseq: number;
  readonly event: string;
}

export function openSqliteReferenceStore(file: string): ReferenceStore {
  const db = openDatabase(file, [TABLES]);
  const disk = new Disk(db);
  const keep = db.prepare('INSERT OR IGNORE INTO events VALUES (?, ?, ?)');
  const one = db.prepare('SELECT event FROM events WHERE key = ? AND villageseq = ?');
  const all = db.prepare('SELECT key, villageseq, event FROM events ORDER BY key, villageseq');
  const find = (key: string, villageseq: number) =>
    (one.get(key, villageseq) as { event: string } | undefined)?.event;
  return {
    isShared: false,
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
