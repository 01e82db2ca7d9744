import {
  asOf,
  dayNumber,
  dayOf,
  evaluate,
  monthStart,
  addDays,
  type Day,
  type Indicator,
  type Instant,
} from '@jiedui/programme';
import type { Book, VillageNumber } from '../book/book';
import { shownEvaluation } from './shown';

export const STEPS = ['day', 'week', 'month'] as const;
export type Step = (typeof STEPS)[number];

/** The first and the last day, and between them every day, Sunday or last day of a month. */
export function stepDays(from: Day, to: Day, step: Step): readonly Day[] {
  const days: Day[] = [from];
  for (let next = endAfter(from, step); next < to; next = endAfter(next, step)) days.push(next);
  if (to > from) days.push(to);
  return days;
}

/** The end of the first whole step behind `day`. 1970-01-01 was a Thursday: Sundays are 3 modulo 7. */
function endAfter(day: Day, step: Step): Day {
  if (step === 'day') return addDays(day, 1);
  if (step === 'week') {
    const next = dayNumber(day) + 1;
    return dayOf(next + ((((3 - next) % 7) + 7) % 7));
  }
  return addDays(monthStart(addDays(day, 1), -1), -1);
}

/** The indicator of a village at the end of each step. */
export function shownHistory(
  book: Book,
  village: VillageNumber,
  indicator: Indicator,
  days: readonly Day[],
  knownAt?: Instant,
) {
  const { frame } = book.programme;
  return days.map((day) => ({
    day,
    ...shownEvaluation(evaluate(indicator, book.measuresAt(village, { day, knownAt }), asOf(day, frame))),
  }));
}
