import fc from 'fast-check';
import { median, type Int } from '@jiedui/programme';
import { medianOfPairs } from './median-of-pairs';

const integer: fc.Arbitrary<Int> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: Number.MAX_SAFE_INTEGER - 2, max: Number.MAX_SAFE_INTEGER }),
  fc.bigInt({ min: 2n ** 60n, max: 2n ** 60n + 3n }),
);
const pair = fc.tuple(
  integer,
  integer.map((den) => (den > 0 ? den : 1)),
);
const nearest = ([num, den]: readonly [Int, Int]): number => Number(num) / Number(den);

describe('the median of many pairs', () => {
  it('is always the exact median, also among ratios that a double cannot tell apart', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), (pairs) => {
        const fast = medianOfPairs(Float64Array.from(pairs, nearest), (key) =>
          pairs.filter((one) => nearest(one) === key),
        );
        expect(fast).toEqual(median(pairs.map(([num, den]) => ({ num, den }))));
      }),
      { numRuns: 1_000 },
    );
  });
});
