import fc from 'fast-check';
import { anyVillage } from '../cases/any-evaluations';
import { programme } from '../cases/naive-fold';
import { STATUSES, type Evaluation } from './programme';
import { RollUp, yearlyValue } from './roll-up';
import { standingOf } from './village';

const rollUp = (villages: readonly (readonly Evaluation[])[]): RollUp => {
  const result = new RollUp(programme);
  villages.forEach((village) => result.add(village));
  return result;
};
/** Everything that a roll-up says. */
const told = (of: RollUp) => ({
  villages: of.villages,
  metAll: of.metAll,
  indicators: programme.indicators.map((indicator) => [of.countsOf(indicator), of.sumsOf(indicator)]),
});
const indicatorOf = (id: string) => programme.indicators.find(({ def }) => def.id === id)!;
const village = (value: Evaluation['value'], status: Evaluation['status'] = 'met'): Evaluation[] =>
  programme.indicators.map(({ def }) => ({
    status,
    progress: null,
    value: def.kind === 'coverage' || def.kind === 'clearance' ? value : null,
    provisional: false,
  }));

describe('given no village', () => {
  it('then everything is 0', () => {
    const { villages, metAll } = told(new RollUp(programme));
    expect({ villages, metAll }).toEqual({ villages: 0, metAll: 0 });
    expect(new RollUp(programme).sumsOf(indicatorOf('EM1'))).toEqual([0, 0]);
  });
});

describe('given two villages', () => {
  const two = rollUp([village([3, 4]), village([2, 5], 'lagging')]);

  it('then the sums of coverage and clearance add up, and other kinds have none', () => {
    expect(two.sumsOf(indicatorOf('EM1'))).toEqual([5, 9]);
    expect(two.sumsOf(indicatorOf('HO1'))).toEqual([5, 9]);
    expect(two.sumsOf(indicatorOf('EM4'))).toBeNull();
  });

  it('then each status is counted, and a village that met all its targets', () => {
    expect(two.countsOf(indicatorOf('PB1'))).toEqual({
      ...Object.fromEntries(STATUSES.map((status) => [status, 0])),
      met: 1,
      lagging: 1,
    });
    expect([two.villages, two.metAll]).toEqual([2, 1]);
  });
});

it('given a village that met everything and is taken out again, then nothing of it is left', () => {
  const one = rollUp([village([3, 4])]);
  expect(one.metAll).toBe(1);
  one.remove(village([3, 4]));
  expect(told(one)).toEqual(told(new RollUp(programme)));
});

it('given sums beyond 2^53, then not a digit is lost', () => {
  const max = Number.MAX_SAFE_INTEGER;
  expect(rollUp([village([max, 1]), village([max, 1])]).sumsOf(indicatorOf('EM1'))).toEqual([
    2n * BigInt(max),
    2,
  ]);
});

describe('whatever the villages', () => {
  const anyVillages = fc.array(anyVillage(programme), { maxLength: 6 });

  it('then their order does not matter, and one that is taken out again leaves no trace', () => {
    fc.assert(
      fc.property(anyVillages, anyVillage(programme), (villages, other) => {
        const straight = told(rollUp(villages));
        const round = rollUp([other, ...villages.toReversed()]);
        round.remove(other);
        expect(told(round)).toEqual(straight);
      }),
      { numRuns: 50 },
    );
  });

  it('then the counts of an indicator add up to the villages', () => {
    fc.assert(
      fc.property(anyVillages, (villages) => {
        const all = rollUp(villages);
        for (const indicator of programme.indicators)
          expect(Object.values(all.countsOf(indicator)).reduce((a, b) => a + b)).toBe(villages.length);
        expect(all.metAll).toBe(villages.filter((one) => standingOf(programme, one).met).length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the value that enters a median', () => {
  const value = (id: string, is: Evaluation['value']) =>
    yearlyValue(indicatorOf(id), { status: 'met', progress: null, value: is, provisional: false });

  it.each([
    ['IN2', 20_000, { num: 20_000, den: 1 }],
    ['IN3', [1, 10], { num: 1, den: 10 }],
    ['IN4', [20, 40], { num: 1, den: 2 }],
    ['IN4', [20, 0], null],
    ['EC3', [2, 5], { num: 2, den: 5 }],
    ['EC3', null, null],
    ['EM1', [2, 5], null],
    ['PB1', true, null],
  ] as const)('of %s %p is %p', (id, is, should) => expect(value(id, is)).toEqual(should));
});
