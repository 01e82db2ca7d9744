import { corrected, lifeOf, misfitsOf, stateOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { scienceEducationBureau } from './bureau';
import { aid, demonstration, guidance, student, techGroup, type Student } from './domain';

describe('a technical group', () => {
  const { given, on } = lifeOf('tech-group', techGroup);
  const assigned = on('2018-01-10', 'TechGroupAssigned', { specialists: 3 });
  const withdrawnOn = (day: string) => on(day, 'TechGroupWithdrawn', { reason: 'term-over' });

  it('is in the village from its assignment to its withdrawal', () => {
    given().when(assigned).thenBecomes({ active: true });
    given(assigned).when(withdrawnOn('2019-01-10')).thenBecomes({ active: false });
  });

  it('is withdrawn once, and not before it is assigned', () => {
    given(assigned, withdrawnOn('2019-01-10'))
      .when(withdrawnOn('2019-02-01'))
      .thenRefused('tech-group-withdrawn-already');
    given(assigned).when(withdrawnOn('2018-01-09')).thenRefused('record-unknown');
    given(assigned, withdrawnOn('2019-01-10')).when(withdrawnOn('2018-06-01')).thenStandsAgainst(2);
  });

  it('whose withdrawal is withdrawn is in the village again', () => {
    given(assigned, withdrawnOn('2019-01-10'))
      .when(withdrawn(2))
      .thenChanges(['2019-01-10', { active: false }, { active: true }]);
    given(assigned, withdrawnOn('2019-01-10')).when(withdrawn(1)).thenStandsAgainst(2);
  });
});

describe('a demonstration', () => {
  const { given, on } = lifeOf('demonstration', demonstration);
  const held = (kind: 'variety' | 'technology') => on('2018-05-12', 'DemonstrationHeld', { kind });

  it('counts from its day on', () => {
    given().when(held('variety')).thenBecomes({ kind: 'variety' });
    given().when(held('technology')).thenBecomes({ kind: 'technology' });
  });

  it('is corrected or withdrawn', () => {
    given(held('variety'))
      .when(corrected(1, held('technology')))
      .thenChanges(['2018-05-12', { kind: 'variety' }, null], ['2018-05-12', null, { kind: 'technology' }]);
    given(held('variety'))
      .when(withdrawn(1))
      .thenChanges(['2018-05-12', { kind: 'variety' }, null]);
  });
});

describe('guidance', () => {
  const { given, on } = lifeOf('guidance', guidance);
  const gave = (attendees: number) => on('2018-06-08', 'GuidanceGiven', { attendees });

  it('counts those who attended', () => {
    given().when(gave(46)).thenBecomes({ attendees: 46 });
  });

  it('is corrected', () => {
    given(gave(46))
      .when(corrected(1, gave(64)))
      .thenChanges(['2018-06-08', { attendees: 46 }, null], ['2018-06-08', null, { attendees: 64 }]);
  });
});

describe('a student', () => {
  const { given, on } = lifeOf('student', student);
  const registered = (stage: Student['stage'], enrolled = true) =>
    on('2018-03-01', 'StudentRegistered', { stage, enrolled });
  const moved = (day: string, stage: Student['stage']) => on(day, 'StudentStageChanged', { stage });
  const enrolled = (day: string) => on(day, 'StudentEnrolled');
  const droppedOut = (day: string) => on(day, 'StudentDroppedOut', { reason: 'cost' });
  const aided = (day: string) => on(day, 'AidGranted', { kind: 'grant', amountFen: 125_000 });
  const removed = (day: string) => on(day, 'StudentRemoved', { reason: 'moved' });

  it('is registered with a stage, enrolled or not, and not aided yet', () => {
    given().when(registered('primary')).thenBecomes({ stage: 'primary', enrolled: true, aided: false });
    given()
      .when(registered('preschool', false))
      .thenBecomes({ stage: 'preschool', enrolled: false, aided: false });
  });

  it('changes stage upward, one or several at once, in school or out of it', () => {
    given(registered('primary'))
      .when(moved('2018-09-01', 'junior-secondary'))
      .thenBecomes({ stage: 'junior-secondary' });
    given(registered('preschool')).when(moved('2018-09-01', 'higher')).thenBecomes({ stage: 'higher' });
    given(registered('primary', false))
      .when(moved('2018-09-01', 'junior-secondary'))
      .thenBecomes({ stage: 'junior-secondary' });
  });

  it('changes stage only upward', () => {
    given(registered('primary')).when(moved('2018-09-01', 'primary')).thenRefused('stage-only-upward');
    given(registered('primary')).when(moved('2018-09-01', 'preschool')).thenRefused('stage-only-upward');
    given(registered('senior-secondary'), moved('2018-09-01', 'higher'))
      .when(moved('2019-09-01', 'senior-secondary'))
      .thenRefused('stage-only-upward');
  });

  it('drops out and is enrolled again, as often as it happens', () => {
    given(registered('primary')).when(droppedOut('2018-04-01')).thenBecomes({ enrolled: false });
    given(registered('primary'), droppedOut('2018-04-01'))
      .when(enrolled('2018-09-01'))
      .thenBecomes({ enrolled: true });
    given(registered('primary'), droppedOut('2018-04-01'), enrolled('2018-09-01'))
      .when(droppedOut('2018-10-01'))
      .thenBecomes({ enrolled: false });
    given(registered('primary', false)).when(enrolled('2018-09-01')).thenBecomes({ enrolled: true });
  });

  it('is not enrolled twice, and does not drop out twice', () => {
    given(registered('primary')).when(enrolled('2018-09-01')).thenRefused('enrolled-already');
    given(registered('primary'), droppedOut('2018-04-01'))
      .when(droppedOut('2018-05-01'))
      .thenRefused('drop-out-only-when-enrolled');
    given(registered('primary', false))
      .when(droppedOut('2018-04-01'))
      .thenRefused('drop-out-only-when-enrolled');
  });

  it.each(['award', 'loan', 'grant', 'subsidy', 'reduction'] as const)('is aided by a %s', (kind) => {
    given(registered('primary'))
      .when(on('2018-09-10', 'AidGranted', { kind, amountFen: 125_000 }))
      .thenBecomes({ aided: true });
  });

  it('is aided again and out of school too, and stays aided', () => {
    given(registered('primary'), aided('2018-09-10')).when(aided('2019-09-10')).thenBecomes({});
    given(registered('primary', false)).when(aided('2018-09-10')).thenBecomes({ aided: true });
    given(registered('primary'), aided('2018-09-10'))
      .when(moved('2019-09-01', 'junior-secondary'))
      .thenBecomes({ stage: 'junior-secondary' });
  });

  it('is removed, and takes no more reports', () => {
    given(registered('primary'), aided('2018-09-10')).when(removed('2019-01-01')).thenBecomes(null);
    for (const report of [enrolled('2019-02-01'), aided('2019-02-01'), removed('2019-02-01')])
      given(registered('primary'), removed('2019-01-01')).when(report).thenRefused('record-unknown');
    given().when(aided('2018-09-10')).thenRefused('record-unknown');
  });

  it('whose past is reported late holds with what followed, or the report is refused naming it', () => {
    given(registered('primary'), moved('2018-09-01', 'junior-secondary'))
      .when(droppedOut('2018-05-01'))
      .thenChanges(
        ['2018-09-01', { stage: 'junior-secondary' }, { stage: 'primary' }],
        ['2018-05-01', { enrolled: true }, { enrolled: false }],
        ['2018-09-01', { stage: 'primary', enrolled: false }, { stage: 'junior-secondary', enrolled: false }],
      );
    given(registered('primary'), moved('2018-09-01', 'junior-secondary'))
      .when(moved('2018-05-01', 'senior-secondary'))
      .thenStandsAgainst(2);
    given(registered('primary'), aided('2018-09-10')).when(removed('2018-05-01')).thenStandsAgainst(2);
  });

  it('is corrected: a stage registered too high, an aid that was another’s', () => {
    given(registered('junior-secondary'))
      .when(corrected(1, registered('primary')))
      .thenChanges(
        ['2018-03-01', { stage: 'junior-secondary' }, null],
        ['2018-03-01', null, { stage: 'primary' }],
      );
    given(registered('primary'), moved('2018-09-01', 'junior-secondary'))
      .when(corrected(1, registered('senior-secondary')))
      .thenStandsAgainst(2);
    given(registered('primary'), aided('2018-09-10'))
      .when(withdrawn(2))
      .thenChanges(['2018-09-10', { aided: true }, { aided: false }]);
    given(registered('primary'), aided('2018-09-10'), aided('2019-09-10'))
      .when(withdrawn(2))
      .thenChanges(
        ['2018-09-10', { aided: true }, { aided: false }],
        ['2019-09-10', { aided: false }, { aided: true }],
      );
  });
});

describe('an aid', () => {
  const { given, on } = lifeOf('aid', aid);
  const granted = (amountFen: number) => on('2018-09-10', 'AidGranted', { kind: 'grant', amountFen });

  it('counts with its amount', () => {
    given().when(granted(125_000)).thenBecomes({ kind: 'grant', amountFen: 125_000 });
    given().when(granted(0)).thenBecomes({ kind: 'grant', amountFen: 0 });
  });

  it('is corrected', () => {
    given(granted(1_250_000))
      .when(corrected(1, granted(125_000)))
      .thenChanges(
        ['2018-09-10', { amountFen: 1_250_000 }, null],
        ['2018-09-10', null, { amountFen: 125_000 }],
      );
  });
});

describe('the science and technology bureau', () => {
  it('fits its contract', () => {
    expect(misfitsOf(scienceEducationBureau)).toEqual([]);
  });

  it('never shows a student in a lower stage than before, nor aided without an aid', () => {
    whateverIsTried(scienceEducationBureau, 'student', {
      rarely: ['StudentRemoved'],
      holds: (life) => {
        for (const { before, after } of life.timeline.published)
          if (before && after)
            expect(STAGES.indexOf(after['stage'] as string)).toBeGreaterThanOrEqual(
              STAGES.indexOf(before['stage'] as string),
            );
        const { facts } = life.timeline;
        const since = facts.slice(facts.findLastIndex(({ type }) => type === 'StudentRegistered'));
        const state = stateOf(life) as Student | null;
        if (state) expect(state.aided).toBe(since.some(({ type }) => type === 'AidGranted'));
      },
    });
  });

  it('never brings a withdrawn group back', () => {
    whateverIsTried(scienceEducationBureau, 'tech-group', {
      holds: ({ timeline }) => {
        const active = timeline.published.map(({ after }) => after?.['active']);
        expect([[], [true], [true, false]]).toContainEqual(active);
      },
    });
  });

  it.each(['survey', 'demonstration', 'guidance', 'aid'])('records a %s once', (record) => {
    whateverIsTried(scienceEducationBureau, record, {
      holds: ({ timeline }) => expect(timeline.published.length).toBeLessThan(2),
    });
  });
});

/** From the lowest to the highest. */
const STAGES = ['preschool', 'primary', 'junior-secondary', 'senior-secondary', 'higher'];
