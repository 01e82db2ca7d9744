import { corrected, lifeOf, misfitsOf, stateOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { housingBureau } from './bureau';
import { dwelling, type Dwelling } from './domain';

const { given, on } = lifeOf('dwelling', dwelling);

const assessed = (grade: Dwelling['grade']) =>
  on('2018-03-01', 'DwellingAssessed', { category: 'dibao', grade });
const planned = on('2018-04-01', 'WorksPlanned', { remedy: 'reinforce' });
const started = on('2018-05-01', 'WorksStarted');
const completed = on('2018-08-01', 'WorksCompleted');
const accepted = on('2018-09-01', 'WorksAccepted');
const rejected = on('2018-08-20', 'WorksRejected', { reason: 'unfinished' });
const reassessed = (day: string, grade: Dwelling['grade']) => on(day, 'DwellingReassessed', { grade });
const removed = (day: string) => on(day, 'DwellingRemoved', { reason: 'demolished' });
const repaired = [assessed('C'), planned, started, completed, accepted];

describe('a dwelling', () => {
  it('is assessed: its grade counts from that day, and it has no works', () => {
    given().when(assessed('D')).thenBecomes({ category: 'dibao', grade: 'D', state: 'none', remedy: 'none' });
  });

  it('goes through its works one step after the other', () => {
    given(assessed('C')).when(planned).thenBecomes({ state: 'planned', remedy: 'reinforce' });
    given(assessed('C'), planned).when(started).thenBecomes({ state: 'in-works' });
    given(assessed('C'), planned, started).when(completed).thenBecomes({ state: 'completed' });
    given(assessed('C'), planned, started, completed).when(accepted).thenBecomes({ state: 'accepted' });
  });

  it('goes back to in works when it is rejected, and can be completed again', () => {
    given(assessed('C'), planned, started, completed).when(rejected).thenBecomes({ state: 'in-works' });
    given(assessed('C'), planned, started, completed, rejected)
      .when(on('2018-08-25', 'WorksCompleted'))
      .thenBecomes({ state: 'completed' });
  });

  it.each([
    ['C', 'repair'],
    ['C', 'reinforce'],
    ['C', 'rebuild'],
    ['D', 'reinforce'],
    ['D', 'rebuild'],
  ] as const)('of grade %s may be made safe by %s', (grade, remedy) => {
    given(assessed(grade))
      .when(on('2018-04-01', 'WorksPlanned', { remedy }))
      .thenBecomes({ state: 'planned', remedy });
  });

  it('of grade D is not merely repaired', () => {
    given(assessed('D'))
      .when(on('2018-04-01', 'WorksPlanned', { remedy: 'repair' }))
      .thenRefused('no-repair-for-d');
  });

  it('of grade A or B has no works', () => {
    given(assessed('A')).when(planned).thenRefused('works-only-for-c-and-d');
    given(assessed('B')).when(planned).thenRefused('works-only-for-c-and-d');
  });

  it('is not planned twice, also when the works are accepted; every rule is named at once', () => {
    given(assessed('C'), planned).when(planned).thenRefused('works-planned-already');
    given(...repaired)
      .when(on('2019-01-01', 'WorksPlanned', { remedy: 'repair' }))
      .thenRefused('works-planned-already');
    given(assessed('D'), planned)
      .when(on('2018-04-02', 'WorksPlanned', { remedy: 'repair' }))
      .thenRefused('no-repair-for-d', 'works-planned-already');
  });

  it('refuses each step that is not the next', () => {
    given(assessed('C')).when(started).thenRefused('start-only-planned-works');
    given(assessed('C'), planned, started).when(started).thenRefused('start-only-planned-works');
    given(assessed('C'), planned).when(completed).thenRefused('complete-only-started-works');
    given(...repaired)
      .when(on('2018-09-02', 'WorksCompleted'))
      .thenRefused('complete-only-started-works');
    given(assessed('C'), planned, started).when(accepted).thenRefused('inspect-only-completed-works');
    given(...repaired)
      .when(on('2018-09-02', 'WorksRejected', { reason: 'unfinished' }))
      .thenRefused('inspect-only-completed-works');
  });

  it('is reassessed before works, and again once they are accepted: it is then outstanding again', () => {
    given(assessed('C')).when(reassessed('2018-03-20', 'B')).thenBecomes({ grade: 'B' });
    given(...repaired)
      .when(reassessed('2019-06-01', 'D'))
      .thenBecomes({ grade: 'D', state: 'none', remedy: 'none' });
    given(...repaired, reassessed('2019-06-01', 'C'))
      .when(on('2019-07-01', 'WorksPlanned', { remedy: 'rebuild' }))
      .thenBecomes({ state: 'planned', remedy: 'rebuild' });
  });

  it('is not reassessed while works are under way', () => {
    given(assessed('C'), planned)
      .when(reassessed('2018-06-01', 'D'))
      .thenRefused('reassess-only-outside-works');
    given(assessed('C'), planned, started)
      .when(reassessed('2018-06-01', 'D'))
      .thenRefused('reassess-only-outside-works');
    given(assessed('C'), planned, started, completed)
      .when(reassessed('2018-08-10', 'D'))
      .thenRefused('reassess-only-outside-works');
  });

  it('is removed in any state, and takes no more reports', () => {
    given(assessed('C')).when(removed('2018-03-02')).thenBecomes(null);
    given(...repaired)
      .when(removed('2019-01-01'))
      .thenBecomes(null);
    given(assessed('C'), removed('2018-03-02')).when(planned).thenRefused('record-unknown');
  });

  it('takes several reports of one day in the order in which they came', () => {
    const day = '2018-05-01';
    given(assessed('C'), on(day, 'WorksPlanned', { remedy: 'repair' }), on(day, 'WorksStarted'))
      .when(on(day, 'WorksCompleted'))
      .thenBecomes({ state: 'completed' });
    given(assessed('C'), on(day, 'WorksPlanned', { remedy: 'repair' }))
      .when(on(day, 'WorksCompleted'))
      .thenRefused('complete-only-started-works');
  });
});

describe('a late report about a dwelling', () => {
  it('is accepted when the later history holds with it: later changes are reversed and restated', () => {
    given(assessed('C'), planned)
      .when(reassessed('2018-03-20', 'D'))
      .thenChanges(
        ['2018-04-01', { grade: 'C', state: 'planned' }, { grade: 'C', state: 'none' }],
        ['2018-03-20', { grade: 'C', state: 'none' }, { grade: 'D', state: 'none' }],
        ['2018-04-01', { grade: 'D', state: 'none' }, { grade: 'D', state: 'planned' }],
      );
  });

  it('is refused when it takes the ground from a later one', () => {
    given(assessed('C'), planned).when(reassessed('2018-03-20', 'A')).thenStandsAgainst(2);
    given(...repaired)
      .when(removed('2018-04-15'))
      .thenStandsAgainst(3, 4, 5);
    given(assessed('C'), planned).when(on('2018-02-01', 'WorksStarted')).thenRefused('record-unknown');
  });
});

describe('a correction of a dwelling', () => {
  it('restates what followed', () => {
    given(assessed('D'), planned)
      .when(corrected(1, assessed('C')))
      .thenChanges(
        ['2018-04-01', { grade: 'D', state: 'planned' }, { grade: 'D', state: 'none' }],
        ['2018-03-01', { grade: 'D', state: 'none' }, null],
        ['2018-03-01', null, { grade: 'C', state: 'none' }],
        ['2018-04-01', { grade: 'C', state: 'none' }, { grade: 'C', state: 'planned' }],
      );
  });

  it('is refused when the works would have no ground', () => {
    given(assessed('C'), planned)
      .when(corrected(1, assessed('B')))
      .thenStandsAgainst(2);
    given(assessed('C'), planned, started).when(withdrawn(2)).thenStandsAgainst(3);
  });

  it('withdraws the last step', () => {
    given(assessed('C'), planned)
      .when(withdrawn(2))
      .thenChanges([
        '2018-04-01',
        { state: 'planned', remedy: 'reinforce' },
        { state: 'none', remedy: 'none' },
      ]);
  });
});

describe('the housing bureau', () => {
  it('fits its contract', () => {
    expect(misfitsOf(housingBureau)).toEqual([]);
  });

  it('never shows a dwelling accepted that is not dangerous, has no remedy or was never in works', () => {
    whateverIsTried(housingBureau, 'dwelling', {
      rarely: ['DwellingRemoved'],
      holds: (life) => {
        const { published } = life.timeline;
        const state = stateOf(life) as Dwelling | null;
        if (state?.state === 'accepted') expect(state.remedy).not.toBe('none');
        for (const { before, after } of published) {
          if (!after || after['state'] === 'none') continue;
          expect('CD').toContain(after['grade']);
          expect(after['remedy']).not.toBe('none');
          if (after['grade'] === 'D') expect(after['remedy']).not.toBe('repair');
          expect(before).toMatchObject({ grade: after['grade'] });
          expect(STEPS[after['state'] as string]).toContain(before!['state']);
        }
      },
    });
  });

  it('completes a survey once', () => {
    whateverIsTried(housingBureau, 'survey');
  });
});

/** State of the works -> the states that it may follow. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  planned: ['none'],
  'in-works': ['planned', 'completed'],
  completed: ['in-works'],
  accepted: ['completed'],
};
