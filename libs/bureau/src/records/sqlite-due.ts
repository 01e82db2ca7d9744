import type { DatabaseSync } from 'node:sqlite';
import type { Day } from '@jiedui/programme';
import type { DueDay } from '../domain/due';
import type { RecordKey } from '../domain/touched';
import { placeOf, placeText, type Value } from './cursor';
import type { DuePage, DueQuery, DueRecord } from './record-store';

/** One row for everything that falls due, in the order of the list. */
export const DUE_TABLE = `
  CREATE TABLE due (
    day TEXT NOT NULL, village TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
    over_time INTEGER NOT NULL, PRIMARY KEY (day, village, kind, id, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX due_of_record ON due (village, kind, id);
  CREATE INDEX due_over_time ON due (day) WHERE over_time = 1;
`;

type Row = Record<'day' | 'village' | 'kind' | 'id' | 'name', string> & { readonly over_time: number };

/** What falls due of the records in an SQLite file: part of their projection. */
export function openDue(db: DatabaseSync) {
  const forget = db.prepare('DELETE FROM due WHERE village = ? AND kind = ? AND id = ?');
  const keep = db.prepare('INSERT INTO due VALUES (?, ?, ?, ?, ?, ?)');
  // By the index of its order the planner would look at all records, by this one at those that are due.
  const overTime = db.prepare(`
    SELECT DISTINCT village, kind, id FROM due INDEXED BY due_over_time
    WHERE over_time = 1 AND day <= ? AND (village, kind, id) > (?, ?, ?)
    ORDER BY village, kind, id LIMIT ?`);

  return {
    replace({ village, kind, id }: RecordKey, due: readonly DueDay[]): void {
      forget.run(village, kind, id);
      for (const { day, name, overTime } of due) keep.run(day, village, kind, id, name, Number(overTime));
    },
    overTime(today: Day, after: RecordKey | undefined, limit: number): RecordKey[] {
      const { village = '', kind = '', id = '' } = after ?? {};
      return overTime.all(today, village, kind, id, limit) as unknown as RecordKey[];
    },
    list(query: DueQuery): DuePage {
      const { until, village, district, limit, cursor } = query;
      const conditions = ['day <= ?'];
      const values: Value[] = [until];
      const demand = (condition: string, ...given: readonly Value[]) => {
        conditions.push(condition);
        values.push(...given);
      };
      if (village !== undefined) demand('village = ?', village);
      if (district !== undefined) demand('village >= ? AND village < ?', district, `${district}:`);
      if (cursor !== undefined)
        demand('(day, village, kind, id, name) > (?, ?, ?, ?, ?)', ...placeOf(query, 5));
      const rows = db
        .prepare(
          `SELECT * FROM due WHERE ${conditions.join(' AND ')} ORDER BY day, village, kind, id, name LIMIT ?`,
        )
        .all(...values, Math.trunc(limit) + 1) as unknown as Row[];
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        due: page.map(dueRecord),
        ...(rows.length > limit &&
          last && { next: placeText(query, [last.day, last.village, last.kind, last.id, last.name]) }),
      };
    },
  };
}

const dueRecord = ({ day, village, kind, id, name, over_time }: Row): DueRecord => ({
  day,
  village,
  kind,
  id,
  name,
  overTime: over_time === 1,
});
