import type { Int, Ratio, Status } from '@jiedui/programme';

/** One indicator over a set of villages (spec section 3, "District and city"). */
export interface IndicatorOverview {
  readonly indicator: string;
  readonly counts: Readonly<Record<Status, number>>;
  /** coverage: summed numerator and denominator; clearance: summed outstanding and cleared; others: null. */
  readonly sums: readonly [Int, Int] | null;
  /** volume: the sum; others: null. */
  readonly total: Int | null;
  /** The yearly kinds: the median value over villages with data; null when none has. */
  readonly median: Ratio | null;
}

export interface Overview {
  /** Villages counted. */
  readonly villages: number;
  /** Villages that met every target (达标). */
  readonly metAll: number;
  /** Mean of the villages' scores (spec section 3, "Village"), 0..1; null when no village is counted. */
  readonly meanScore: number | null;
  /** Villages per light of each area, in the programme's order. */
  readonly areas: readonly { readonly area: string; readonly lights: Readonly<Record<Status, number>> }[];
  /** In the programme's order. */
  readonly indicators: readonly IndicatorOverview[];
}
