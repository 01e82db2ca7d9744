import { evaluateOn, indicatorOf, type Known } from '../cases/one-indicator';
import type { Int } from './exact';
import type { Indicator } from './programme';

const told = (day: string, indicator: Indicator, known: Known) => {
  const { status, progress, value, years } = evaluateOn(day, indicator, known);
  return [status, progress && `${progress.num}/${progress.den}`, value, years];
};
const HALFWAY = '2019-07-02';
const AFTER = '2021-01-01';

describe('threshold', () => {
  const threshold = indicatorOf({ kind: 'threshold', measure: 'm', atLeast: 200 });
  it.each([
    [{ 2017: 199 }, HALFWAY, 'on-track', '199/200', 199, [2017]],
    [{ 2017: 500, 2019: 100 }, HALFWAY, 'on-track', '1/2', 100, [2019]],
    [{ 2017: 200 }, AFTER, 'met', '1/1', 200, [2017]],
    [{ 2017: 199 }, AFTER, 'overdue', '199/200', 199, [2017]],
    [{ 2017: -5 }, HALFWAY, 'off-track', '0/1', -5, [2017]],
    [{}, AFTER, 'no-data', null, null, undefined],
  ])('given %p on %s it is %s', (m, day, ...expected) =>
    expect(told(day, threshold, { years: { m } })).toEqual(expected),
  );
});

describe('growth', () => {
  const growth = indicatorOf({ kind: 'growth', measure: 'm', threshold: { num: 10, den: 100 } });
  it.each<[string, Record<number, Int>, ...unknown[]]>([
    ['exactly enough', { 2017: 100, 2018: 110 }, 'met', '1/1', [1, 10], [2017, 2018]],
    ['a hair less', { 2017: 1000, 2018: 1099 }, 'off-track', '0/1', [99, 1000], [2017, 2018]],
    ['enough once in two', { 2016: 100, 2017: 110, 2018: 110 }, 'on-track', '1/2', [0, 1], [2017, 2018]],
    ['a fall', { 2017: 100, 2018: 60 }, 'off-track', '0/1', [-2, 5], [2017, 2018]],
    ['a fall below 0', { 2017: 100, 2018: -60 }, 'off-track', '0/1', [-8, 5], [2017, 2018]],
    ['a gap after a pair', { 2016: 100, 2017: 110, 2019: 1 }, 'met', '1/1', [1, 10], [2016, 2017]],
    ['nothing but a gap', { 2016: 100, 2018: 200 }, 'no-data', null, null, undefined],
    ['a beginning at 0', { 2016: 0, 2017: 200 }, 'no-data', null, null, undefined],
    ['a beginning below 0', { 2016: -5, 2017: 200 }, 'no-data', null, null, undefined],
    ['one year', { 2016: 5 }, 'no-data', null, null, undefined],
    ['sums beyond 2^53', { 2016: 10n ** 30n, 2017: 11n * 10n ** 29n }, 'met', '1/1', [1, 10], [2016, 2017]],
    ['a hair less beyond 2^53', { 2016: 10n ** 30n, 2017: 11n * 10n ** 29n - 1n }, 'off-track', '0/1', [10n ** 29n - 1n, 10n ** 30n], [2016, 2017]], // prettier-ignore
  ])('given %s', (_, m, ...expected) =>
    expect(told('2019-01-01', growth, { years: { m } })).toEqual(expected),
  );

  it('given too little after the deadline it is overdue', () =>
    expect(told(AFTER, growth, { years: { m: { 2019: 10, 2020: 10 } } })[0]).toBe('overdue'));
});

describe('benchmark', () => {
  const benchmark = indicatorOf({ kind: 'benchmark', measure: 'm', reference: 'city' });
  it.each<[Record<number, Int>, Record<number, Int>, ...unknown[]]>([
    [{ 2018: 22 }, { 2018: 22 }, 'met', '1/1', [22, 22], [2018]],
    [{ 2018: 20 }, { 2018: 40 }, 'on-track', '1/2', [20, 40], [2018]],
    [{ 2018: 20, 2019: 1 }, { 2018: 20 }, 'met', '1/1', [20, 20], [2018]],
    [{ 2018: 20 }, { 2018: 20, 2019: 99 }, 'met', '1/1', [20, 20], [2018]],
    [{ 2018: 20 }, { 2017: 20 }, 'no-data', null, null, undefined],
    [{ 2018: -20 }, { 2018: 20 }, 'off-track', '0/1', [-20, 20], [2018]],
    [{ 2018: 0 }, { 2018: 0 }, 'met', '1/1', [0, 0], [2018]],
    [{}, {}, 'no-data', null, null, undefined],
  ])('given %p against %p it is %s', (m, references, ...expected) =>
    expect(told('2019-06-01', benchmark, { years: { m }, references })).toEqual(expected),
  );
});

describe('rising share', () => {
  const rising = indicatorOf({ kind: 'rising-share', numerator: 'n', denominator: 'd' });
  const d = { 2016: 100, 2017: 200, 2018: 400 };
  it.each<[string, Record<number, Int>, Record<number, Int>, ...unknown[]]>([
    ['an equal share', { 2016: 10, 2017: 20 }, d, 'met', '1/1', [1, 10], [2017]],
    ['one fall in two', { 2016: 10, 2017: 10, 2018: 20 }, d, 'lagging', '1/2', [1, 20], [2018]],
    ['nothing but falls', { 2016: 10, 2017: 10, 2018: 10 }, d, 'off-track', '0/1', [1, 40], [2018]],
    [
      'a year that nobody divides by',
      { 2016: 10, 2017: 10, 2018: 99 },
      { ...d, 2017: 0 },
      'no-data',
      null,
      null,
      undefined,
    ],
    ['a numerator that is not reported', { 2016: 10, 2018: 99 }, d, 'no-data', null, null, undefined],
    [
      'a latest year without a pair',
      { 2016: 10, 2017: 30, 2019: 1 },
      { ...d, 2019: 9 },
      'met',
      '1/1',
      [1, 9],
      [2019],
    ],
    ['one year', { 2016: 10 }, d, 'no-data', null, null, undefined],
    [
      'denominators below 0',
      { 2016: 10, 2017: 5 },
      { 2016: -100, 2017: -100 },
      'met',
      '1/1',
      [-1, 20],
      [2017],
    ],
  ])('given %s', (_, n, denominators, ...expected) =>
    expect(told(AFTER, rising, { years: { n, d: denominators } })).toEqual(expected),
  );
});
