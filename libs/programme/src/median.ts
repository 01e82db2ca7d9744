import { add, compareRatio, multiply, ratio, type Ratio } from './exact';

/**
 * The exact median, in lowest terms; of an even number of values the mean of the middle two; null of none.
 * Linear time on average: it is asked for the whole country.
 */
export function median(values: readonly Ratio[]): Ratio | null {
  if (values.length === 0) return null;
  const work = [...values];
  const upper = select(work, work.length >> 1);
  if (work.length % 2 === 1) return ratio(upper.num, upper.den);
  // the selection leaves everything before the middle no greater than it
  let lower = work[0]!;
  for (let i = 1; i < work.length >> 1; i++) if (compareRatio(work[i]!, lower) > 0) lower = work[i]!;
  return ratio(
    add(multiply(lower.num, upper.den), multiply(upper.num, lower.den)),
    multiply(2, multiply(lower.den, upper.den)),
  );
}

/** The `k`th smallest (from 0), by three-way quickselect in place; smaller ones stand before it then. */
function select(work: Ratio[], k: number): Ratio {
  let from = 0;
  let to = work.length - 1;
  while (from < to) {
    const pivot = work[(from + to) >> 1]!;
    let less = from;
    let greater = to;
    for (let i = from; i <= greater;) {
      const order = compareRatio(work[i]!, pivot);
      if (order === 0) i++;
      else if (order < 0) swap(work, i++, less++);
      else swap(work, i, greater--);
    }
    if (k < less) to = less - 1;
    else if (k > greater) from = greater + 1;
    else break;
  }
  return work[k]!;
}

function swap(work: Ratio[], i: number, j: number): void {
  const held = work[i]!;
  work[i] = work[j]!;
  work[j] = held;
}
