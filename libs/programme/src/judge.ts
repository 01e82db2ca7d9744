import type { IndicatorDef } from './area';
import type { AsOfDay } from './as-of';
import { multiply, type Ratio } from './exact';
import type { Evaluation, Status, Value } from './programme';

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
