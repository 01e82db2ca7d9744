import type { Instant } from '@jiedui/programme';
import type { AreaFreshness, Freshness } from '../consumer/freshness';

/** How fresh the figures of an area are, in short. */
export interface AreaFresh {
  /** `time` of the latest event in the figures. */
  readonly time: Instant | null;
  /** Everything that the bureau recorded before it is in the figures; null: not established. */
  readonly knownThrough: Instant | null;
  /** That was more than a moment ago: the bureau is not heard, or its events do not come. */
  readonly stale: boolean;
  /** Events in the figures. */
  readonly events: number;
  /** Events that are on their way; null: unknown. */
  readonly lag: number | null;
  /** Villages whose later events wait for a missing one. */
  readonly gaps: number;
  /** 不完整: events that could not be read. */
  readonly incomplete: number;
  /** Numbers that were used twice. */
  readonly conflicts: number;
}

export type Fresh = Readonly<Record<string, AreaFresh>>;

export const freshOf = (freshness: Freshness): Fresh =>
  Object.fromEntries(
    freshness.map(({ area, lastEventTime, knownThrough, stale, events, lag, gaps, holes, conflicts }) => [
      area,
      {
        time: lastEventTime,
        knownThrough,
        stale,
        events,
        lag,
        gaps: gaps.count,
        incomplete: holes.count,
        conflicts: conflicts.count,
      },
    ]),
  );

export interface Finality {
  /** Nothing that comes can change the figure any more. */
  readonly final: boolean;
  /** The areas whose log may still add to it. */
  readonly mayStillChange: readonly string[];
}

/** Spec section 5, last sentences: a figure as known at T is final once every log is known past T. */
export function finalityOf(
  freshness: Freshness,
  knownAt: Instant,
  concerns: (area: AreaFreshness) => boolean = () => true,
): Finality {
  const mayStillChange = freshness
    .filter((area) => concerns(area) && !isFinal(area, knownAt))
    .map(({ area }) => area);
  return { final: mayStillChange.length === 0, mayStillChange };
}

const isFinal = ({ knownThrough, gaps, holes }: AreaFreshness, knownAt: Instant): boolean =>
  knownThrough !== null && knownThrough > knownAt && gaps.count === 0 && holes.count === 0;
