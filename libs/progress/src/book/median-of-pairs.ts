import { compareRatio, ratio, add, multiply, type Int, type Ratio } from '@jiedui/programme';

/**
 * The exact median of the ratios of many pairs, of which `keys` holds the nearest doubles (it is reordered);
 * null of none, the mean of the middle two of an even number (spec section 3). Division rounds monotonically,
 * so the doubles find the place, and only the pairs with the same double are compared exactly.
 */
export function medianOfPairs(
  keys: Float64Array,
  pairsWith: (key: number) => Iterable<readonly [Int, Int]>,
): Ratio | null {
  if (keys.length === 0) return null;
  const at = (place: number): Ratio => {
    const key = select(keys, place);
    let less = 0;
    for (const other of keys) if (other < key) less++;
    return exactly(pairsWith(key), place - less);
  };
  const upper = at(keys.length >> 1);
  if (keys.length % 2 === 1) return upper;
  const lower = at((keys.length >> 1) - 1);
  return ratio(
    add(multiply(lower.num, upper.den), multiply(upper.num, lower.den)),
    multiply(2, multiply(lower.den, upper.den)),
  );
}

/** The ratio at a place among pairs that are nearly equal: many, but few different ones. */
function exactly(pairs: Iterable<readonly [Int, Int]>, place: number): Ratio {
  const counts = new Map<string, { readonly value: Ratio; count: number }>();
  for (const [num, den] of pairs) {
    const key = `${num}/${den}`;
    const seen = counts.get(key);
    if (seen) seen.count++;
    else counts.set(key, { value: ratio(num, den), count: 1 });
  }
  const sorted = [...counts.values()].sort((a, b) => compareRatio(a.value, b.value));
  let before = 0;
  return sorted.find(({ count }) => (before += count) > place)!.value;
}

/** The `place`th smallest (Hoare's selection, in place). */
function select(keys: Float64Array, place: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low < high) {
    const pivot = keys[(low + high) >> 1]!;
    let left = low;
    let right = high;
    while (left <= right) {
      while (keys[left]! < pivot) left++;
      while (keys[right]! > pivot) right--;
      if (left > right) break;
      const held = keys[left]!;
      keys[left++] = keys[right]!;
      keys[right--] = held;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else break;
  }
  return keys[place]!;
}
