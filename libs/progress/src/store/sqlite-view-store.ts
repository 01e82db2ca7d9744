import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '@jiedui/sqlite';
import { chunksIn, load, metaIn } from './sqlite-reading';
import { SqliteWriter } from './sqlite-writer';
import type { ViewStore } from './view-store';

/** Chunks by order of writing. In a row `lines` comes last, for loading does not read it. */
const SCHEMA = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE chunk (
    village TEXT NOT NULL, area TEXT NOT NULL, mended INTEGER NOT NULL,
    first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, payload BLOB NOT NULL, lines BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX by_number ON chunk (village, area, mended, first_seq);
  CREATE TABLE mark (
    kind TEXT, area TEXT, village TEXT, villageseq INTEGER, id TEXT, body TEXT NOT NULL,
    PRIMARY KEY (kind, area, village, villageseq, id)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * The views in one SQLite file. `measures` is a digest of what is measured: a file that was folded with
 * others is thrown away and begun anew (everything in it can be folded again).
 *
 * @throws NewerDataError when a newer program wrote the file
 */
export function openSqliteViewStore(file: string, measures: string): ViewStore {
  const db = openFor(file, measures);
  const writer = new SqliteWriter(file, takeOver(db));
  const group = metaIn(db, 'group');
  return {
    group,
    load: (chunk, mark) => load(db, chunk, mark),
    write: (writes) => writer.write(writes),
    chunks: async (...asked) => chunksIn(db, ...asked),
    async close() {
      await writer.close();
      db.close();
    },
  };
}

function openFor(file: string, measures: string): DatabaseSync {
  const db = openDatabase(file, [SCHEMA]);
  const begin = db.prepare('INSERT OR IGNORE INTO meta VALUES (?, ?)');
  begin.run('measures', measures);
  if (metaIn(db, 'measures') !== measures) {
    db.close();
    removeDatabase(file);
    return openFor(file, measures);
  }
  begin.run('group', `progress-${randomUUID()}`);
  return db;
}

/** From here on whoever had the views open before writes no more. Returns the name of the new writer. */
function takeOver(db: DatabaseSync): string {
  const writer = randomUUID();
  db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run('writer', writer);
  return writer;
}

/** The write-ahead log last: without its database it is nothing, the other way round it would be a loss. */
export function removeDatabase(file: string): void {
  for (const name of [file, `${file}-shm`, `${file}-wal`]) rmSync(name, { force: true });
}
