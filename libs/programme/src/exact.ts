/**
 * Exact integers and ratios. A value is a `number` while it is a safe integer and a `bigint` beyond,
 * never a rounded one: spec section 3, "all comparisons are exact".
 */
export type Int = number | bigint;

/** A ratio of integers; `den > 0`. */
export interface Ratio {
  readonly num: Int;
  readonly den: Int;
}

const safe = Number.isSafeInteger;

/** The one spelling of an integer: a number where it is safe, else a bigint. */
export const int = (n: bigint): Int =>
  n >= BigInt(Number.MIN_SAFE_INTEGER) && n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : n;

export function add(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (safe(sum)) return sum;
  }
  return int(BigInt(a) + BigInt(b));
}

export const negate = (a: Int): Int => (typeof a === 'number' ? 0 - a : int(-a));
export const subtract = (a: Int, b: Int): Int => add(a, negate(b));

export function multiply(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (safe(product)) return product + 0; // never -0
  }
  return int(BigInt(a) * BigInt(b));
}

/** -1, 0 or 1. Mixed numbers and bigints compare exactly in JavaScript. */
export const compare = (a: Int, b: Int): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0);

/** Compares `a.num / a.den` with `b.num / b.den` by cross-multiplication. */
export const compareRatio = (a: Ratio, b: Ratio): -1 | 0 | 1 =>
  compare(multiply(a.num, b.den), multiply(b.num, a.den));

function gcd(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    let x = Math.abs(a);
    let y = Math.abs(b);
    while (y !== 0) {
      const rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }
  let [x, y] = [BigInt(a), BigInt(b)];
  if (x < 0n) x = -x;
  if (y < 0n) y = -y;
  while (y !== 0n) [x, y] = [y, x % y];
  return int(x);
}

const divideExactly = (a: Int, by: Int): Int =>
  typeof a === 'number' && typeof by === 'number' ? a / by + 0 : int(BigInt(a) / BigInt(by));

/** A ratio in lowest terms with a positive denominator. Throws `RangeError` when `den` is 0. */
export function ratio(num: Int, den: Int): Ratio {
  if (compare(den, 0) === 0) throw new RangeError('a ratio needs a denominator other than 0');
  const divisor = gcd(num, den);
  const sign = den < 0 ? negate(divisor) : divisor;
  return { num: divideExactly(num, sign), den: divideExactly(den, sign) };
}

export const ZERO: Ratio = { num: 0, den: 1 };
export const ONE: Ratio = { num: 1, den: 1 };

/** Whether a ratio in lowest terms is 1. */
export const isOne = ({ num, den }: Ratio): boolean => num === den;

/** `num / den` kept within 0..1, in lowest terms. Total: with `den` 0 it is 1 unless `num` is negative. */
export function clamped(num: Int, den: Int): Ratio {
  if (den < 0) return clamped(negate(num), negate(den));
  if (num >= den) return ONE;
  return num <= 0 ? ZERO : ratio(num, den);
}

/** Over the least common denominator, so that a sum of many stays within safe integers for long. */
export function addRatio(a: Ratio, b: Ratio): Ratio {
  const common = gcd(a.den, b.den);
  const ofA = divideExactly(b.den, common);
  return ratio(
    add(multiply(a.num, ofA), multiply(b.num, divideExactly(a.den, common))),
    multiply(a.den, ofA),
  );
}

/** Makes an integer ready for `JSON.stringify` without losing a digit. */
export const toJson = (n: Int): unknown =>
  typeof n === 'number' ? n : (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(n.toString());
