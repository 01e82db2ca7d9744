import type { Day, Status } from '@jiedui/programme';
import type { VillageNumber } from './book';
import type { FigureTable } from './figure-table';
import type { Overview } from './tally';

/** What became of a village since it was last evaluated. */
export interface VillageChange {
  readonly village: VillageNumber;
  readonly code: string;
  /** The areas whose events came in, the latest event of each, and how many. */
  readonly areas: readonly {
    readonly area: string;
    readonly events: number;
    readonly last: { readonly id: string; readonly type: string; readonly villageseq: number };
  }[];
  /** Only the indicators whose status changed. */
  readonly statuses: readonly {
    readonly indicator: string;
    readonly before: Status;
    readonly after: Status;
  }[];
}

/** The evaluations of every village for one point in time. Reading is cheap: nothing is scanned or evaluated. */
export interface Figures {
  /** The day that everything here is as of. */
  readonly day: Day;
  /** The city, or one district by code. An unknown district is empty. */
  overview(district?: string): Overview;
  /** The district in whose counts the village is here; undefined: in none. */
  district(village: VillageNumber): string | undefined;
  /** Status of each indicator (by `Indicator.index`) of a village. */
  status(village: VillageNumber, indicator: number): Status;
  /** Whether an indicator of a village is provisional (survey not complete, spec section 3). */
  provisional(village: VillageNumber, indicator: number): boolean;
  /** Progress of an indicator, 0..1, for sorting only; NaN for info and no-data. */
  progress(village: VillageNumber, indicator: number): number;
  /** The light of an area (by its position in `Programme.areas`) of a village. */
  light(village: VillageNumber, area: number): Status;
  /** Mean progress over the targets, 0..1, for sorting and display; evaluate for the exact ratio. */
  score(village: VillageNumber): number;
  /** How many of the targets are met. */
  met(village: VillageNumber): number;
}

/**
 * Figures that are read of all villages at once, in the order of their numbers: what lists are made of.
 * `marks` holds 1 for each village that is still wanted.
 */
export interface ListFigures extends Figures {
  /** Unmarks the villages that are in no district's counts, or in those of none of `districts`. */
  unmarkOutside(marks: Uint8Array, districts?: ReadonlySet<string>): void;
  /** Unmarks the villages of which an indicator has another status. */
  unmarkStatuses(marks: Uint8Array, indicator: number, among: ReadonlySet<Status>): void;
  /** Unmarks the villages of which an area has another light. */
  unmarkLights(marks: Uint8Array, area: number, among: ReadonlySet<Status>): void;
  /** `scores` (or `progress` of an indicator) of each village from 0 on. */
  readScores(into: Float64Array): void;
  readProgress(indicator: number, into: Float64Array): void;
}

/** The figures for the programme's today with all that is known, kept up to date as events come in. */
export interface Current extends Figures {
  /** Grows with every change of what can be read here: a cache made at one version holds until the next. */
  readonly version: number;
  /** Villages that wait for their evaluation; 0: everything folded is shown. */
  readonly behind: number;
  /** All of them at this moment, to be read at once: a new day has others. */
  readonly figures: FigureTable;
  /** Evaluates what waits, in slices; resolves when `behind` was 0. */
  settle(): Promise<void>;
  /** Tells of each evaluation that followed events. Returns the way to stop. */
  onChange(listener: (change: VillageChange) => void): () => void;
}
