import { addDays, MAX_CHANGES, type Change, type Day } from '@jiedui/programme';
import { member, well } from '../wells.fixture';
import { Refusal, type AnyKind } from './kind';
import { gather, passageOfTime } from './passage';
import { contextOf, Recorded, type Report } from './recorded.fixture';
import { amend, amendAll, EMPTY_TIMELINE, type Timeline } from './timeline';

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
    changes.map(({ effectiveOn, before, after }) => [
      effectiveOn,
      before?.['state'] ?? null,
      after?.['state'] ?? null,
    ]);

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
    const r = given(
      member,
      ['2017-12-20', { type: 'MemberJoined', data: { incomeFen: 7 } }],
      did('2018-01-02', 'MemberInsured'),
    );
    r.try('2017-12-25', { type: 'MemberInsured', data: {} });
    const insured = r.logged.map(({ effectiveOn, before, after }) => [
      effectiveOn,
      before?.['insured'],
      after?.['insured'],
    ]);
    expect(insured).toEqual([
      ['2017-12-25', false, true],
      ['2018-01-01', true, false],
    ]);
  });

  it('takes nothing back when the clock is set back', () => {
    const r = given(member, ['2017-12-20', { type: 'MemberJoined', data: { incomeFen: 7 } }]);
    r.try('2017-12-21', { type: 'MemberInsured', data: {} });
    r.today = '2018-01-05';
    r.pass();
    r.logged = [];
    r.today = '2017-12-25';
    r.pass();
    r.try('2017-12-24', { type: 'MemberReassessed', data: { incomeFen: 8 } });
    expect(r.logged.map(({ effectiveOn, before, after }) => [effectiveOn, before, after])).toEqual([
      ['2017-12-24', { belowLine: false, insured: true }, { belowLine: false, insured: true }],
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
    expect(late).toMatchObject([
      { type: 'LineReassessed', on: '2018-01-10', data: { lineEffectiveOn: '2018-01-08' } },
    ]);
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
  const change = (id: string, effectiveOn: Day): Change => ({
    record: 'member',
    id,
    effectiveOn,
    before: null,
    after: {},
  });
  const passage = (type: string, on: Day, id: string, data = {}) => ({
    type,
    on,
    data,
    changes: [change(id, on)],
  });

  it('of one type, day and line share events of at most 500 changes, in the order of their days', () => {
    const many = Array.from({ length: 501 }, (_, i) =>
      passage('LineReassessed', '2018-07-01', `m${i}`, { lineFen: 1 }),
    );
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
