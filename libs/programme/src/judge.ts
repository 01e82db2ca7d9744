import type { IndicatorDef } from './area';
import type { AsOfDay } from './as-of';
import { multiply, type Ratio } from './exact';
import type { Evaluation, Status, Value } from './programme';

/** The double next to a ratio differs from it by far less. */
const ROUNDING = 1e-9;
/** e(D) is so many times the progress where it begins to be off track. */
const OFF_TRACK = 5 / 4;

/** Which evaluations time alone may move: of whatever status, or open ones whose progress is in one of two bands. */
export interface Moves {
  readonly whatever: boolean;
  readonly low: number;
  readonly high: number;
}

/**
 * What time alone may move between two days, when nothing that an indicator is made of changed between them;
 * undefined: nothing. Cautious: also what a double (as which progress is compared) cannot tell.
 */
export function movesBetween(kind: IndicatorDef['kind'], one: AsOfDay, other: AsOfDay): Moves | undefined {
  const all = { whatever: kind === 'activity', low: -Infinity, high: Infinity };
  if (kind === 'volume' || kind === 'rising-share') return undefined;
  if (kind === 'activity') return one.monthStart(0) === other.monthStart(0) ? undefined : all;
  if (one.daysLeft < 0 !== other.daysLeft < 0) return all;
  if (kind === 'milestone')
    return one.daysLeft < MILESTONE_DAYS === other.daysLeft < MILESTONE_DAYS ? undefined : all;
  return {
    whatever: false,
    low: Math.min(one.elapsed, other.elapsed) / one.total - ROUNDING,
    high: Math.max(one.elapsed, other.elapsed) / one.total + ROUNDING,
  };
}

/**
 * `isOpen`: neither met nor without data, which time alone does not move. What is open lags from where e(D) passes its
 * progress on, and is off track from where 4/5 of e(D) do.
 */
export const mayMove = ({ whatever, low, high }: Moves, isOpen: boolean, progress: number): boolean =>
  whatever ||
  (isOpen &&
    ((progress >= low && progress <= high) || (progress * OFF_TRACK >= low && progress * OFF_TRACK <= high)));

/** A milestone that is not met lags from less than this many days before the deadline on (spec section 3). */
export const MILESTONE_DAYS = 365;

/**
 * The evaluation that follows from what a formula found. `progress` null: no data, or a kind without progress.
 * `met` must already ask for the survey where the kind does.
 */
export function judge(
  kind: IndicatorDef['kind'],
  on: AsOfDay,
  value: Value,
  progress: Ratio | null,
  met: boolean,
  provisional = false,
  years?: readonly number[],
): Evaluation {
  const status = statusOf(kind, on, progress, met);
  return years ? { status, progress, value, provisional, years } : { status, progress, value, provisional };
}

/** The first that holds of info, no-data, met, overdue, then the rest. */
function statusOf(kind: IndicatorDef['kind'], on: AsOfDay, progress: Ratio | null, met: boolean): Status {
  if (kind === 'volume') return 'info';
  if (progress === null) return 'no-data';
  if (met) return 'met';
  if (kind === 'activity' || kind === 'rising-share')
    return multiply(2, progress.num) >= progress.den ? 'lagging' : 'off-track';
  if (on.daysLeft < 0) return 'overdue';
  if (kind === 'milestone') return on.daysLeft < MILESTONE_DAYS ? 'lagging' : 'on-track';
  const done = multiply(progress.num, on.total);
  const due = multiply(progress.den, on.elapsed);
  if (done >= due) return 'on-track';
  return multiply(5, done) >= multiply(4, due) ? 'lagging' : 'off-track';
}
