import fc from 'fast-check';
import { anyDay } from '../cases/any';
import { FRAME, indicatorOf, measuresWith } from '../cases/one-indicator';
import { reference } from '../cases/reference-evaluation';
import { asOf } from './as-of';
import { addDays } from './day';
import { evaluate } from './evaluate';
import { compareRatio, int, ONE, ratio, ZERO, type Int } from './exact';
import { formula } from './explain';
import type { Indicator } from './programme';

const positive = fc.integer({ min: 1, max: 120 });
const share = fc.record({ num: positive, den: positive });
const measure = fc.constantFrom('a', 'b');
const requirement = fc.record({
  measure,
  atLeast: fc.integer({ min: 1, max: 3 }),
  months: fc.nat({ max: 24 }),
});

const anyFormula = fc.oneof(
  fc.record({ kind: fc.constant('milestone' as const), measure }),
  fc.record({ kind: fc.constant('checklist' as const), measure, of: positive }),
  fc.record({ kind: fc.constant('coverage' as const), numerator: fc.constant('a'), denominator: fc.constant('b'), threshold: share }), // prettier-ignore
  fc.record({
    kind: fc.constant('clearance' as const),
    outstanding: fc.constant('a'),
    cleared: fc.constant('b'),
  }),
  fc.record({ kind: fc.constant('threshold' as const), measure, atLeast: positive }),
  fc.record({ kind: fc.constant('growth' as const), measure, threshold: share }),
  fc.record({ kind: fc.constant('benchmark' as const), measure, reference: fc.constant('city') }),
  fc.record({ kind: fc.constant('rising-share' as const), numerator: fc.constant('a'), denominator: fc.constant('b') }), // prettier-ignore
  fc.record({ kind: fc.constant('activity' as const), requires: fc.array(requirement, { minLength: 1, maxLength: 4 }) }), // prettier-ignore
  fc.record({ kind: fc.constant('volume' as const), measure }),
);
const anyIndicator: fc.Arbitrary<Indicator> = fc
  .tuple(anyFormula, fc.boolean())
  .map(([formulaOf, survey]) => indicatorOf(formulaOf, survey));

/** Small ones mostly, so that they meet; also the edge of the safe integers and far beyond, either sign. */
const anySum: fc.Arbitrary<Int> = fc
  .oneof(
    { weight: 6, arbitrary: fc.bigInt({ min: -3n, max: 40n }) },
    { weight: 2, arbitrary: fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }) },
    { weight: 1, arbitrary: fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }) },
  )
  .map(int);
const anyYears = fc.dictionary(fc.constantFrom('2016', '2017', '2018', '2019'), anySum, {
  noNullPrototype: true,
});
const both = <T>(of: fc.Arbitrary<T>) => fc.record({ a: of, b: of });
const anyKnown = fc.record({
  totals: both(anySum),
  years: both(anyYears),
  growth: both(fc.array(anySum, { minLength: 25, maxLength: 25 })),
  references: fc.dictionary(fc.constantFrom('2016', '2017', '2018', '2019'), anySum.map((n) => (n > 0 ? n : 1)), { noNullPrototype: true }), // prettier-ignore
  surveyed: fc.boolean(),
});
const anyAsOf = fc.oneof(
  anyDay,
  fc.nat({ max: 800 }).map((n) => addDays('2019-06-01', n)),
);

describe('whatever is known of a village', () => {
  it('then an evaluation is what exact arithmetic gives, to the last digit', () => {
    fc.assert(
      fc.property(anyIndicator, anyKnown, anyAsOf, (indicator, known, day) => {
        const on = asOf(day, FRAME);
        const grown = (of: 'a' | 'b') =>
          Object.fromEntries(known.growth[of].map((sum, months) => [on.monthStart(months), sum]));
        const measures = measuresWith(indicator, { ...known, grown: { a: grown('a'), b: grown('b') } });
        const { status, progress, value, provisional } = evaluate(indicator, measures, on);

        const asksForSurvey = indicator.surveyedSlot !== undefined;
        const should = reference(
          indicator.def,
          {
            total: (name) => known.totals[name as 'a' | 'b'],
            grown: (name, months) => known.growth[name as 'a' | 'b'][months]!,
            years: (name) => known.years[name as 'a' | 'b'],
            references: known.references,
            surveyed: known.surveyed || !asksForSurvey,
          },
          day,
        );
        expect(status).toBe(should.status);
        expect(progress).toEqual(should.progress && ratio(...should.progress));
        expect(provisional).toBe(asksForSurvey && !known.surveyed);
        if (progress) {
          expect(compareRatio(progress, ZERO)).not.toBe(-1);
          expect(compareRatio(progress, ONE)).not.toBe(1);
        }
        if (typeof value === 'bigint') expect(int(value)).toBe(value);
      }),
      { numRuns: 3000 },
    );
  });

  it('then there is an explanation that ends with the status', () => {
    fc.assert(
      fc.property(anyIndicator, anyKnown, anyAsOf, (indicator, known, day) => {
        const on = asOf(day, FRAME);
        const measures = measuresWith(indicator, known);
        const { inputs, steps } = formula(indicator, evaluate(indicator, measures, on), measures, on);
        expect(steps.at(-1)!.about).toBe('status');
        expect(steps.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
        for (const { slot, name } of inputs) if (slot !== undefined) expect(indicator.slots[name]).toBe(slot);
      }),
      { numRuns: 1000 },
    );
  });
});
