import { WORST_FIRST, type Indicator, type Programme, type Status } from '@jiedui/programme';
import type { VillageNumber } from '../book/book';
import type { Standings } from './standing-table';

export const DIRECTIONS = ['better', 'worse'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** An indicator of a village that stood otherwise on the earlier of two days. */
export interface StatusChange {
  readonly village: VillageNumber;
  readonly indicator: Indicator;
  readonly before: Status;
  readonly after: Status;
}

export interface ChangeFilter {
  readonly district?: string | undefined;
  readonly indicator?: Indicator | undefined;
  readonly direction?: Direction | undefined;
}

export const directionOf = (before: Status, after: Status): Direction =>
  WORST_FIRST.indexOf(after) > WORST_FIRST.indexOf(before) ? 'better' : 'worse';

/** How many villages moved, per indicator of the programme. */
export type ChangeCounts = readonly Record<Direction, number>[];

/**
 * What differs between two days, of villages that count on both; `order`: the villages as they shall follow.
 * `counts` are of every indicator and direction within the district; `total` and the page obey the whole filter.
 */
export function listChanges(
  { indicators }: Programme,
  order: Iterable<VillageNumber>,
  before: Standings,
  after: Standings,
  { district, indicator, direction }: ChangeFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
) {
  const counts: ChangeCounts = indicators.map(() => ({ better: 0, worse: 0 }));
  const changes: StatusChange[] = [];
  let total = 0;
  for (const village of order) {
    const now = after.district(village);
    if (now === undefined || before.district(village) === undefined) continue;
    if (district !== undefined && now !== district) continue;
    for (let index = 0; index < indicators.length; index++) {
      const was = before.status(village, index);
      const is = after.status(village, index);
      if (was === is) continue;
      const of = indicators[index]!;
      const moved = directionOf(was, is);
      counts[of.index]![moved]++;
      if ((indicator && indicator !== of) || (direction && direction !== moved)) continue;
      if (total >= offset && changes.length < limit)
        changes.push({ village, indicator: of, before: was, after: is });
      total++;
    }
  }
  return { counts, changes, total };
}
