import { asOf, type Day, type Evaluation } from '@jiedui/programme';
import type { AsOf, VillageNumber } from '../book/book';
import { evaluator } from '../book/figures-at';
import type { Aggregator } from '../consumer/aggregator';
import { forecast } from './forecast';
import { stepDays } from './history';
import { decimal, shownValue } from './shown';

/** Every indicator of a village at the end of each month since the start, and where it leads. */
export function shownCourse({ book }: Aggregator, village: VillageNumber, { day, knownAt }: AsOf) {
  const { frame, indicators } = book.programme;
  const days = monthEnds(frame.start, day);
  const courses = days.map((at) => evaluator(book, { day: at, knownAt })(village) as Evaluation[]);
  const isOver = asOf(day, frame).daysLeft <= 0;
  return {
    days,
    indicators: indicators.map(({ def, index }) => {
      const progress = courses.map((evaluations) => decimal(evaluations[index]!.progress));
      const points = days.map((at, i) => ({ day: at, progress: progress[i]! }));
      return {
        indicator: def.id,
        values: courses.map((evaluations) => shownValue(evaluations[index]!.value)),
        progress,
        forecast: def.kind === 'milestone' || isOver ? null : forecast(points, frame.deadline),
      };
    }),
  };
}

/** The last day of each month from `from` on, and at the end `to` itself. */
export const monthEnds = (from: Day, to: Day): readonly Day[] =>
  to <= from ? [to] : stepDays(from, to, 'month').slice(1);
