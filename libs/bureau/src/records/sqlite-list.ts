import { placeOf, placeText, type Value } from './cursor';
import type { RecordQuery } from './record-store';
import type { Row } from './sqlite-records';

/** One page of records as SQL, and the cursor behind a row of it (selected with `sort_value`). */
export function listStatement(query: RecordQuery, columns: string) {
  const { kind, village, district, where = {}, removed, sort, limit, cursor } = query;
  const conditions = ['kind = ?'];
  const values: Value[] = [kind];
  const demand = (condition: string, ...given: readonly Value[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (village !== undefined) demand('village = ?', village);
  if (district !== undefined) demand('village >= ? AND village < ?', district, `${district}:`); // ':' comes after '9'
  if (!removed) demand('classification IS NOT NULL');
  for (const [field, allowed] of Object.entries(where))
    demand(
      `(${allowed.map(() => `${valueOf(field)} IS ?`).join(' OR ') || 'FALSE'})`,
      ...allowed.map(sqlValue),
    );
  const by = sort?.by ?? 'village';
  const expression =
    by === 'village' ? 'village' : by === 'updatedAt' ? 'updated_at' : `coalesce(${valueOf(by)}, '')`;
  if (cursor !== undefined)
    demand(`(${expression}, village, id) ${sort?.descending ? '<' : '>'} (?, ?, ?)`, ...placeOf(query, 3));
  const direction = sort?.descending ? 'DESC' : 'ASC';
  const order = [...new Set([expression, 'village', 'id'])].map((term) => `${term} ${direction}`);
  return {
    sql: `SELECT ${columns}, ${expression} AS sort_value FROM records
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.join(', ')} LIMIT ${Math.trunc(limit) + 1}`,
    values,
    nextOf: (row: Row): string => placeText(query, [row.sort_value ?? null, row.village, row.id]),
  };
}

const sqlValue = (value: string | number | boolean | null): Value =>
  typeof value === 'boolean' ? Number(value) : value;

function valueOf(field: string): string {
  if (!/^[A-Za-z]\w*$/.test(field)) throw new Error('a field of a classification is a plain name');
  return `json_extract(classification, '$.${field}')`;
}
