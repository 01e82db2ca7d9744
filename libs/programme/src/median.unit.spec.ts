import fc from 'fast-check';
import { addRatio, compareRatio, ratio, type Ratio } from './exact';
import { median } from './median';

const of = (...values: (readonly [number, number])[]) => values.map(([num, den]) => ({ num, den }));

describe('the median', () => {
  it('of no values is none', () => expect(median([])).toBeNull());
  it('of one value is that value, in lowest terms', () =>
    expect(median(of([4, 6]))).toEqual({ num: 2, den: 3 }));
  it('of an odd number is the middle one', () =>
    expect(median(of([1, 2], [9, 1], [1, 3]))).toEqual({ num: 1, den: 2 }));
  it('of an even number is the mean of the middle two', () =>
    expect(median(of([1, 2], [9, 1], [1, 3], [0, 1]))).toEqual({ num: 5, den: 12 }));
  it('tells values apart that floating point cannot', () => {
    const n = 9_007_199_254_740_991;
    expect(median(of([n - 2, n - 1], [1, 1], [n - 1, n]))).toEqual({ num: n - 1, den: n });
  });

  it('is what sorting gives, and leaves the values as they were', () => {
    const few = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: 1, max: 4 }));
    const huge = fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
    const anyRatios = fc.array(fc.oneof(few, huge), { minLength: 1, maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(anyRatios, (pairs) => {
        const values: readonly Ratio[] = of(...pairs);
        const sorted = values.toSorted(compareRatio);
        const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
        const sum = addRatio(low, high);
        expect(median(values)).toEqual(ratio(sum.num, BigInt(sum.den) * 2n));
        expect(values).toEqual(of(...pairs));
      }),
    );
  });
});
