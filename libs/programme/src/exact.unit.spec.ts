import fc from 'fast-check';
import {
  add,
  addRatio,
  clamped,
  compare,
  compareRatio,
  int,
  isOne,
  multiply,
  negate,
  ONE,
  ratio,
  subtract,
  toJson,
  ZERO,
  type Int,
  type Ratio,
} from './exact';

/** Small, around 2^53, and far beyond, with either sign. */
const anyInt: fc.Arbitrary<Int> = fc
  .oneof(
    fc.bigInt({ min: -20n, max: 20n }),
    fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
    fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  )
  .map(int);
const anyPositive = anyInt.map((n) => (n <= 0 ? add(negate(n), 1) : n));
const anyRatio: fc.Arbitrary<Ratio> = fc.tuple(anyInt, anyPositive).map(([num, den]) => ({ num, den }));

const isCanonical = (n: Int) => n === int(BigInt(n)) && !Object.is(n, -0);
const same = (a: Ratio, b: Ratio) => expect(ratio(a.num, a.den)).toEqual(ratio(b.num, b.den));

describe('integers', () => {
  it('compute like BigInt and are numbers exactly while they are safe', () => {
    fc.assert(
      fc.property(anyInt, anyInt, (a, b) => {
        const [x, y] = [BigInt(a), BigInt(b)];
        const results: readonly [Int, bigint][] = [
          [add(a, b), x + y],
          [subtract(a, b), x - y],
          [multiply(a, b), x * y],
          [negate(a), -x],
        ];
        for (const [is, should] of results) {
          expect(BigInt(is)).toBe(should);
          expect(isCanonical(is)).toBe(true);
        }
        expect(compare(a, b)).toBe(x < y ? -1 : x > y ? 1 : 0);
      }),
    );
  });

  it('are written to JSON to the last digit', () => {
    expect(JSON.stringify([toJson(12), toJson(2n ** 70n)])).toBe('[12,1180591620717411303424]');
  });
});

describe('ratios', () => {
  it('are reduced, with a positive denominator and the same value', () => {
    fc.assert(
      fc.property(anyInt, anyInt, (num, den) => {
        fc.pre(den !== 0);
        const r = ratio(num, den);
        expect(BigInt(r.num) * BigInt(den)).toBe(BigInt(num) * BigInt(r.den));
        expect(r.den > 0).toBe(true);
        expect(isCanonical(r.num) && isCanonical(r.den)).toBe(true);
        expect(ratio(multiply(num, 6), multiply(den, 6))).toEqual(r);
      }),
    );
  });

  it('refuse a denominator of 0', () => expect(() => ratio(1, 0)).toThrow(RangeError));

  it('add up whatever the order, and 0 adds nothing', () => {
    fc.assert(
      fc.property(anyRatio, anyRatio, anyRatio, (a, b, c) => {
        same(addRatio(a, b), addRatio(b, a));
        same(addRatio(addRatio(a, b), c), addRatio(a, addRatio(b, c)));
        same(addRatio(a, ZERO), a);
        same(addRatio(a, { num: negate(a.num), den: a.den }), ZERO);
      }),
    );
  });

  it('are ordered totally, and adding keeps the order', () => {
    fc.assert(
      fc.property(anyRatio, anyRatio, anyRatio, (a, b, c) => {
        expect(compareRatio(a, b)).toBe(0 - compareRatio(b, a) || 0);
        expect(compareRatio(addRatio(a, c), addRatio(b, c))).toBe(compareRatio(a, b));
        if (compareRatio(a, b) <= 0 && compareRatio(b, c) <= 0) expect(compareRatio(a, c)).not.toBe(1);
      }),
    );
  });

  it('when clamped stay within 0..1 and are the ratio itself there', () => {
    fc.assert(
      fc.property(anyInt, anyInt, (num, den) => {
        const r = clamped(num, den);
        expect(compareRatio(r, ZERO)).not.toBe(-1);
        expect(compareRatio(r, ONE)).not.toBe(1);
        if (den === 0) return;
        const exact = ratio(num, den);
        const within = exact.num >= 0 && compareRatio(exact, ONE) <= 0;
        expect(r).toEqual(within ? exact : exact.num < 0 ? ZERO : ONE);
        expect(isOne(r)).toBe(compareRatio(exact, ONE) >= 0);
      }),
    );
  });
});
