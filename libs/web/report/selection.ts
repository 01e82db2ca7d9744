import { STATUSES, type Instant, type Status } from '@jiedui/programme';
import type { Counts, Fresh, ReportPlace, ReportVillage } from '@jiedui/web-api';

/** The chosen areas with one more or one less, in their order, as the address says them; all, or none: no choice. */
export function toggledArea(
  all: readonly string[],
  chosen: readonly string[],
  area: string,
): string | undefined {
  const next = all.filter((one) => (one === area) !== chosen.includes(one));
  return next.length === all.length || next.length === 0 ? undefined : next.join(',');
}

/** When the latest of the counted events was recorded: what is known now, as an instant that stays. */
export const latestOf = (fresh: Readonly<Record<string, Pick<Fresh, 'time'>>>): Instant | undefined =>
  Object.values(fresh)
    .flatMap(({ time }) => time ?? [])
    .sort()
    .at(-1);

export type Target = ReportPlace['targets'][number];

/** Targets that follow each other by area, area by area. */
export const byArea = (targets: readonly Target[]): readonly (readonly Target[])[] =>
  [...new Set(targets.map(({ area }) => area))].map((area) =>
    targets.filter((target) => target.area === area),
  );

/** Villages that follow each other by town, town by town. */
export function byTown(villages: readonly ReportVillage[]): readonly (readonly ReportVillage[])[] {
  const towns: ReportVillage[][] = [];
  for (const village of villages)
    if (towns.at(-1)?.[0]?.townName === village.townName) towns.at(-1)!.push(village);
    else towns.push([village]);
  return towns;
}

/** Villages that are behind: lagging, off track or overdue. */
export const behind = (counts: Counts): number => counts.lagging + counts['off-track'] + counts.overdue;

/** How many villages have each status, of some targets together. */
export const sumOf = (targets: readonly Target[]): Counts =>
  Object.fromEntries(
    STATUSES.map((status) => [status, targets.reduce((sum, { counts }) => sum + counts[status], 0)]),
  ) as Record<Status, number>;

/** The same targets in another place. */
export const inPlace = ({ targets }: ReportPlace, sought: readonly Target[]): readonly Target[] =>
  targets.filter(({ indicator }) => sought.some((target) => target.indicator === indicator));
