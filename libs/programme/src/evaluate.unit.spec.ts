import { evaluateOn, indicatorOf, type Known } from '../cases/one-indicator';
import type { Indicator } from './programme';

/** Status, progress and value in short: `met 1/1`. */
const told = (day: string, indicator: Indicator, known: Known) => {
  const { status, progress, value, provisional } = evaluateOn(day, indicator, known);
  return [
    provisional ? `provisional ${status}` : status,
    progress && `${progress.num}/${progress.den}`,
    value,
  ];
};
const HALFWAY = '2019-07-02'; // 547 of 1095 days
const LAST = '2020-12-31';
const AFTER = '2021-01-01';

describe('milestone', () => {
  const milestone = indicatorOf({ kind: 'milestone', measure: 'm' });
  it.each([
    [0, '2017-06-01', 'on-track', '0/1', false],
    [0, '2020-01-01', 'on-track', '0/1', false],
    [0, '2020-01-02', 'lagging', '0/1', false],
    [0, LAST, 'lagging', '0/1', false],
    [0, AFTER, 'overdue', '0/1', false],
    [-1, HALFWAY, 'on-track', '0/1', false],
    [1, '2017-06-01', 'met', '1/1', true],
    [3, AFTER, 'met', '1/1', true],
  ])('given %d on %s it is %s', (m, day, ...expected) =>
    expect(told(day, milestone, { totals: { m } })).toEqual(expected),
  );
});

describe('checklist', () => {
  const checklist = indicatorOf({ kind: 'checklist', measure: 'm', of: 6 });
  it.each([
    [2, '2019-01-01', 'on-track', '1/3', 2],
    [2, '2019-01-02', 'lagging', '1/3', 2],
    [0, '2018-01-01', 'on-track', '0/1', 0],
    [0, '2018-01-02', 'off-track', '0/1', 0],
    [6, '2018-01-02', 'met', '1/1', 6],
    [7, AFTER, 'met', '1/1', 7],
    [5, AFTER, 'overdue', '5/6', 5],
    [-2, HALFWAY, 'off-track', '0/1', -2],
  ])('given %d of 6 on %s it is %s', (m, day, ...expected) =>
    expect(told(day, checklist, { totals: { m } })).toEqual(expected),
  );
});

describe('coverage without a survey', () => {
  const coverage = indicatorOf({
    kind: 'coverage',
    numerator: 'n',
    denominator: 'd',
    threshold: { num: 95, den: 100 },
  });
  it.each([
    [19, 20, HALFWAY, 'met', '1/1'],
    [18, 19, HALFWAY, 'on-track', '360/361'],
    [20, 20, HALFWAY, 'met', '1/1'],
    [21, 20, HALFWAY, 'met', '1/1'],
    [0, 0, AFTER, 'met', '1/1'],
    [0, 20, '2017-12-31', 'on-track', '0/1'],
    [19, 40, HALFWAY, 'on-track', '1/2'],
    [19, 40, '2019-07-03', 'lagging', '1/2'], // 548 of 1095 days
    [19, 40, AFTER, 'overdue', '1/2'],
    [-1, 20, HALFWAY, 'off-track', '0/1'],
    [1, -20, HALFWAY, 'off-track', '0/1'],
    [9_007_199_254_740_991, 9_007_199_254_740_990, HALFWAY, 'met', '1/1'],
  ])('given %d of %d on %s it is %s', (n, d, day, ...expected) =>
    expect(told(day, coverage, { totals: { n, d } })).toEqual([...expected, [n, d]]),
  );
});

describe('coverage in a survey area', () => {
  const coverage = indicatorOf(
    { kind: 'coverage', numerator: 'n', denominator: 'd', threshold: { num: 100, den: 100 } },
    true,
  );
  it.each([
    [2, 2, false, HALFWAY, 'provisional on-track', '1/1'],
    [2, 2, false, AFTER, 'provisional overdue', '1/1'],
    [2, 2, true, AFTER, 'met', '1/1'],
    [0, 0, false, HALFWAY, 'provisional no-data', null],
    [0, 0, false, AFTER, 'provisional no-data', null],
    [3, 0, false, HALFWAY, 'provisional no-data', null],
    [0, 0, true, HALFWAY, 'met', '1/1'],
    [1, 2, false, AFTER, 'provisional overdue', '1/2'],
  ])('given %d of %d, survey complete: %s, on %s it is %s', (n, d, surveyed, day, ...expected) =>
    expect(told(day, coverage, { totals: { n, d }, surveyed })).toEqual([...expected, [n, d]]),
  );
});

describe('clearance', () => {
  const clearance = indicatorOf({ kind: 'clearance', outstanding: 'o', cleared: 'c' }, true);
  it.each([
    [0, 0, false, AFTER, 'provisional no-data', null],
    [0, 0, true, '2018-01-01', 'met', '1/1'],
    [0, 4, true, AFTER, 'met', '1/1'],
    [0, 4, false, HALFWAY, 'provisional on-track', '1/1'],
    [1, 3, true, '2020-12-31', 'off-track', '3/4'],
    [1, 4, true, '2020-12-31', 'lagging', '4/5'],
    [1, 3, true, AFTER, 'overdue', '3/4'],
    [-1, 3, true, HALFWAY, 'on-track', '1/1'], // contradictory: never met with something but 0 outstanding
    [2, -2, true, HALFWAY, 'off-track', '0/1'],
    [-2, 2, true, AFTER, 'overdue', '1/1'],
  ])(
    'given %d outstanding and %d cleared, survey complete: %s, on %s it is %s',
    (o, c, surveyed, day, ...expected) =>
      expect(told(day, clearance, { totals: { o, c }, surveyed })).toEqual([...expected, [o, c]]),
  );
});

describe('volume', () => {
  const volume = indicatorOf({ kind: 'volume', measure: 'm' });
  it.each([0, 5, -3, 2n ** 60n])('of %p is information', (m) =>
    expect(told(AFTER, volume, { totals: { m } })).toEqual(['info', null, m]),
  );
});

describe('activity', () => {
  const activity = indicatorOf({
    kind: 'activity',
    requires: [
      { measure: 'a', atLeast: 1, months: 3 },
      { measure: 'b', atLeast: 2, months: 0 },
    ],
  });
  const known = (a: number, b: number): Known => ({
    totals: { a: 1, b: 1 },
    grown: { a: { '2019-01-01': a }, b: { '2019-04-01': b } },
  });
  it.each([
    [1, 2, 'met', '1/1', 2],
    [1, 1, 'lagging', '1/2', 1],
    [0, 1, 'off-track', '0/1', 0],
  ])('given %d since January and %d since the first of April, it is %s', (a, b, ...expected) =>
    expect(told('2019-04-30', activity, known(a, b))).toEqual(expected),
  );
  it('has no deadline', () =>
    expect(told('2021-04-30', activity, { totals: { a: 1 } })).toEqual(['off-track', '0/1', 0]));
  it('has no data while every measure is 0', () =>
    expect(told(AFTER, activity, {})).toEqual(['no-data', null, 0]));
});
