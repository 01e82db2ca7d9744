import { WORST_FIRST, type Programme, type Status } from '@jiedui/programme';
import type { VillageNumber } from '../book/book';
import type { Standings } from './standing-table';

/** How far back a light is compared. */
export const ATTENTION_DAYS = 30;

/** A village that needs someone: why. */
export interface Attention {
  readonly village: VillageNumber;
  /** Targets that are off track or overdue. */
  readonly behind: number;
  /** Whether they are most of the targets. */
  readonly mostBehind: boolean;
  /** Areas (by their position) whose light got worse. */
  readonly worse: readonly { readonly area: number; readonly before: Status; readonly after: Status }[];
}

/**
 * The villages that need someone this week: a light got worse since `before`, or most targets are off track or
 * overdue. Those with most targets behind first, then those with most lights that got worse; equals by `order`.
 */
export function villagesInNeed(
  { areas, indicators }: Programme,
  order: Iterable<VillageNumber>,
  before: Standings,
  now: Standings,
  district?: string,
): readonly Attention[] {
  const targets = indicators.filter(({ def }) => def.target).map(({ index }) => index);
  const found: Attention[] = [];
  for (const village of order) {
    const at = now.district(village);
    if (at === undefined || (district !== undefined && at !== district)) continue;
    let behind = 0;
    for (const index of targets) if (isBehind(now.status(village, index))) behind++;
    const mostBehind = behind * 2 > targets.length;
    const worse: { area: number; before: Status; after: Status }[] = [];
    const isCompared = before.district(village) !== undefined;
    for (let area = 0; isCompared && area < areas.length; area++) {
      const [was, is] = [before.light(village, area), now.light(village, area)];
      if (was !== is && isWorse(was, is)) worse.push({ area, before: was, after: is });
    }
    if (mostBehind || worse.length) found.push({ village, behind, mostBehind, worse });
  }
  return found.sort((a, b) => b.behind - a.behind || b.worse.length - a.worse.length);
}

const isBehind = (status: Status): boolean => status === 'off-track' || status === 'overdue';
const isWorse = (before: Status, after: Status): boolean =>
  WORST_FIRST.indexOf(after) < WORST_FIRST.indexOf(before);
