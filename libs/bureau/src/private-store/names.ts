import type { RecordKey } from '../domain/touched';

/** How records and persons are named in a private store. */
export const nameOf = ({ kind, village, id }: RecordKey): string => JSON.stringify([kind, village, id]);

export function keyOf(name: string): RecordKey {
  const [kind, village, id] = JSON.parse(name) as [string, string, string];
  return { kind, village, id };
}
