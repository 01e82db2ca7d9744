import { corrected, lifeOf, misfitsOf, stateOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { __camel__Bureau } from './bureau';
import { project, type Project } from './domain';

const { given, on } = lifeOf('project', project);

const registered = on('2018-03-01', 'ProjectRegistered');
const approved = on('2018-04-01', 'ProjectApproved');
const completed = on('2018-08-01', 'ProjectCompleted', { beneficiaries: 40 });
const reopened = on('2018-09-01', 'ProjectReopened', { reason: 'problem-returned' });
const removed = (day: string) => on(day, 'ProjectRemoved', { reason: 'cancelled' });

describe('a project', () => {
  it('is registered, approved and completed; then it has those who benefit', () => {
    given().when(registered).thenBecomes({ state: 'registered', beneficiaries: 0 });
    given(registered).when(approved).thenBecomes({ state: 'approved' });
    given(registered, approved).when(completed).thenBecomes({ state: 'completed', beneficiaries: 40 });
  });

  it('is reopened, and can be completed again', () => {
    given(registered, approved, completed)
      .when(reopened)
      .thenBecomes({ state: 'approved', beneficiaries: 0 });
    given(registered, approved, completed, reopened)
      .when(on('2018-10-01', 'ProjectCompleted', { beneficiaries: 50 }))
      .thenBecomes({ state: 'completed', beneficiaries: 50 });
  });

  it('refuses each step that is not the next', () => {
    given().when(approved).thenRefused('record-unknown');
    given(registered, approved).when(approved).thenRefused('approve-only-a-registered-project');
    given(registered).when(completed).thenRefused('complete-only-an-approved-project');
    given(registered, approved, completed).when(completed).thenRefused('complete-only-an-approved-project');
    given(registered, approved).when(reopened).thenRefused('reopen-only-a-completed-project');
  });

  it('is removed in any state, and takes no more reports', () => {
    given(registered).when(removed('2018-03-02')).thenBecomes(null);
    given(registered, approved, completed).when(removed('2019-01-01')).thenBecomes(null);
    given(registered, removed('2018-03-02')).when(approved).thenRefused('record-unknown');
  });
});

describe('a late report or a correction of a project', () => {
  it('is accepted when the later history holds with it', () => {
    given(registered, approved, completed)
      .when(corrected(3, on('2018-08-01', 'ProjectCompleted', { beneficiaries: 4 })))
      .thenChanges(
        ['2018-08-01', { beneficiaries: 40 }, { beneficiaries: 0 }],
        ['2018-08-01', { beneficiaries: 0 }, { beneficiaries: 4 }],
      );
    given(registered, approved)
      .when(withdrawn(2))
      .thenChanges(['2018-04-01', { state: 'approved' }, { state: 'registered' }]);
  });

  it('is refused when it takes the ground from what followed', () => {
    given(registered, approved, completed).when(removed('2018-05-01')).thenStandsAgainst(3);
    given(registered, approved, completed).when(withdrawn(2)).thenStandsAgainst(3);
  });
});

describe('the bureau', () => {
  it('fits its contract', () => {
    expect(misfitsOf(__camel__Bureau)).toEqual([]);
  });

  it('never counts anybody for a project that is not completed', () => {
    whateverIsTried(__camel__Bureau, 'project', {
      rarely: ['ProjectRemoved'],
      holds: (life) => {
        const state = stateOf(life) as Project | null;
        if (state?.state !== 'completed') expect(state?.beneficiaries ?? 0).toBe(0);
      },
    });
  });

  it('completes a survey once', () => {
    whateverIsTried(__camel__Bureau, 'survey');
  });
});
