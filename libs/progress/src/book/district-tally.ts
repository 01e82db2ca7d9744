import { add, multiply, STATUSES, type IndicatorDef, type Int, type Programme, type Ratio, type Status, type Value } from '@jiedui/programme';
import type { Overview } from './tally';

export type Pair = readonly [Int, Int];

type Kind = IndicatorDef['kind'];

/** The kinds of which district and city show the median. */
export const isYearly = (kind: Kind): boolean =>
  kind === 'threshold' || kind === 'growth' || kind === 'benchmark' || kind === 'rising-share';

const isSummed = (kind: Kind): boolean => kind === 'coverage' || kind === 'clearance' || kind === 'volume';

/** The two integers of a value that district and city sum up or take the median of; undefined: none. */
export function pairOf(kind: Kind, value: Value): Pair | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'object') return value;
  return kind === 'volume' || kind === 'threshold' ? [value, 1] : undefined;
}

/** Mean scores are summed in these units, for sums of whole numbers do not depend on their order. */
const SCORE_UNITS = 2 ** 30;

/** Counts and sums over the villages of one district; villages come and go. */
export class DistrictTally {
  private villages = 0;
  private metAll = 0;
  private scores = 0;
  private readonly statuses: Int32Array;
  private readonly lights: Int32Array;
  private readonly sums: Int[];
  private readonly summed: readonly boolean[];

  constructor(
    private readonly programme: Programme,
    readonly district: string,
    readonly number: number,
  ) {
    this.statuses = new Int32Array(programme.indicators.length * STATUSES.length);
    this.lights = new Int32Array(programme.areas.length * STATUSES.length);
    this.sums = programme.indicators.flatMap(() => [0, 0]);
    this.summed = programme.indicators.map(({ def }) => isSummed(def.kind));
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

  sumsUp(indicator: number): boolean {
    return this.summed[indicator]!;
  }

  addPair(indicator: number, num: Int, den: Int, sign: 1 | -1): void {
    this.sums[indicator * 2] = add(this.sums[indicator * 2]!, multiply(num, sign));
    this.sums[indicator * 2 + 1] = add(this.sums[indicator * 2 + 1]!, multiply(den, sign));
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
          kind === 'coverage' || kind === 'clearance' ? [this.sums[index * 2]!, this.sums[index * 2 + 1]!] : null,
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
