import type { AsOfDay } from './as-of';
import { add, clamped, isOne, multiply, ONE, ZERO, type Int } from './exact';
import { judge } from './judge';
import type { Evaluation, Indicator, Measures } from './programme';
import { benchmark, growth, risingShare, threshold } from './yearly';

/**
 * Value, progress and status of an indicator (spec section 3). Total: it gives an answer for whatever sums
 * there are, negative ones (events that contradict each other) and sums beyond 2^53 included, and progress
 * stays within 0..1. `on` comes from {@link asOf}, once per day.
 */
export function evaluate(indicator: Indicator, measures: Measures, on: AsOfDay): Evaluation {
  const { def, inputs } = indicator;
  switch (def.kind) {
    case 'milestone': {
      const reached = measures.total(inputs[0]!) >= 1;
      return judge(def.kind, on, reached, reached ? ONE : ZERO, reached);
    }
    case 'checklist': {
      const done = measures.total(inputs[0]!);
      return judge(def.kind, on, done, clamped(done, def.of), done >= def.of);
    }
    case 'coverage':
      return coverage(
        measures.total(inputs[0]!),
        measures.total(inputs[1]!),
        def.threshold,
        isSurveyed(indicator, measures),
        on,
      );
    case 'clearance':
      return clearance(
        measures.total(inputs[0]!),
        measures.total(inputs[1]!),
        isSurveyed(indicator, measures),
        on,
      );
    case 'threshold':
      return threshold(def, measures.years(inputs[0]!), on);
    case 'growth':
      return growth(def, measures.years(inputs[0]!), on);
    case 'benchmark':
      return benchmark(def, measures.years(inputs[0]!), measures, on);
    case 'rising-share':
      return risingShare(measures.years(inputs[0]!), measures.years(inputs[1]!), on);
    case 'activity': {
      const { requires } = def;
      let kept = 0;
      let anything = false;
      for (let i = 0; i < requires.length; i++) {
        const { atLeast, months } = requires[i]!;
        const slot = inputs[i]!;
        if (measures.grownSince(slot, on.monthStart(months)) >= atLeast) kept++;
        anything ||= measures.total(slot) !== 0;
      }
      const all = kept === requires.length;
      return judge(def.kind, on, kept, anything ? clamped(kept, requires.length) : null, all);
    }
    case 'volume':
      return judge(def.kind, on, measures.total(inputs[0]!), null, false);
  }
}

/** Whether the list is complete that a coverage or clearance needs. */
const isSurveyed = ({ surveyedSlot }: Indicator, measures: Measures): boolean =>
  surveyedSlot === undefined || measures.total(surveyedSlot) >= 1;

function coverage(
  numerator: Int,
  denominator: Int,
  atLeast: { readonly num: number; readonly den: number },
  surveyed: boolean,
  on: AsOfDay,
): Evaluation {
  const nothingOwed = denominator === 0;
  const progress = nothingOwed
    ? surveyed
      ? ONE
      : null
    : clamped(multiply(numerator, atLeast.den), multiply(denominator, atLeast.num));
  const met = surveyed && progress !== null && isOne(progress); // p = 1: share >= threshold
  return judge('coverage', on, [numerator, denominator], progress, met, !surveyed);
}

function clearance(outstanding: Int, cleared: Int, surveyed: boolean, on: AsOfDay): Evaluation {
  const unknown = outstanding === 0 && cleared === 0 && !surveyed;
  const progress = unknown ? null : clamped(cleared, add(cleared, outstanding));
  return judge('clearance', on, [outstanding, cleared], progress, surveyed && outstanding === 0, !surveyed);
}
