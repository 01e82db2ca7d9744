import { addDays, MAX_CHANGES, type Change, type Classification, type Day } from '@jiedui/programme';
import fc from 'fast-check';
import { member, well } from '../wells.fixture';
import { Refusal, type AnyKind, type Facts } from './kind';
import { gather, passageOfTime } from './passage';
import type { Fact, RecordContext } from './replay';
import { amend, amendAll, EMPTY_TIMELINE, type Edit, type Timeline } from './timeline';
import { applyChanges } from './transition';

const linesOf = (lines: Readonly<Record<Day, number>>): Facts => {
  const days = Object.keys(lines).sort();
  return {
    lineOn: (on) => lines[days.findLast((day) => day <= on) ?? ''],
    lineDays: (from, to) => days.filter((day) => from < day && day <= to),
  };
};

const contextOf = (kind: AnyKind, today: Day, facts: Facts = linesOf({})): RecordContext => ({
  kind,
  record: 'record',
  id: 'r1',
  village: '120119101201',
  facts,
  today,
});

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
      if (state !== null && rule.days(yesterday, on, facts).length) step(on, rule.apply(state, { ...at, on, facts }));
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

const plain = ({ facts, published }: Timeline) => ({ facts, published });

const FIRST = '2017-12-20';
const anyDay = fc.nat({ max: 25 }).map((n) => addDays(FIRST, n));
const wellReport = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('WellDug'), data: fc.record({ depth: fc.constantFrom('shallow', 'deep') }) }) },
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

type Report = { readonly type: string; readonly data: object };
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

/** A record whose whole past is kept, as the log keeps it. */
class Recorded {
  timeline = EMPTY_TIMELINE;
  logged: Change[] = [];
  today = FIRST;
  lines: Record<Day, number> = { '2018-01-03': 5 };
  private readonly reported: Fact[] = [];

  constructor(readonly kind: AnyKind) {}

  get context(): RecordContext {
    return contextOf(this.kind, this.today, linesOf(this.lines));
  }

  /** Tries an edit as the pipeline does: what time has done goes first. The refusal, if it is one. */
  try(on: Day, report: Report | null, corrects?: number): Refusal | undefined {
    if (on > this.today) this.today = on;
    this.pass();
    const of = corrects === undefined ? undefined : this.reported[corrects % (this.reported.length || 1)];
    if (corrects !== undefined && !of) return undefined;
    const seq = of?.seq ?? this.reported.length + 1;
    const fact = report && { eventId: `e${seq}`, seq, on, ...report, data: { ...report.data } };
    const edit: Edit = of ? { replace: of.eventId, by: fact } : { add: fact! };
    const before = JSON.stringify(this.timeline);
    const done = amend(this.context, this.timeline, edit);
    // The kept state only saves the replay: without it the answer is the same.
    expect(amendment(amend(this.context, JSON.parse(before) as Timeline, edit))).toEqual(amendment(done));
    expect(JSON.stringify(this.timeline)).toBe(before);
    if (done instanceof Refusal) return done;
    if (!of) this.reported.push(fact!);
    this.publish(done.changes, done.timeline);
    return undefined;
  }

  pass(): void {
    const { passages, timeline } = passageOfTime(this.context, this.timeline);
    this.publish(
      passages.flatMap(({ changes }) => changes),
      timeline,
    );
    expect(passageOfTime(this.context, this.timeline).passages).toEqual([]);
  }

  private publish(changes: readonly Change[], timeline: Timeline): void {
    this.logged.push(...changes);
    expect(timeline.published).toEqual(applyChanges(this.timeline.published, changes));
    for (const { before, after } of changes) expect([before, after]).not.toEqual([null, null]);
    this.timeline = timeline;
  }
}

const amendment = (done: ReturnType<typeof amend>) =>
  done instanceof Refusal ? done.violations : { changes: done.changes, timeline: plain(done.timeline) };

describe.each([
  ['a kind that only commands move', well as AnyKind, wellReport],
  ['a kind that time moves too', member as AnyKind, memberReport],
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

describe('a timeline', () => {
  const dug = (on: Day, depth = 'deep'): [Day, Report] => [on, { type: 'WellDug', data: { depth } }];
  const did = (on: Day, type: string): [Day, Report] => [on, { type, data: {} }];
  const given = (kind: AnyKind, ...reports: readonly [Day, Report][]) => {
    const r = new Recorded(kind);
    for (const [on, report] of reports) expect(r.try(on, report)).toBeUndefined();
    r.logged = [];
    return r;
  };
  const steps = (changes: readonly Change[]) =>
    changes.map(({ effectiveOn, before, after }) => [effectiveOn, before?.['state'] ?? null, after?.['state'] ?? null]);

  it('reverses and restates later changes at their own day when an earlier fact is corrected', () => {
    const r = given(well, dug('2018-01-01'), did('2018-01-02', 'WellOpened'), did('2018-01-09', 'WellDried'));
    r.try('2018-01-01', { type: 'WellDug', data: { depth: 'shallow' } }, 0);
    expect(steps(r.logged)).toEqual([
      ['2018-01-09', 'dry', 'working'],
      ['2018-01-02', 'working', 'dug'],
      ['2018-01-01', 'dug', null],
      ['2018-01-01', null, 'dug'],
      ['2018-01-02', 'dug', 'working'],
      ['2018-01-09', 'working', 'dry'],
    ]);
  });

  it('refuses what takes the ground from a fact that held, naming it', () => {
    const r = given(well, dug('2018-01-01'), did('2018-01-05', 'WellOpened'), did('2018-01-09', 'WellDried'));
    const against = (refusal: Refusal | undefined) => refusal?.violations;
    expect(against(r.try('2018-01-02', { type: 'WellOpened', data: {} }))).toEqual([
      {
        rule: 'later-history-stands-against',
        events: [{ id: 'e2', type: 'WellOpened', occurredOn: '2018-01-05' }],
      },
    ]);
    expect(against(r.try('2018-01-05', null, 1))?.[0]?.events?.map(({ id }) => id)).toEqual(['e3']);
    expect(r.logged).toEqual([]);
  });

  it('refuses a correction that moves a fact behind those that need it', () => {
    const r = given(well, dug('2018-01-01'), did('2018-01-05', 'WellOpened'));
    const refusal = r.try('2018-01-09', { type: 'WellDug', data: { depth: 'deep' } }, 0);
    expect(refusal?.violations).toEqual([
      {
        rule: 'later-history-stands-against',
        events: [{ id: 'e2', type: 'WellOpened', occurredOn: '2018-01-05' }],
      },
    ]);
  });

  it('says which record was touched when nothing of its classification changes', () => {
    const r = given(well, dug('2018-01-01'));
    r.try('2018-01-02', { type: 'WellNoted', data: {} });
    expect(steps(r.logged)).toEqual([['2018-01-02', 'dug', 'dug']]);
    r.logged = [];
    r.try('2018-01-02', null, 1);
    expect(steps(r.logged)).toEqual([['2018-01-02', 'dug', 'dug']]);
    r.try('2018-01-05', { type: 'WellFilled', data: {} });
    r.logged = [];
    r.try('2018-01-05', { type: 'WellFilled', data: {} }, 2);
    expect(steps(r.logged)).toEqual([['2018-01-05', 'dug', 'dug']]);
  });

  it('restates what time did when a report comes late, before that day', () => {
    const r = given(member, ['2017-12-20', { type: 'MemberJoined', data: { incomeFen: 7 } }], did('2018-01-02', 'MemberInsured'));
    r.try('2017-12-25', { type: 'MemberInsured', data: {} });
    const insured = r.logged.map(({ effectiveOn, before, after }) => [effectiveOn, before?.['insured'], after?.['insured']]);
    expect(insured).toEqual([
      ['2017-12-25', false, true],
      ['2018-01-01', true, false],
    ]);
  });

  it('publishes a new line once, with the line that did it, and a line that came late where it belongs', () => {
    const r = given(member, ['2017-12-20', { type: 'MemberJoined', data: { incomeFen: 7 } }]);
    r.lines = { '2018-01-03': 8 };
    r.today = '2018-01-10';
    const [passage, ...others] = passageOfTime(r.context, r.timeline).passages;
    expect(others).toEqual([]);
    expect(passage).toMatchObject({
      type: 'LineReassessed',
      on: '2018-01-03',
      data: { lineFen: 8, lineEffectiveOn: '2018-01-03' },
    });
    r.try('2018-01-10', { type: 'MemberReassessed', data: { incomeFen: 9 } });
    r.lines = { '2018-01-03': 8, '2018-01-08': 10 };
    const late = passageOfTime(r.context, r.timeline).passages;
    expect(late).toMatchObject([{ type: 'LineReassessed', on: '2018-01-10', data: { lineEffectiveOn: '2018-01-08' } }]);
  });
});

describe('one event', () => {
  it('that touches several records is refused with every violation of all of them', () => {
    const touch = (timeline: Timeline, type: string) => ({
      context: contextOf(well, '2018-01-09'),
      timeline,
      edit: { add: { eventId: 'e9', seq: 9, type, on: '2018-01-09', data: {} } },
    });
    const dug = amendAll([touch(EMPTY_TIMELINE, 'WellDug')]);
    if (dug instanceof Refusal) throw new Error('refused');
    const refused = amendAll([touch(EMPTY_TIMELINE, 'WellOpened'), touch(dug.timelines[0]!, 'WellDried')]);
    expect(refused).toEqual(new Refusal([{ rule: 'record-unknown' }, { rule: 'well-does-not-work' }]));
  });

  it('cannot carry more than 500 changes', () => {
    const flips = Array.from({ length: MAX_CHANGES + 1 }, (_, i) => ({
      eventId: `e${i + 2}`,
      seq: i + 2,
      type: i % 2 ? 'WellDried' : 'WellOpened',
      on: addDays('2016-01-02', i),
      data: {},
    }));
    const context = contextOf(well, '2018-01-09');
    const first = { eventId: 'e1', seq: 1, type: 'WellDug', on: '2016-01-01', data: { depth: 'deep' } };
    let timeline = EMPTY_TIMELINE;
    for (const fact of [first, ...flips]) {
      const done = amend(context, timeline, { add: fact });
      if (done instanceof Refusal) throw new Error('refused');
      timeline = done.timeline;
    }
    const corrected = { ...first, data: { depth: 'shallow' } };
    const refused = amendAll([{ context, timeline, edit: { replace: 'e1', by: corrected } }]);
    expect(refused).toEqual(new Refusal([{ rule: 'too-many-changes' }]));
  });
});

describe('the passages of many records', () => {
  const change = (id: string, effectiveOn: Day): Change => ({ record: 'member', id, effectiveOn, before: null, after: {} });
  const passage = (type: string, on: Day, id: string, data = {}) => ({ type, on, data, changes: [change(id, on)] });

  it('of one type, day and line share events of at most 500 changes, in the order of their days', () => {
    const many = Array.from({ length: 501 }, (_, i) => passage('LineReassessed', '2018-07-01', `m${i}`, { lineFen: 1 }));
    const gathered = gather(member.overTime!, [
      passage('InsuranceLapsed', '2018-01-01', 'm1'),
      ...many,
      passage('LineReassessed', '2018-07-01', 'm900', { lineFen: 2 }),
      passage('LineReassessed', '2018-01-01', 'm1'),
    ]);
    expect(gathered.map(({ type, on, changes }) => [type, on, changes.length])).toEqual([
      ['LineReassessed', '2018-01-01', 1],
      ['InsuranceLapsed', '2018-01-01', 1],
      ['LineReassessed', '2018-07-01', 500],
      ['LineReassessed', '2018-07-01', 1],
      ['LineReassessed', '2018-07-01', 1],
    ]);
  });
});
