import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '@jiedui/sqlite';
import { pauser } from '../book/pause';
import type { Chunk } from './chunk';
import { SqliteWriter } from './sqlite-writer';
import type { Mark, ViewStore } from './view-store';

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

/** Rows read at once when loading. */
const PAGE = 1000;

interface Row {
  readonly village: string;
  readonly area: string;
  readonly mended: number;
  readonly first_seq: number;
  readonly last_seq: number;
  readonly payload: Uint8Array;
  readonly lines: Uint8Array;
}

/**
 * The views in one SQLite file. `measures` is a digest of what is measured: a file that was folded with
 * others is thrown away and begun anew (everything in it can be folded again).
 *
 * @throws NewerDataError when a newer program wrote the file
 */
export function openSqliteViewStore(file: string, measures: string): ViewStore {
  const db = openFor(file, measures);
  const writer = new SqliteWriter(file);
  const group = (db.prepare(`SELECT value FROM meta WHERE name = 'group'`).get() as { value: string }).value;
  const page = db.prepare(`
    SELECT rowid, village, area, mended, first_seq, last_seq, payload, x'' AS lines FROM chunk
    WHERE rowid > ? ORDER BY rowid LIMIT ?`);
  const between = db.prepare(`
    SELECT * FROM chunk WHERE village = ?1 AND area = ?2 AND mended = ?3 AND first_seq <= ?5 AND last_seq >= ?4
      AND first_seq >= coalesce((SELECT max(first_seq) FROM chunk
        WHERE village = ?1 AND area = ?2 AND mended = ?3 AND first_seq <= ?4), 0)
    ORDER BY first_seq`);

  return {
    group,

    async load(chunk, mark) {
      const pause = pauser();
      let after = 0;
      for (;;) {
        const rows = page.all(after, PAGE) as unknown as (Row & { readonly rowid: number })[];
        for (const row of rows) {
          chunk(toChunk(row), row.mended === 1);
          if (pause.isDue()) await pause.take();
        }
        if (rows.length < PAGE) break;
        after = rows.at(-1)!.rowid;
      }
      for (const row of db.prepare('SELECT * FROM mark').iterate()) mark(row as unknown as Mark);
    },

    write: (writes) => writer.write(writes),

    async chunks(village, area, from = 1, to = Number.MAX_SAFE_INTEGER) {
      return [0, 1].flatMap((mended) =>
        (between.all(village, area, mended, from, to) as unknown as Row[]).map(toChunk),
      );
    },

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
  const found = (db.prepare(`SELECT value FROM meta WHERE name = 'measures'`).get() as { value: string }).value;
  if (found !== measures) {
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

const toChunk = (row: Row): Chunk => ({
  village: row.village,
  area: row.area,
  firstSeq: row.first_seq,
  lastSeq: row.last_seq,
  payload: row.payload,
  lines: row.lines,
});
