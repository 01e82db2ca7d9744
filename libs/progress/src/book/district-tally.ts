import {
  add,
  STATUSES,
  subtract,
  type IndicatorDef,
  type Int,
  type Programme,
  type Ratio,
  type Status,
  type Value,
} from '@jiedui/programme';
import type { Overview } from './tally';

export type Pair = readonly [Int, Int];

type Kind = IndicatorDef['kind'];

/** The kinds of which district and city show the median, and those of which they show sums. */
export const isYearly = (kind: Kind): boolean =>
  kind === 'threshold' || kind === 'growth' || kind === 'benchmark' || kind === 'rising-share';
export const isSummed = (kind: Kind): boolean =>
  kind === 'coverage' || kind === 'clearance' || kind === 'volume';

const NO_PAIR: Pair = [NaN, NaN];

/** The two integers of a value that district and city sum up or take the median of; NaN: none. */
export function pairOf(kind: Kind, value: Value): Pair {
  if (value === null || typeof value === 'boolean') return NO_PAIR;
  if (typeof value === 'object') return value;
  return kind === 'volume' || kind === 'threshold' ? [value, 1] : NO_PAIR;
}

/** Mean scores are summed in these units, for sums of whole numbers do not depend on their order. */
const SCORE_UNITS = 2 ** 30;

/** Counts and sums over the villages of one district; villages come and go. */
export class DistrictTally {
  private villages = 0;
  private metAll = 0;
  private scores = 0;
  /** Villages per indicator (or area) and status code. */
  private readonly statuses: Int32Array;
  private readonly lights: Int32Array;
  private readonly sums: Int[];

  constructor(
    private readonly programme: Programme,
    readonly district: string,
    readonly number: number,
  ) {
    this.statuses = new Int32Array(programme.indicators.length * STATUSES.length);
    this.lights = new Int32Array(programme.areas.length * STATUSES.length);
    this.sums = programme.indicators.flatMap(() => [0, 0]);
  }

  countVillage(score: number, metAll: boolean, sign: 1 | -1): void {
    this.villages += sign;
    this.scores += sign * Math.round(score * SCORE_UNITS);
    if (metAll) this.metAll += sign;
  }

  countStatus(indicator: number, status: number, sign: 1 | -1): void {
    this.statuses[indicator * STATUSES.length + status]! += sign;
  }

  countLight(area: number, light: number, sign: 1 | -1): void {
    this.lights[area * STATUSES.length + light]! += sign;
  }

  addPair(indicator: number, num: Int, den: Int, sign: 1 | -1): void {
    const { sums } = this;
    sums[indicator * 2] = sign === 1 ? add(sums[indicator * 2]!, num) : subtract(sums[indicator * 2]!, num);
    sums[indicator * 2 + 1] =
      sign === 1 ? add(sums[indicator * 2 + 1]!, den) : subtract(sums[indicator * 2 + 1]!, den);
  }

  addAll(other: DistrictTally): void {
    this.villages += other.villages;
    this.metAll += other.metAll;
    this.scores += other.scores;
    other.statuses.forEach((count, at) => (this.statuses[at]! += count));
    other.lights.forEach((count, at) => (this.lights[at]! += count));
    other.sums.forEach((sum, at) => (this.sums[at] = add(this.sums[at]!, sum)));
  }

  overview(median: (indicator: number) => Ratio | null): Overview {
    const { areas, indicators } = this.programme;
    return {
      villages: this.villages,
      metAll: this.metAll,
      meanScore: this.villages ? this.scores / SCORE_UNITS / this.villages : null,
      areas: areas.map(({ id }, at) => ({ area: id, lights: named(this.lights, at) })),
      indicators: indicators.map(({ index, def: { id, kind } }) => ({
        indicator: id,
        counts: named(this.statuses, index),
        sums:
          kind === 'coverage' || kind === 'clearance'
            ? [this.sums[index * 2]!, this.sums[index * 2 + 1]!]
            : null,
        total: kind === 'volume' ? this.sums[index * 2]! : null,
        median: isYearly(kind) ? median(index) : null,
      })),
    };
  }
}

const named = (counts: Int32Array, at: number): Record<Status, number> =>
  Object.fromEntries(
    STATUSES.map((status, code) => [status, counts[at * STATUSES.length + code]!]),
  ) as Record<Status, number>;
