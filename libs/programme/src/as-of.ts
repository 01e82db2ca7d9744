import { dayNumber, monthStart, type Day } from './day';
import type { ProgrammeFrame } from './programme';

/** A day D seen from the programme: what every evaluation of that day asks for, worked out once. */
export interface AsOfDay {
  readonly day: Day;
  readonly frame: ProgrammeFrame;
  /** Whole days since the start, clamped to 0..`total`: e(D) = elapsed / total (spec section 3). */
  readonly elapsed: number;
  /** Whole days from start to deadline. */
  readonly total: number;
  /** Days from D to the deadline; negative after it. */
  readonly daysLeft: number;
  /** The first day of the calendar month `months` before the month of D. */
  monthStart(months: number): Day;
}

export function asOf(day: Day, frame: ProgrammeFrame): AsOfDay {
  const start = dayNumber(frame.start);
  const deadline = dayNumber(frame.deadline);
  const total = deadline - start;
  const monthStarts = new Map<number, Day>();
  return {
    day,
    frame,
    elapsed: Math.min(Math.max(dayNumber(day) - start, 0), total),
    total,
    daysLeft: deadline - dayNumber(day),
    monthStart: (months) => {
      let first = monthStarts.get(months);
      if (first === undefined) monthStarts.set(months, (first = monthStart(day, months)));
      return first;
    },
  };
}
