import { addDays, monthStart, type Day, type Programme } from '@jiedui/programme';
import type { StandingOverview } from './standing-table';

/** The last day of each of the `months` months before that of `day`. */
export const trendDays = (day: Day, months: number): readonly Day[] =>
  Array.from({ length: months }, (_, at) => addDays(monthStart(day, months - 1 - at), -1));

/** What a trend is drawn from: how many villages reached all, lights per area, villages that met each target. */
export const shownTrendPoint = ({ indicators }: Programme, overview: StandingOverview) => ({
  villages: overview.villages,
  reached: overview.metAll,
  areas: overview.areas,
  met: Object.fromEntries(
    indicators
      .filter(({ def }) => def.target)
      .map(({ def, index }) => [def.id, overview.indicators[index]!.counts.met]),
  ),
});
