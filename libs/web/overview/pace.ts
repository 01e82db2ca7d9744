import { addDays } from '@jiedui/programme';
import type { Overview, TrendPoint } from '@jiedui/web-api';

const DAYS_A_MONTH = 365.25 / 12;

/** How many of the targets of all villages are met, and of how many. */
export function targetsMet({ villages, indicators }: Pick<Overview, 'villages' | 'indicators'>) {
  const targets = indicators.filter(({ target }) => target);
  return {
    met: targets.reduce((sum, { counts }) => sum + counts.met, 0),
    of: targets.length * villages,
  };
}

/** How many a month are needed to be done by the deadline; null when it is past. */
export const paceNeeded = (missing: number, daysLeft: number): number | null =>
  daysLeft > 0 ? Math.ceil((missing * DAYS_A_MONTH) / daysLeft) : null;

/** How many a month came in the last three months of a trend; null without as many. */
export function paceOf(points: readonly TrendPoint[]): number | null {
  const last = points.at(-1);
  if (!last) return null;
  const first = points.findLast(({ day }) => day <= addDays(last.day, -85));
  if (!first) return null;
  const sum = ({ met }: TrendPoint) => Object.values(met).reduce((all, one) => all + one, 0);
  const months = (Date.parse(last.day) - Date.parse(first.day)) / 86_400_000 / DAYS_A_MONTH;
  return Math.round((sum(last) - sum(first)) / months);
}
