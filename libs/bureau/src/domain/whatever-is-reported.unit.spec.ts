import { addDays, type Change, type Classification, type Day } from '@jiedui/programme';
import fc from 'fast-check';
import { licence, member, well } from '../wells.fixture';
import { Refusal, type AnyKind } from './kind';
import { FIRST, Recorded, type Report } from './recorded.fixture';
import type { Fact, RecordContext } from './replay';
import { amend } from './timeline';

type Sums = Map<string, number>;
const count = (sums: Sums, on: Day, as: Classification | null, by: number) => {
  if (!as) return;
  const key = `${on} ${JSON.stringify(as)}`;
  const sum = (sums.get(key) ?? 0) + by;
  if (sum) sums.set(key, sum);
  else sums.delete(key);
};

/** What the changes add up to, by day and classification: all that anybody outside ever sees. */
const sumsOf = (changes: readonly Change[]): Sums => {
  const sums: Sums = new Map();
  for (const { effectiveOn, before, after } of changes) {
    count(sums, effectiveOn, before, -1);
    count(sums, effectiveOn, after, 1);
  }
  return sums;
};

/** The same from nothing but the facts and the calendar, one day after another, written the long way. */
function expected({ kind, facts, today, ...at }: RecordContext, reported: readonly Fact[]): Sums {
  const sums: Sums = new Map();
  let state: unknown = null;
  const step = (on: Day, next: unknown) => {
    count(sums, on, state === null ? null : kind.classify(state, at), -1);
    state = next;
    count(sums, on, state === null ? null : kind.classify(state, at), 1);
  };
  for (let on = '2017-12-01'; on <= today; on = addDays(on, 1)) {
    const yesterday = addDays(on, -1);
    for (const rule of kind.overTime ?? [])
      if (
        state !== null &&
        ('days' in rule ? rule.days(yesterday, on, facts).length : rule.day(state) === on)
      )
        step(on, rule.apply(state, { ...at, on, facts }));
    for (const fact of reported.filter((f) => f.on === on).sort((a, b) => a.seq - b.seq)) {
      const moved =
        state === null
          ? kind.opens[fact.type]?.(fact.data, { ...at, on, facts })
          : kind.moves?.[fact.type]?.(state, fact.data, { ...at, on, facts });
      if (moved !== undefined && !(moved instanceof Refusal)) step(on, moved);
    }
  }
  return sums;
}

const anyDay = fc.nat({ max: 25 }).map((n) => addDays(FIRST, n));
const wellReport = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('WellDug'),
      data: fc.record({ depth: fc.constantFrom('shallow', 'deep') }),
    }),
  },
  fc.record({
    type: fc.constantFrom('WellOpened', 'WellOpened', 'WellDried', 'WellNoted', 'WellFilled'),
    data: fc.constant({}),
  }),
);
const memberReport = fc.oneof(
  fc.record({
    type: fc.constantFrom('MemberJoined', 'MemberReassessed'),
    data: fc.record({ incomeFen: fc.integer({ min: 0, max: 9 }) }),
  }),
  fc.record({ type: fc.constantFrom('MemberInsured', 'MemberInsured', 'MemberLeft'), data: fc.constant({}) }),
);

const licenceReport = anyDay.chain((termEndsOn) =>
  fc.oneof(
    fc.record({
      type: fc.constantFrom('LicenceGranted', 'LicenceRenewed', 'LicenceRenewed'),
      data: fc.constant({ feeDueOn: termEndsOn, termEndsOn }),
    }),
    fc.record({ type: fc.constantFrom('FeePaid', 'LicenceLapsed'), data: fc.constant({}) }),
  ),
);

type Tried =
  | { readonly on: Day; readonly report: Report | null; readonly corrects?: number }
  | { readonly passTo: Day }
  | { readonly line: Day; readonly fen: number };
const anyTried = (report: fc.Arbitrary<Report>): fc.Arbitrary<Tried[]> =>
  fc.array<Tried>(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ report, on: anyDay }) },
      { weight: 2, arbitrary: fc.record({ corrects: fc.nat(30), report: fc.option(report), on: anyDay }) },
      { weight: 1, arbitrary: fc.record({ passTo: anyDay }) },
      { weight: 1, arbitrary: fc.record({ line: anyDay, fen: fc.integer({ min: 0, max: 9 }) }) },
    ),
    { maxLength: 40 },
  );

describe.each([
  ['a kind that only commands move', well as AnyKind, wellReport],
  ['a kind that time moves too, on the same days for all', member as AnyKind, memberReport],
  ['a kind that time moves on days of its own', licence as AnyKind, licenceReport],
])('whatever is reported, late, corrected or withdrawn, of %s', (_, kind, report) => {
  const record = (tried: readonly Tried[]) => {
    const r = new Recorded(kind);
    for (const one of tried) {
      if ('passTo' in one) {
        if (one.passTo > r.today) r.today = one.passTo;
        r.pass();
      } else if ('line' in one) {
        r.lines = { ...r.lines, [one.line]: one.fen };
        r.pass();
      } else r.try(one.on, one.report, one.corrects);
    }
    return r;
  };

  it('then all published changes add up, day by day, to the history that its facts tell', () => {
    fc.assert(
      fc.property(anyTried(report), (tried) => {
        const { context, timeline, logged } = record(tried);
        expect(sumsOf(logged)).toEqual(expected(context, timeline.facts));
      }),
      { numRuns: 400 },
    );
  });

  it('then what is published is one chain, in the order of days', () => {
    fc.assert(
      fc.property(anyTried(report), (tried) => {
        let [before, day]: [Classification | null, Day] = [null, ''];
        for (const step of record(tried).timeline.published) {
          expect(step.before).toEqual(before);
          expect(step.on >= day).toBe(true);
          [before, day] = [step.after, step.on];
        }
      }),
      { numRuns: 200 },
    );
  });

  it('then every fact that was accepted holds to the end', () => {
    fc.assert(
      fc.property(anyTried(report), (tried) => {
        const { context, timeline } = record(tried);
        for (const fact of timeline.facts) {
          const again = amend(context, timeline, { replace: fact.eventId, by: fact });
          expect(again instanceof Refusal ? again.violations : again.timeline.facts).toEqual(timeline.facts);
        }
      }),
      { numRuns: 200 },
    );
  });
});
