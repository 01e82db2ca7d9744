import { dayNumber, dayOf, type Day } from '@jiedui/programme';
import { floored } from './shown';

/** Months that a forecast looks back on, and the fewest that it speaks from. */
export const LOOKS_BACK = 12;
export const FEWEST = 4;

/** Progress on a day, 0..1; null: no data then. */
export interface MonthPoint {
  readonly day: Day;
  readonly progress: number | null;
}

/** Where the line of the last months leads. All of it for display, none of it for a status. */
export interface Forecast {
  /** Progress at the deadline: the line, and how far the months were from it on either side. 0..1. */
  readonly atDeadline: { readonly low: number; readonly middle: number; readonly high: number };
  /** Progress that the line gains in thirty days. */
  readonly perMonth: number;
  /** The first day on which the line reaches 1, when it does by the deadline. */
  readonly reachedOn: Day | null;
  readonly verdict: 'reached' | 'likely' | 'uncertain' | 'unlikely';
  /** How many months the line is drawn through. */
  readonly months: number;
}

/**
 * A robust line (Theil-Sen: the median of the slopes between any two months) through the latest months that have
 * data, and a range of the 90th percentile of the distances from it. Null: cannot say, below four months.
 */
export function forecast(points: readonly MonthPoint[], deadline: Day): Forecast | null {
  const known = points
    .flatMap(({ day, progress }) => (progress === null ? [] : [{ x: dayNumber(day), y: progress }]))
    .slice(-LOOKS_BACK);
  if (known.length < FEWEST) return null;
  const slope = median(known.flatMap((a, at) => known.slice(at + 1).map((b) => (b.y - a.y) / (b.x - a.x))));
  const base = median(known.map(({ x, y }) => y - slope * x));
  const spread = quantile(
    known.map(({ x, y }) => Math.abs(y - base - slope * x)),
    0.9,
  );
  const last = dayNumber(deadline);
  const middle = base + slope * last;
  const today = known.at(-1)!;
  const isReached = today.y >= 1;
  const crossing = slope > 0 ? Math.max(today.x, Math.ceil((1 - base) / slope)) : Infinity;
  return {
    atDeadline: { low: within(middle - spread), middle: within(middle), high: within(middle + spread) },
    perMonth: Math.round(slope * 30 * 10_000) / 10_000,
    reachedOn: !isReached && crossing <= last ? dayOf(crossing) : null,
    verdict: isReached
      ? 'reached'
      : middle - spread >= 1
        ? 'likely'
        : middle + spread >= 1
          ? 'uncertain'
          : 'unlikely',
    months: known.length,
  };
}

/** Four decimals, rounded down: what is not 1 is never shown as 1. */
const within = (value: number): number => floored(Math.min(1, Math.max(0, value)));

const median = (values: readonly number[]): number => quantile(values, 0.5);

/** By linear interpolation between the two nearest. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}
