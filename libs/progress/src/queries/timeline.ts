import type { AsOf } from '../book/book';
import type { Aggregator } from '../consumer/aggregator';
import type { Entry } from '../store/entry';

export interface TimelineEntry {
  readonly area: string;
  readonly entry: Entry;
}

/** Where a page of the timeline ends. */
export type TimelinePosition = Pick<Entry, 'time' | 'villageseq'> & { readonly area: string };

/** The events of a village in some areas that count at a point in time, the latest recorded first. */
export async function timelineOf(
  aggregator: Aggregator,
  village: string,
  areas: readonly string[],
  { day, knownAt }: AsOf,
): Promise<readonly TimelineEntry[]> {
  const found = await Promise.all(
    areas.map(async (area) =>
      (await aggregator.entries(village, area))
        .filter(({ time, occurredOn }) => occurredOn <= day && (knownAt === undefined || time <= knownAt))
        .map((entry) => ({ area, entry })),
    ),
  );
  return found.flat().sort((a, b) => -order(a, b));
}

/** The entries behind a position. */
export const entriesAfter = (
  entries: readonly TimelineEntry[],
  { area, ...position }: TimelinePosition,
): readonly TimelineEntry[] => entries.filter((entry) => order(entry, { area, entry: position }) < 0);

const order = (
  a: { readonly area: string; readonly entry: Pick<Entry, 'time' | 'villageseq'> },
  b: typeof a,
): number =>
  a.entry.time < b.entry.time
    ? -1
    : a.entry.time > b.entry.time
      ? 1
      : a.area < b.area
        ? -1
        : a.area > b.area
          ? 1
          : a.entry.villageseq - b.entry.villageseq;
