import { badParameter, Problem } from '@jiedui/service-host';

/** A place in a list, opaque to the client; `list` is the fingerprint of what the list was asked for with. */
export const writeCursor = (list: string, position: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify([list, ...position])).toString('base64url');

/** Throws a problem for the cursor of another list and for what is none. */
export function readCursor<const K extends readonly ('string' | 'number' | 'either')[]>(
  cursor: string,
  list: string,
  kinds: K,
): { [I in keyof K]: K[I] extends 'string' ? string : K[I] extends 'number' ? number : string | number } {
  const parts = parse(cursor);
  const [of, ...position] = parts;
  const fits = kinds.every((kind, at) =>
    kind === 'either' ? ['string', 'number'].includes(typeof position[at]) : typeof position[at] === kind,
  );
  if (of !== list || !fits || position.length !== kinds.length)
    throw new Problem('invalid-parameters', {
      violations: [
        badParameter('cursor', {
          zh: '不属于这个列表（筛选或排序已改变），请从第一页重新查询',
          en: 'belongs to another list (other filters or another order): begin at its first page',
        }),
      ],
    });
  return position as ReturnType<typeof readCursor<K>>;
}

function parse(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
