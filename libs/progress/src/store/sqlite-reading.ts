import type { DatabaseSync } from 'node:sqlite';
import { pauser } from '../book/pause';
import type { Chunk } from './chunk';
import type { Mark, ViewStore } from './view-store';

/** Rows read at once when loading. */
const PAGE = 1000;

interface Row {
  readonly rowid: number;
  readonly village: string;
  readonly area: string;
  readonly mended: number;
  readonly first_seq: number;
  readonly last_seq: number;
  readonly payload: Uint8Array;
  readonly lines: Uint8Array;
}

/** What a view file says of itself. */
export const metaIn = (db: DatabaseSync, name: 'measures' | 'group'): string =>
  (db.prepare('SELECT value FROM meta WHERE name = ?').get(name) as { value: string }).value;

/** Everything in a view file, without the lines, which only explaining needs. */
export async function load(db: DatabaseSync, ...[chunk, mark]: Parameters<ViewStore['load']>): Promise<void> {
  const pause = pauser();
  const page = db.prepare(`
    SELECT rowid, village, area, mended, first_seq, last_seq, payload, x'' AS lines FROM chunk
    WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE}`);
  for (let after = 0; ;) {
    const rows = page.all(after) as unknown as Row[];
    for (const row of rows) {
      chunk(toChunk(row), row.mended === 1);
      if (pause.isDue()) await pause.take();
    }
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.rowid;
  }
  for (const row of db.prepare('SELECT * FROM mark').iterate()) mark(row as unknown as Mark);
}

const statements = new WeakMap<DatabaseSync, ReturnType<DatabaseSync['prepare']>>();

/** The chunks of a village and area that hold numbers in `from..to`; mended ones come after the others. */
export function chunksIn(
  db: DatabaseSync,
  village: string,
  area: string,
  from = 1,
  to = Number.MAX_SAFE_INTEGER,
): readonly Chunk[] {
  let between = statements.get(db);
  if (!between) {
    // chunks follow one another: the first that counts is the last that begins at or before `from`
    between = db.prepare(`
      SELECT * FROM chunk WHERE village = ?1 AND area = ?2 AND mended = ?3 AND first_seq <= ?5 AND last_seq >= ?4
        AND first_seq >= coalesce((SELECT max(first_seq) FROM chunk
          WHERE village = ?1 AND area = ?2 AND mended = ?3 AND first_seq <= ?4), 0)
      ORDER BY first_seq`);
    statements.set(db, between);
  }
  const rows = [0, 1].flatMap((mended) => between.all(village, area, mended, from, to) as unknown as Row[]);
  return rows.map(toChunk);
}

/** Up to which villageseq each village and area is folded. */
export const headsIn = (db: DatabaseSync): readonly { village: string; area: string; head: number }[] =>
  db
    .prepare('SELECT village, area, max(last_seq) AS head FROM chunk WHERE mended = 0 GROUP BY village, area')
    .all() as unknown as { village: string; area: string; head: number }[];

const toChunk = (row: Row): Chunk => ({
  village: row.village,
  area: row.area,
  firstSeq: row.first_seq,
  lastSeq: row.last_seq,
  payload: row.payload,
  lines: row.lines,
});
