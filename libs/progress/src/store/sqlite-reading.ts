import type { DatabaseSync } from 'node:sqlite';
import { pauser } from '../book/pause';
import type { Chunk } from './chunk';
import { numberOf, partitionOf, rangesBehind } from './entry-id';
import type { LogEntry, ViewStore } from './view-store';

/** Rows read at once. */
const PAGE = 1000;
/** In the place of `mended`: the payload is an entry that is no chunk, in JSON. */
export const NO_CHUNK = 2;

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

/** The reading half of {@link ViewStore} on a view file. */
export function reading(db: DatabaseSync): Pick<ViewStore, 'read' | 'chunks'> {
  const page = (lines: string) =>
    db.prepare(`
      SELECT rowid, village, area, mended, first_seq, last_seq, payload, ${lines} AS lines FROM chunk
      WHERE rowid > ? AND rowid < ? ORDER BY rowid LIMIT ${PAGE}`);
  const [whole, sums] = [page('lines'), page(`x''`)]; // without lines a row is read in part
  // chunks follow one another: the first that counts is the last that begins at or before `from`
  const between = db.prepare(`
    SELECT * FROM chunk WHERE village = ?1 AND area = ?2 AND mended = ?3 AND first_seq <= ?5 AND last_seq >= ?4
      AND first_seq >= coalesce((SELECT max(first_seq) FROM chunk
        WHERE village = ?1 AND area = ?2 AND mended = ?3 AND first_seq <= ?4), 0)
    ORDER BY first_seq`);
  return {
    async read(heads, entry, lines) {
      const pause = pauser();
      for (const { after, before } of rangesBehind(heads))
        for (let last = after, isMore = true; isMore;) {
          const rows = (lines ? whole : sums).all(last, before) as unknown as Row[];
          for (const row of rows) {
            entry(partitionOf(row.rowid), numberOf((last = row.rowid)), toEntry(row));
            if (pause.isDue()) await pause.take();
          }
          isMore = rows.length === PAGE;
        }
    },
    chunks: async (village, area, from = 1, to = Number.MAX_SAFE_INTEGER) =>
      [0, 1]
        .flatMap((mended) => between.all(village, area, mended, from, to) as unknown as Row[])
        .map(toChunk),
  };
}

const toEntry = (row: Row): LogEntry =>
  row.mended === NO_CHUNK
    ? (JSON.parse(Buffer.from(row.payload).toString()) as LogEntry)
    : { chunk: toChunk(row), mended: row.mended === 1 };

const toChunk = (row: Row): Chunk => ({
  village: row.village,
  area: row.area,
  firstSeq: row.first_seq,
  lastSeq: row.last_seq,
  payload: row.payload,
  lines: row.lines,
});
