import { add, ratio, subtract, type Int, type Ratio } from './exact';
import {
  STATUS_NUMBER,
  STATUSES,
  type Evaluation,
  type Indicator,
  type Programme,
  type Status,
} from './programme';
import { countTargets } from './village';

/**
 * Many villages as one (spec section 3, "District and city"): what can be kept up to date by adding and
 * removing villages. The result does not depend on the order, and removing what was added leaves no trace.
 */
export class RollUp {
  private readonly counts: Int32Array;
  private readonly sums: [Int, Int][];
  private size = 0;
  private met = 0;

  constructor(private readonly programme: Programme) {
    this.counts = new Int32Array(programme.indicators.length * STATUSES.length);
    this.sums = programme.indicators.map(() => [0, 0]);
  }

  /** Adds one village: its evaluations by `Indicator.index`. */
  add(evaluations: readonly Evaluation[]): void {
    this.count(evaluations, 1);
  }

  /** Takes a village out again: the very evaluations that were added. */
  remove(evaluations: readonly Evaluation[]): void {
    this.count(evaluations, -1);
  }

  get villages(): number {
    return this.size;
  }

  /** Villages that met every target (达标). */
  get metAll(): number {
    return this.met;
  }

  /** Villages in each status. */
  countsOf({ index }: Indicator): Readonly<Record<Status, number>> {
    const at = (status: Status) => this.counts[index * STATUSES.length + STATUS_NUMBER[status]]!;
    return Object.fromEntries(STATUSES.map((status) => [status, at(status)])) as Record<Status, number>;
  }

  /** Coverage: summed numerator and denominator; clearance: summed outstanding and cleared; else null. */
  sumsOf(indicator: Indicator): readonly [Int, Int] | null {
    return isSummed(indicator) ? [...this.sums[indicator.index]!] : null;
  }

  private count(evaluations: readonly Evaluation[], sign: 1 | -1): void {
    const combine = sign === 1 ? add : subtract;
    for (const indicator of this.programme.indicators) {
      const { status, value } = evaluations[indicator.index]!;
      this.counts[indicator.index * STATUSES.length + STATUS_NUMBER[status]]! += sign;
      if (!isSummed(indicator)) continue;
      const sums = this.sums[indicator.index]!;
      const [first, second] = value as readonly [Int, Int];
      sums[0] = combine(sums[0], first);
      sums[1] = combine(sums[1], second);
    }
    const { targets, targetsMet } = countTargets(this.programme, evaluations);
    if (targets > 0 && targetsMet === targets) this.met += sign;
    this.size += sign;
  }
}

const isSummed = ({ def }: Indicator): boolean => def.kind === 'coverage' || def.kind === 'clearance';

/**
 * What enters the median of a yearly indicator: its value as a ratio; null without data and for the kinds that
 * have no median. A benchmark enters as v / reference (a reference of 0 gives no ratio and does not enter).
 */
export function yearlyValue({ def }: Indicator, { value }: Evaluation): Ratio | null {
  if (value === null || typeof value === 'boolean') return null;
  switch (def.kind) {
    case 'threshold':
      return { num: value as Int, den: 1 };
    case 'growth':
    case 'benchmark':
    case 'rising-share': {
      const [num, den] = value as readonly [Int, Int];
      return den === 0 ? null : ratio(num, den);
    }
    default:
      return null;
  }
}
