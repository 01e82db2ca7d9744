import fc from 'fast-check';
import { anyDay } from '../cases/any';
import { FRAME, indicatorOf, measuresWith } from '../cases/one-indicator';
import { asOf } from './as-of';
import { addDays } from './day';
import { evaluate } from './evaluate';
import { mayMove, movesBetween } from './judge';

type Both = [ReturnType<typeof asOf>, ReturnType<typeof asOf>];

const days = fc.oneof(
  anyDay,
  fc.nat({ max: 800 }).map((n) => addDays('2019-06-01', n)),
);
const sum = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: Number.MAX_SAFE_INTEGER }));
const total = 1_095; // days of the programme: progress that falls on a day exactly
const indicators = [
  indicatorOf({ kind: 'milestone', measure: 'a' }),
  indicatorOf({ kind: 'checklist', measure: 'a', of: total }),
  indicatorOf({ kind: 'coverage', numerator: 'a', denominator: 'b', threshold: { num: 95, den: 100 } }, true),
  indicatorOf({ kind: 'clearance', outstanding: 'a', cleared: 'b' }),
  indicatorOf({ kind: 'threshold', measure: 'a', atLeast: 1_000_000 }),
  indicatorOf({ kind: 'growth', measure: 'a', threshold: { num: 1, den: 10 } }),
  indicatorOf({ kind: 'benchmark', measure: 'a', reference: 'city' }),
  indicatorOf({ kind: 'rising-share', numerator: 'a', denominator: 'b' }),
  indicatorOf({ kind: 'volume', measure: 'a' }),
  indicatorOf({ kind: 'activity', requires: [{ measure: 'a', atLeast: 1, months: 3 }] }),
];

describe('what is known of a village does not change between two days', () => {
  it('then the evaluation is the same on both, unless it is said that time may move it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...indicators),
        fc.record({ a: sum, b: sum }),
        fc.boolean(),
        fc.tuple(days, days),
        (indicator, totals, surveyed, both) => {
          const [one, other] = both.map((day) => asOf(day, FRAME)) as Both;
          const grown = { a: { [one.monthStart(3)]: totals.a } };
          const years = { a: { 2017: totals.b, 2018: totals.a }, b: { 2017: totals.a, 2018: totals.b } };
          const measures = measuresWith(indicator, {
            totals,
            years,
            grown,
            surveyed,
            references: { 2018: 20 },
          });
          const evaluation = evaluate(indicator, measures, one);
          const { status, progress } = evaluation;
          const asDouble = progress ? Number(progress.num) / Number(progress.den) : NaN;
          const moves = movesBetween(indicator.def.kind, one, other);
          const isOpen = status !== 'met' && status !== 'no-data';
          if (!moves || !mayMove(moves, isOpen, asDouble))
            expect(evaluate(indicator, measures, other)).toEqual(evaluation);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['on the same side of the deadline and of the pace', 0.5, '2018-03-01', '2018-04-01', false],
    ['the pace passes the progress', 0.5, '2018-03-01', '2019-09-01', true],
    ['four fifths of the pace pass it', 0.5, '2019-08-01', '2020-01-01', true],
    ['the deadline passes', 0.9, '2020-12-31', '2021-01-01', true],
    ['both are behind the deadline', 0.5, '2021-01-01', '2021-06-01', false],
  ])('%s: %d done between %s and %s may move: %s', (_, progress, one, other, moves) => {
    const [from, to] = [one, other].map((day) => asOf(day, FRAME)) as Both;
    expect(mayMove(movesBetween('coverage', from, to)!, true, progress)).toBe(moves);
  });
});
