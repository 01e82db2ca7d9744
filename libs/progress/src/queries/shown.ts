import { toJson, type Evaluation, type Int, type Ratio, type Value } from '@jiedui/programme';

/** `[numerator, denominator]`, every digit of them. */
export const shownPair = (num: Int, den: Int): unknown[] => [toJson(num), toJson(den)];

export const shownRatio = (ratio: Ratio | null): unknown[] | null => ratio && shownPair(ratio.num, ratio.den);

/** For display only: four decimals, rounded down, so that what is not 1 is never shown as 1. */
export const decimal = (ratio: Ratio | null): number | null =>
  ratio && floored(Number(ratio.num) / Number(ratio.den));

export const floored = (value: number): number => Math.floor(value * 10_000 + 1e-9) / 10_000;

/** A value as the cases write it (spec section 6). */
export function shownValue(value: Value): unknown {
  if (value === null || typeof value === 'boolean') return value;
  return typeof value === 'object' ? shownPair(...value) : toJson(value);
}

export const shownEvaluation = ({ status, value, progress, provisional, years }: Evaluation) => ({
  status,
  value: shownValue(value),
  progress: shownRatio(progress),
  progressDecimal: decimal(progress),
  provisional,
  ...(years && { years }),
});
