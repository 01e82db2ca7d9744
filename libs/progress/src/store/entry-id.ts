import type { Heads, Partition } from './view-store';

/** The entries of a partition have ids in a range of their own, which are exact in a double. */
const RANGE = 2 ** 40;
/** Behind it no entry of a partition can stand. */
export const LAST_NUMBER = RANGE - 1;

export const idOf = (partition: Partition, number: number): number => partition * RANGE + number;
export const partitionOf = (id: number): Partition => Math.floor(id / RANGE);
export const numberOf = (id: number): number => id % RANGE;

/** The ids of all entries behind `heads`: between `after` and `before`, in ascending ranges. */
export function rangesBehind(heads: Heads): readonly { readonly after: number; readonly before: number }[] {
  const named = Math.max(-1, ...heads.keys()) + 1;
  const ranges = Array.from({ length: named }, (_, partition) => ({
    after: idOf(partition, heads.get(partition) ?? 0),
    before: idOf(partition + 1, 0),
  }));
  return [...ranges, { after: idOf(named, 0), before: Number.MAX_SAFE_INTEGER }];
}
