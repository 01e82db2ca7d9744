import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json';
import { BadCursor } from './record-store';

export type Value = string | number | null;

/** Any query that is answered page by page. */
interface Query {
  readonly limit: number;
  readonly cursor?: string;
}

/** The cursor of a query's next page: the last row of this one, in the words of its sort. */
export const placeText = (query: Query, place: readonly Value[]): string =>
  Buffer.from(JSON.stringify([shapeOf(query), ...place])).toString('base64url');

/**
 * The place of `width` values that the query's cursor names.
 *
 * @throws BadCursor when it is the cursor of another list, or none
 */
export function placeOf(query: Query, width: number): readonly Value[] {
  try {
    const text = Buffer.from(query.cursor ?? '', 'base64url').toString();
    const [shape, ...place] = JSON.parse(text) as unknown[];
    if (shape === shapeOf(query) && place.length === width && place.every(isValue)) return place;
  } catch {
    // Told below.
  }
  throw new BadCursor('the cursor does not belong to this list');
}

const isValue = (value: unknown): value is Value =>
  value === null || typeof value === 'string' || typeof value === 'number';

/** The query without its place: one cursor fits pages of any size. */
const shapeOf = (query: Query): string =>
  createHash('sha256')
    .update(canonicalJson({ ...query, limit: 0, cursor: '' }))
    .digest('base64url')
    .slice(0, 8);
