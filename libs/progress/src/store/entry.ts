import type { Day, Instant, Int } from '@jiedui/programme';

/** What one event added to one measure. */
export interface EntryDelta {
  readonly measure: string;
  readonly effectiveOn: Day;
  /** For measures that are summed by year. */
  readonly year?: number;
  readonly sum: Int;
  readonly count: number;
}

/** A folded event as the explanation of a number needs it. */
export interface Entry {
  readonly villageseq: number;
  readonly id: string;
  readonly type: string;
  readonly time: Instant;
  readonly occurredOn: Day;
  /** Id of the event that this one corrects. */
  readonly corrects?: string;
  readonly records: readonly { readonly record: string; readonly id: string }[];
  readonly deltas: readonly EntryDelta[];
}
