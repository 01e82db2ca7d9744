import type { KindDef } from './area';
import type { AsOfDay } from './as-of';
import { clamped, compareRatio, multiply, negate, ratio, subtract, type Int, type Ratio } from './exact';
import { judge } from './judge';
import type { Evaluation, Measures, YearSum } from './programme';

/** The latest reported year against a fixed amount. */
export function threshold(def: KindDef<'threshold'>, years: readonly YearSum[], on: AsOfDay): Evaluation {
  const latest = years.at(-1);
  if (!latest) return judge(def.kind, on, null, null, false);
  const { sum, year } = latest;
  return judge(def.kind, on, sum, clamped(sum, def.atLeast), sum >= def.atLeast, false, [year]);
}

/** Every pair of consecutive reported years that begins above 0. */
export function growth(def: KindDef<'growth'>, years: readonly YearSum[], on: AsOfDay): Evaluation {
  const pairs = pairsOf(years).filter(([from]) => from.sum > 0);
  const latest = pairs.at(-1);
  if (!latest) return judge(def.kind, on, null, null, false);
  let enough = 0;
  for (const [from, to] of pairs) {
    const grown = multiply(subtract(to.sum, from.sum), def.threshold.den);
    if (grown >= multiply(from.sum, def.threshold.num)) enough++;
  }
  const [from, to] = latest;
  const { num, den } = ratio(subtract(to.sum, from.sum), from.sum);
  const progress = ratio(enough, pairs.length);
  return judge(def.kind, on, [num, den], progress, enough === pairs.length, false, [from.year, to.year]);
}

/** The latest reported year for which the city has published its value. */
export function benchmark(
  def: KindDef<'benchmark'>,
  years: readonly YearSum[],
  measures: Measures,
  on: AsOfDay,
): Evaluation {
  for (let i = years.length - 1; i >= 0; i--) {
    const { year, sum } = years[i]!;
    const reference = measures.reference(def.reference, year);
    if (reference !== undefined)
      return judge(def.kind, on, [sum, reference], clamped(sum, reference), sum >= reference, false, [year]);
  }
  return judge(def.kind, on, null, null, false);
}

/** Pairs of consecutive years in which the share did not fall. */
export function risingShare(
  numerators: readonly YearSum[],
  denominators: readonly YearSum[],
  on: AsOfDay,
): Evaluation {
  const shares = sharesOf(numerators, denominators);
  const pairs = pairsOf(shares);
  const latest = shares.at(-1);
  if (!latest || pairs.length === 0) return judge('rising-share', on, null, null, false);
  let kept = 0;
  for (const [from, to] of pairs) if (compareRatio(to.share, from.share) >= 0) kept++;
  const { num, den } = ratio(latest.share.num, latest.share.den);
  const progress = ratio(kept, pairs.length);
  return judge('rising-share', on, [num, den], progress, kept === pairs.length, false, [latest.year]);
}

/** Consecutive years (y and y + 1), two and two; `years` ascending. */
export function pairsOf<T extends { readonly year: number }>(
  years: readonly T[],
): readonly (readonly [T, T])[] {
  const pairs: [T, T][] = [];
  for (let i = 1; i < years.length; i++) {
    const from = years[i - 1]!;
    const to = years[i]!;
    if (to.year === from.year + 1) pairs.push([from, to]);
  }
  return pairs;
}

/** A year has a share when both measures are reported for it and the denominator is not 0. Not reduced. */
export function sharesOf(
  numerators: readonly { readonly year: number; readonly sum: Int }[],
  denominators: readonly { readonly year: number; readonly sum: Int }[],
): readonly { readonly year: number; readonly share: Ratio }[] {
  const shares: { year: number; share: Ratio }[] = [];
  for (const { year, sum } of denominators) {
    const numerator = sum === 0 ? undefined : numerators.find((n) => n.year === year);
    if (!numerator) continue;
    const { sum: num } = numerator;
    shares.push({ year, share: sum > 0 ? { num, den: sum } : { num: negate(num), den: negate(sum) } });
  }
  return shares;
}
