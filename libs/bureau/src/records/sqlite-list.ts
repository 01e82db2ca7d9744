import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json';
import { BadCursor, type RecordQuery } from './record-store';
import type { Row } from './sqlite-records';

export type Value = string | number | null;
/** The last row of a page, in the words of its sort: what the next page begins behind. */
type Place = readonly [Value, string, string];

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
  const shape = digestOf({ ...query, limit: 0, cursor: '' });
  if (cursor !== undefined)
    demand(
      `(${expression}, village, id) ${sort?.descending ? '<' : '>'} (?, ?, ?)`,
      ...placeOf(cursor, shape),
    );
  const direction = sort?.descending ? 'DESC' : 'ASC';
  const order = [...new Set([expression, 'village', 'id'])].map((term) => `${term} ${direction}`);
  return {
    sql: `SELECT ${columns}, ${expression} AS sort_value FROM records
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.join(', ')} LIMIT ${Math.trunc(limit) + 1}`,
    values,
    nextOf: (row: Row): string => {
      const place = [row.sort_value, row.village, row.id];
      return Buffer.from(JSON.stringify([shape, ...place])).toString('base64url');
    },
  };
}

const sqlValue = (value: string | number | boolean | null): Value =>
  typeof value === 'boolean' ? Number(value) : value;

function valueOf(field: string): string {
  if (!/^[A-Za-z]\w*$/.test(field)) throw new Error('a field of a classification is a plain name');
  return `json_extract(classification, '$.${field}')`;
}

const digestOf = (query: RecordQuery): string =>
  createHash('sha256').update(canonicalJson(query)).digest('base64url').slice(0, 8);

function placeOf(cursor: string, shape: string): Place {
  try {
    const [of, value, village, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const isValue = value === null || typeof value === 'string' || typeof value === 'number';
    if (of === shape && isValue && typeof village === 'string' && typeof id === 'string')
      return [value, village, id];
  } catch {
    // Told below.
  }
  throw new BadCursor('the cursor does not belong to this list');
}
