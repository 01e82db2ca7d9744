import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '@jiedui/sqlite';
import { metaIn, reading } from './sqlite-reading';
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

/** The rows become the entries of partition 0 by their rowid, and the marks one more of them (`mended` 2). */
const MARKS_IN_THE_LOG = `
  INSERT INTO chunk
    SELECT '', '', 2, last.row + 1, last.row + 1, CAST(json_object('put', json_group_array(json_object(
        'kind', kind, 'area', area, 'village', village, 'villageseq', villageseq, 'id', id, 'body', body
      )), 'drop', json_array()) AS BLOB), x''
    FROM mark, (SELECT coalesce(max(rowid), 0) AS row FROM chunk) AS last HAVING count(*) > 0;
  DROP TABLE mark;
  DELETE FROM meta WHERE name = 'writer';
`;

/**
 * The views in one SQLite file. `measures` is a digest of what is measured: a file that was folded with
 * others is thrown away and begun anew (everything in it can be folded again).
 *
 * @throws NewerDataError when a newer program wrote the file
 */
export function openSqliteViewStore(file: string, measures: string): ViewStore {
  const db = openFor(file, measures);
  const writer = new SqliteWriter(file);
  return {
    group: metaIn(db, 'group'),
    ...reading(db),
    append: (appends) => writer.append(appends),
    async close() {
      await writer.close();
      db.close();
    },
  };
}

function openFor(file: string, measures: string): DatabaseSync {
  const db = openDatabase(file, [SCHEMA, MARKS_IN_THE_LOG]);
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

/** The write-ahead log last: without its database it is nothing, the other way round it would be a loss. */
export function removeDatabase(file: string): void {
  for (const name of [file, `${file}-shm`, `${file}-wal`]) rmSync(name, { force: true });
}
