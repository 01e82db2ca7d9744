import type { Text } from './area';
import type { AsOfDay } from './as-of';
import type { Day } from './day';
import { compare, multiply, negate, type Int } from './exact';
import type { Indicator, Measures, Slot } from './programme';
import { amount, both, grouped, percent, sign } from './wording';
import { explainBenchmark, explainGrowth, explainRisingShare, explainThreshold } from './explain-yearly';

/** A number that enters a formula. */
export interface FormulaInput {
  /** The measure, or the city's reference value (then without `slot`). */
  readonly name: string;
  readonly slot?: Slot;
  readonly year?: number;
  /** Counted from this day on only. */
  readonly since?: Day;
  readonly sum: Int;
}

/** The numbers of a formula, and the value that they make in words. */
export interface ValueExplanation {
  readonly inputs: readonly FormulaInput[];
  readonly texts: readonly Text[];
  /** How progress is worked out; nothing for the kinds that need no word for it. */
  readonly progress?: Text;
}

export function explainValue({ def, slots }: Indicator, measures: Measures, on: AsOfDay): ValueExplanation {
  const total = (name: string): FormulaInput & { readonly slot: Slot } => {
    const slot = slots[name]!;
    return { name, slot, sum: measures.total(slot) };
  };
  switch (def.kind) {
    case 'milestone': {
      const input = total(def.measure);
      const text = `${def.measure} = ${grouped(input.sum)} ${input.sum >= 1 ? '≥' : '<'} 1`;
      return { inputs: [input], texts: [both(text, text)] };
    }
    case 'checklist': {
      const input = total(def.measure);
      const n = grouped(input.sum);
      return {
        inputs: [input],
        texts: [both(`应完成${def.of}项，已完成${n}项`, `${n} of ${def.of} done`)],
        progress: both('已完成 ÷ 应完成', 'done / asked'),
      };
    }
    case 'coverage': {
      const [numerator, denominator] = [total(def.numerator), total(def.denominator)];
      const inputs = [numerator, denominator];
      const [num, den] = [numerator.sum, denominator.sum];
      if (den === 0)
        return {
          inputs,
          texts: [both('分母为0', 'the denominator is 0')],
          progress: both('1（没有应覆盖的对象）', '1 (nothing is owed)'),
        };
      const share = percent(num, den);
      const asked = percent(def.threshold.num, def.threshold.den);
      const order = compare(multiply(num, def.threshold.den), multiply(def.threshold.num, den));
      const relation = sign(den < 0 ? negate(order) : order);
      return {
        inputs,
        texts: [
          both(
            `分子 ${grouped(num)} ÷ 分母 ${grouped(den)} = ${share.zh} ${relation} ${asked.zh}`,
            `numerator ${grouped(num)} / denominator ${grouped(den)} = ${share.en} ${relation} ${asked.en}`,
          ),
        ],
        progress: both('min(1, 覆盖率 ÷ 要求)', 'min(1, share / threshold)'),
      };
    }
    case 'clearance': {
      const [outstanding, cleared] = [total(def.outstanding), total(def.cleared)];
      const [left, done] = [grouped(outstanding.sum), grouped(cleared.sum)];
      return {
        inputs: [outstanding, cleared],
        texts: [both(`未销号 ${left}，已销号 ${done}`, `outstanding ${left}, cleared ${done}`)],
        progress:
          outstanding.sum === 0 && cleared.sum === 0
            ? both('1（没有应销号的事项）', '1 (nothing is owed)')
            : both('已销号 ÷ (已销号 + 未销号)', 'cleared / (cleared + outstanding)'),
      };
    }
    case 'threshold':
      return explainThreshold(def, slots, measures);
    case 'growth':
      return explainGrowth(def, slots, measures);
    case 'benchmark':
      return explainBenchmark(def, slots, measures);
    case 'rising-share':
      return explainRisingShare(def, slots, measures);
    case 'activity': {
      const kept = def.requires.map(({ measure, atLeast, months }) => {
        const slot = slots[measure]!;
        const since = on.monthStart(months);
        const sum = measures.grownSince(slot, since);
        const [zh, en] = sum >= atLeast ? ['已落实', 'kept'] : ['未落实', 'not kept'];
        return {
          input: { name: measure, slot, since, sum },
          text: both(
            `${measure}：${since}以来${grouped(sum)}次，要求不少于${atLeast}次，${zh}`,
            `${measure}: ${grouped(sum)} since ${since}, at least ${atLeast} asked, ${en}`,
          ),
        };
      });
      return {
        inputs: kept.map(({ input }) => input),
        texts: kept.map(({ text }) => text),
        progress: both('已落实的要求 ÷ 全部要求', 'requirements kept / requirements'),
      };
    }
    case 'volume': {
      const input = total(def.measure);
      const is = amount(input.sum, def.unit);
      return { inputs: [input], texts: [both(`合计 ${is.zh}`, `sum ${is.en}`)] };
    }
  }
}
