import type { Instant } from '@jiedui/programme';

/** Where the history of a village and area is not whole (spec section 5). */
export interface Gap {
  readonly village: string;
  /** The first villageseq that is missing. */
  readonly missing: number;
  /** The highest villageseq seen: events from `missing + 1` on wait. */
  readonly seen: number;
  readonly since: Instant;
}

/** 不完整: a numbered event that could not be decoded; open until mended and redriven, or written off. */
export interface Hole {
  readonly village: string;
  readonly villageseq: number;
  readonly reason: string;
  readonly since: Instant;
}

/** The same number came with another id: a bureau restored from an old backup, say. The first one counts. */
export interface Conflict {
  readonly village: string;
  readonly villageseq: number;
  readonly applied: string;
  readonly other: string;
  readonly since: Instant;
}

/** How far one village's history in one area is folded, and what is not whole in it. */
export interface VillagePosition {
  readonly area: string;
  /** The highest villageseq up to which everything is folded (or counted as seen). */
  readonly villageseq: number;
  readonly gap: Gap | null;
  readonly holes: readonly Hole[];
  readonly conflicts: readonly Conflict[];
}

/** How fresh the figures of one area are. Lists hold the first 100; the counts are whole. */
export interface AreaFreshness {
  readonly area: string;
  /** Events folded, holes included. */
  readonly events: number;
  /** The latest `time` among them. */
  readonly lastEventTime: Instant | null;
  /** Messages that wait behind what was delivered; null when the transport cannot say now. */
  readonly lag: number | null;
  /**
   * Every event of the area's log with an earlier `time` is folded: figures as known before it are final,
   * holes and conflicts apart. null: not established (no source to ask, or not caught up yet).
   */
  readonly knownThrough: Instant | null;
  /** `knownThrough` stands still, or is not established: the bureau is not heard, or its events do not come. */
  readonly stale: boolean;
  readonly gaps: { readonly count: number; readonly first: readonly Gap[] };
  readonly holes: { readonly count: number; readonly first: readonly Hole[] };
  readonly conflicts: { readonly count: number; readonly first: readonly Conflict[] };
}

/** One entry per area in the programme's order; the registry's last (`registry`). */
export type Freshness = readonly AreaFreshness[];
