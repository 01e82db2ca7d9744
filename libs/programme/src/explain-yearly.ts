import type { KindDef } from './area';
import { compare, compareRatio, multiply, subtract, type Ratio } from './exact';
import type { FormulaInput, ValueExplanation } from './explain-value';
import type { Indicator, Measures } from './programme';
import { amount, both, grouped, percent, sign } from './wording';
import { pairsOf, sharesOf } from './yearly';

type Slots = Indicator['slots'];
type YearInput = FormulaInput & { readonly year: number };

const yearly = (name: string, slots: Slots, measures: Measures): readonly YearInput[] =>
  measures.years(slots[name]!).map(({ year, sum }) => ({ name, slot: slots[name]!, year, sum }));

export function explainThreshold(
  def: KindDef<'threshold'>,
  slots: Slots,
  measures: Measures,
): ValueExplanation {
  const inputs = yearly(def.measure, slots, measures);
  const latest = inputs.at(-1);
  if (!latest) return { inputs, texts: [both('没有上报任何年份', 'no year is reported')] };
  const is = amount(latest.sum, def.unit);
  const asked = amount(def.atLeast, def.unit);
  const relation = sign(compare(latest.sum, def.atLeast));
  return {
    inputs,
    texts: [
      both(
        `最近上报年份${latest.year}年：${is.zh} ${relation} ${asked.zh}`,
        `latest reported year ${latest.year}: ${is.en} ${relation} ${asked.en}`,
      ),
    ],
    progress: both('min(1, 数值 ÷ 要求)', 'min(1, value / asked)'),
  };
}

export function explainGrowth(def: KindDef<'growth'>, slots: Slots, measures: Measures): ValueExplanation {
  const inputs = yearly(def.measure, slots, measures);
  const asked = percent(def.threshold.num, def.threshold.den);
  const texts = pairsOf(inputs)
    .filter(([from]) => from.sum > 0)
    .map(([from, to]) => {
      const grown = subtract(to.sum, from.sum);
      const rate = percent(grown, from.sum);
      const relation = sign(
        compare(multiply(grown, def.threshold.den), multiply(from.sum, def.threshold.num)),
      );
      const sums = `${grouped(from.sum)} → ${grouped(to.sum)}`;
      return both(
        `${from.year}至${to.year}年：${sums}，增长 ${rate.zh} ${relation} ${asked.zh}`,
        `${from.year} to ${to.year}: ${sums}, growth ${rate.en} ${relation} ${asked.en}`,
      );
    });
  return {
    inputs,
    texts: texts.length
      ? texts
      : [both('没有起始年大于0的连续两个上报年份', 'no two consecutive reported years that begin above 0')],
    progress: both('增幅达到要求的年对 ÷ 全部年对', 'pairs of years that grew enough / pairs'),
  };
}

export function explainBenchmark(
  def: KindDef<'benchmark'>,
  slots: Slots,
  measures: Measures,
): ValueExplanation {
  const own = yearly(def.measure, slots, measures);
  const ofCity = own.flatMap(({ year }): readonly YearInput[] => {
    const sum = measures.reference(def.reference, year);
    return sum === undefined ? [] : [{ name: def.reference, year, sum }];
  });
  const inputs = [...own, ...ofCity];
  const city = ofCity.at(-1);
  const village = own.find(({ year }) => year === city?.year);
  if (!city || !village)
    return {
      inputs,
      texts: [
        both('没有本村已上报且全市已公布的年份', 'no year that the village reported and the city published'),
      ],
    };
  const [is, asked] = [grouped(village.sum), grouped(city.sum)];
  const relation = sign(compare(village.sum, city.sum));
  return {
    inputs,
    texts: [
      both(
        `${city.year}年：本村 ${is} ${relation} 全市 ${asked}`,
        `${city.year}: village ${is} ${relation} city ${asked}`,
      ),
    ],
    progress: both('min(1, 本村 ÷ 全市)', 'min(1, village / city)'),
  };
}

export function explainRisingShare(
  def: KindDef<'rising-share'>,
  slots: Slots,
  measures: Measures,
): ValueExplanation {
  const numerators = yearly(def.numerator, slots, measures);
  const denominators = yearly(def.denominator, slots, measures);
  const shown = ({ num, den }: Ratio) => `${grouped(num)}/${grouped(den)}`;
  const texts = pairsOf(sharesOf(numerators, denominators)).map(([from, to]) => {
    const [zh, en] = compareRatio(to.share, from.share) < 0 ? ['下降', 'fell'] : ['未下降', 'did not fall'];
    const shares = `${shown(from.share)} → ${shown(to.share)}`;
    return both(
      `${from.year}至${to.year}年：${shares}，${zh}`,
      `${from.year} to ${to.year}: ${shares}, ${en}`,
    );
  });
  return {
    inputs: [...numerators, ...denominators],
    texts: texts.length ? texts : [both('没有连续两个有比例的年份', 'no two consecutive years with a share')],
    progress: both('比例未下降的年对 ÷ 全部年对', 'pairs of years that did not fall / pairs'),
  };
}
