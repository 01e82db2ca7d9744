import fc from 'fast-check';
import { FRAME, indicatorOf, measuresWith, type Known } from '../cases/one-indicator';
import { asOf } from './as-of';
import { evaluate } from './evaluate';
import { formula } from './explain';
import type { Indicator } from './programme';
import { amount, percent } from './wording';

const told = (day: string, indicator: Indicator, known: Known) => {
  const on = asOf(day, FRAME);
  const measures = measuresWith(indicator, known);
  const { inputs, steps } = formula(indicator, evaluate(indicator, measures, on), measures, on);
  return { inputs, zh: steps.map(({ zh }) => zh), en: steps.map(({ en }) => en) };
};

it('a coverage is explained from its numbers to its status', () => {
  const coverage = indicatorOf(
    { kind: 'coverage', numerator: 'trained', denominator: 'willing', threshold: { num: 95, den: 100 } },
    true,
  );
  expect(told('2019-10-01', coverage, { totals: { trained: 12, willing: 15 }, surveyed: true })).toEqual({
    inputs: [
      { name: 'trained', slot: 0, sum: 12 },
      { name: 'willing', slot: 1, sum: 15 },
    ],
    zh: [
      '分子 12 ÷ 分母 15 = 80% < 95%',
      '摸底已完成',
      '进度 p = min(1, 覆盖率 ÷ 要求) = 16/19（84.2%）',
      '时序 e(2019-10-01) = 638/1095（58.2%）',
      'p ≥ e：按序时推进',
    ],
    en: [
      'numerator 12 / denominator 15 = 80 % < 95 %',
      'the survey is complete',
      'progress p = min(1, share / threshold) = 16/19 (84.2 %)',
      'elapsed e(2019-10-01) = 638/1095 (58.2 %)',
      'p ≥ e: on track',
    ],
  });
});

it('a yearly figure in fen is explained in yuan', () => {
  const threshold = indicatorOf({ kind: 'threshold', measure: 'income', atLeast: 20_000_000, unit: 'fen' });
  expect(told('2021-01-05', threshold, { years: { income: { 2019: 19_999_999 } } }).en).toEqual([
    'latest reported year 2019: 199,999.99 yuan < 200,000 yuan',
    'progress p = min(1, value / asked) = 19,999,999/20,000,000 (99.9 %)',
    '5 days after the deadline 2020-12-31',
    'not reached by the deadline 2020-12-31: overdue',
  ]);
});

it('a growth is explained pair by pair', () => {
  const growth = indicatorOf({ kind: 'growth', measure: 'income', threshold: { num: 10, den: 100 } });
  const { inputs, en } = told('2019-10-01', growth, { years: { income: { 2016: 0, 2017: 100, 2018: 109 } } });
  expect(inputs.map(({ year, sum }) => [year, sum])).toEqual([
    [2016, 0],
    [2017, 100],
    [2018, 109],
  ]);
  expect(en[0]).toBe('2017 to 2018: 100 → 109, growth 9 % < 10 %');
});

it('a benchmark names the reference value beside the measure', () => {
  const benchmark = indicatorOf({ kind: 'benchmark', measure: 'income', reference: 'city' });
  const known = { years: { income: { 2018: 22 } }, references: { 2018: 20 } };
  expect(told('2019-10-01', benchmark, known)).toMatchObject({
    inputs: [
      { name: 'income', slot: 0, year: 2018, sum: 22 },
      { name: 'city', year: 2018, sum: 20 },
    ],
    en: [
      '2018: village 22 > city 20',
      'progress p = min(1, village / city) = 1/1 (100 %)',
      expect.anything(),
    ],
  });
});

it('an unknown is explained as one', () => {
  const clearance = indicatorOf({ kind: 'clearance', outstanding: 'o', cleared: 'c' }, true);
  expect(told('2019-10-01', clearance, {}).en).toEqual([
    'outstanding 0, cleared 0',
    'the survey is not complete: provisional, it cannot be met yet',
    'nothing is recorded and the survey is not complete: no data',
  ]);
});

describe('percentages', () => {
  it.each([
    [9_999_999, 10_000_000, '99.9 %'],
    [1, 3, '33.3 %'],
    [1, -2, '-50 %'],
    [-2, 13, '-15.4 %'],
    [12, 1, '1,200 %'],
  ])('%d / %d is %s', (num, den, text) => expect(percent(num, den).en).toBe(text));

  it('never say more than there is, and less by under a tenth', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (num, den) => {
        const tenths = BigInt(
          percent(num, den)
            .zh.replace(/[,%]/g, '')
            .replace(/^(-?\d+)$/, '$1.0')
            .replace('.', ''),
        );
        const left = BigInt(num) * 1000n - tenths * BigInt(den);
        expect(left >= 0n && left < BigInt(den)).toBe(true);
      }),
    );
  });
});

it.each([
  [0, '0 yuan'],
  [5, '0.05 yuan'],
  [-123_456, '-1,234.56 yuan'],
  [10n ** 18n, '10,000,000,000,000,000 yuan'],
])('%p fen are %s', (fen, text) => expect(amount(fen, 'fen').en).toBe(text));
