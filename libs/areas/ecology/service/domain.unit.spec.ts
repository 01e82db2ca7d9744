import { corrected, lifeOf, misfitsOf, stateOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { ecologyBureau } from './bureau';
import { annualBenefit, fund, remediationTask, type AnnualBenefit, type Fund } from './domain';

describe('a remediation task', () => {
  const { given, on } = lifeOf('remediation-task', remediationTask);
  const opened = on('2018-03-01', 'RemediationOpened', { problem: 'domestic-sewage' });
  const started = on('2018-04-01', 'RemediationStarted');
  const completed = on('2018-06-01', 'RemediationCompleted');
  const accepted = on('2018-07-01', 'RemediationAccepted');
  const reopened = (day: string) => on(day, 'RemediationReopened', { reason: 'problem-returned' });
  const restarted = on('2018-08-01', 'RemediationStarted');
  const recompleted = on('2018-09-01', 'RemediationCompleted');
  const reaccepted = on('2018-09-10', 'RemediationAccepted');

  it('is opened, started, completed and accepted', () => {
    given().when(opened).thenBecomes({ state: 'open' });
    given(opened).when(started).thenBecomes({ state: 'in-progress' });
    given(opened, started).when(completed).thenBecomes({ state: 'completed' });
    given(opened, started, completed).when(accepted).thenBecomes({ state: 'accepted' });
  });

  it.each(['not-accepted', 'problem-returned', 'accepted-wrongly'] as const)(
    'is reopened from completed or accepted, back to in progress, because %s',
    (reason) => {
      const reopening = on('2018-08-01', 'RemediationReopened', { reason });
      given(opened, started, completed).when(reopening).thenBecomes({ state: 'in-progress' });
      given(opened, started, completed, accepted).when(reopening).thenBecomes({ state: 'in-progress' });
    },
  );

  it('that was reopened is completed and accepted again, and may be reopened again', () => {
    const again = [opened, started, completed, accepted, reopened('2018-08-01'), recompleted];
    given(...again)
      .when(reaccepted)
      .thenBecomes({ state: 'accepted' });
    given(...again)
      .when(reopened('2018-09-10'))
      .thenBecomes({ state: 'in-progress' });
  });

  it('refuses each step that is not the next', () => {
    given().when(started).thenRefused('record-unknown');
    given(opened, started).when(restarted).thenRefused('start-only-an-open-task');
    given(opened, started, completed, accepted).when(restarted).thenRefused('start-only-an-open-task');
    given(opened).when(completed).thenRefused('complete-only-a-started-task');
    given(opened, started, completed, accepted).when(recompleted).thenRefused('complete-only-a-started-task');
    given(opened, started).when(accepted).thenRefused('accept-only-a-completed-task');
    given(opened, started, completed, accepted).when(reaccepted).thenRefused('accept-only-a-completed-task');
  });

  it('is not reopened before it is completed', () => {
    given(opened).when(reopened('2018-03-15')).thenRefused('reopen-only-a-finished-task');
    given(opened, started).when(reopened('2018-05-01')).thenRefused('reopen-only-a-finished-task');
    given(opened, started, completed, reopened('2018-08-01'))
      .when(reopened('2018-08-02'))
      .thenRefused('reopen-only-a-finished-task');
  });

  it('accepted late restates what followed; reopened late, its acceptance would lose its ground', () => {
    given(opened, started, completed, reopened('2018-07-20'))
      .when(accepted)
      .thenChanges(
        ['2018-07-20', { state: 'in-progress' }, { state: 'completed' }],
        ['2018-07-01', { state: 'completed' }, { state: 'accepted' }],
        ['2018-07-20', { state: 'accepted' }, { state: 'in-progress' }],
      );
    given(opened, started, completed, accepted).when(reopened('2018-06-15')).thenStandsAgainst(4);
  });

  it('is corrected', () => {
    given(opened, started, completed, accepted)
      .when(withdrawn(4))
      .thenChanges(['2018-07-01', { state: 'accepted' }, { state: 'completed' }]);
    given(opened, started, completed, accepted).when(withdrawn(2)).thenStandsAgainst(3, 4);
    given(opened)
      .when(withdrawn(1))
      .thenChanges(['2018-03-01', { state: 'open' }, null]);
  });
});

describe('a fund', () => {
  const { given, on } = lifeOf('fund', fund);
  const allocated = (amountFen: number) =>
    on('2018-04-01', 'FundAllocated', { kind: 'compensation', amountFen });
  const disbursed = (day: string, amountFen: number) => on(day, 'FundDisbursed', { amountFen });
  const half = disbursed('2018-06-01', 500);

  it('is allocated with nothing disbursed', () => {
    given()
      .when(allocated(1_000))
      .thenBecomes({ kind: 'compensation', allocatedFen: 1_000, disbursedFen: 0 });
    given().when(allocated(0)).thenBecomes({ kind: 'compensation', allocatedFen: 0, disbursedFen: 0 });
  });

  it('is disbursed in payments that add up, to the last fen', () => {
    given(allocated(1_000)).when(half).thenBecomes({ disbursedFen: 500 });
    given(allocated(1_000), half).when(disbursed('2018-09-01', 500)).thenBecomes({ disbursedFen: 1_000 });
    given(allocated(1_000)).when(disbursed('2018-06-01', 0)).thenBecomes({});
  });

  it('is never disbursed above what was allocated', () => {
    given(allocated(1_000)).when(disbursed('2018-06-01', 1_001)).thenRefused('disbursed-within-allocated');
    given(allocated(1_000), half)
      .when(disbursed('2018-09-01', 501))
      .thenRefused('disbursed-within-allocated');
    given(allocated(0)).when(disbursed('2018-06-01', 1)).thenRefused('disbursed-within-allocated');
  });

  it('is not disbursed before it is allocated', () => {
    given().when(half).thenRefused('record-unknown');
    given(allocated(1_000)).when(disbursed('2018-03-31', 1)).thenRefused('record-unknown');
  });

  it('takes a late payment when the later ones still fit, and else names them', () => {
    const kind = 'compensation';
    given(allocated(1_000), half)
      .when(disbursed('2018-05-01', 500))
      .thenChanges(
        ['2018-06-01', { disbursedFen: 500 }, { disbursedFen: 0 }],
        ['2018-05-01', { kind, disbursedFen: 0 }, { kind, disbursedFen: 500 }],
        ['2018-06-01', { disbursedFen: 500 }, { disbursedFen: 1_000 }],
      );
    given(allocated(1_000), half).when(disbursed('2018-05-01', 501)).thenStandsAgainst(2);
  });

  it('whose allocation is corrected restates its payments, and never falls below them', () => {
    given(allocated(1_000), half)
      .when(corrected(1, allocated(500)))
      .thenChanges(
        ['2018-06-01', { allocatedFen: 1_000, disbursedFen: 500 }, { allocatedFen: 1_000, disbursedFen: 0 }],
        ['2018-04-01', { allocatedFen: 1_000, disbursedFen: 0 }, null],
        ['2018-04-01', null, { allocatedFen: 500, disbursedFen: 0 }],
        ['2018-06-01', { allocatedFen: 500, disbursedFen: 0 }, { allocatedFen: 500, disbursedFen: 500 }],
      );
    given(allocated(1_000), half)
      .when(corrected(1, allocated(499)))
      .thenStandsAgainst(2);
    given(allocated(1_000), half).when(withdrawn(1)).thenStandsAgainst(2);
  });

  it('whose payment is corrected stays within the allocation', () => {
    given(allocated(1_000), half)
      .when(corrected(2, disbursed('2018-06-01', 1_001)))
      .thenRefused('disbursed-within-allocated');
    given(allocated(1_000), half, disbursed('2018-09-01', 500))
      .when(corrected(2, disbursed('2018-06-01', 501)))
      .thenStandsAgainst(3);
    given(allocated(1_000), half)
      .when(withdrawn(2))
      .thenChanges(['2018-06-01', { disbursedFen: 500 }, { disbursedFen: 0 }]);
  });
});

describe('an annual benefit', () => {
  const { given, on } = lifeOf('annual-benefit', annualBenefit, { id: '2018' });
  const benefit = (beneficiaries = 400): AnnualBenefit => ({ year: 2018, villagers: 1_000, beneficiaries });
  const reported = (day: string, beneficiaries?: number) =>
    on(day, 'BenefitReported', benefit(beneficiaries));

  it('is reported from the first day of its year on: none of the villagers may benefit, or all', () => {
    for (const beneficiaries of [0, 400, 1_000])
      given()
        .when(reported('2019-01-20', beneficiaries))
        .thenBecomes({ ...benefit(beneficiaries) });
    given()
      .when(reported('2018-01-01'))
      .thenBecomes({ ...benefit() });
  });

  it('never has more beneficiaries than villagers, nor does a correction', () => {
    given().when(reported('2019-01-20', 1_001)).thenRefused('beneficiaries-within-villagers');
    given(reported('2019-01-20'))
      .when(corrected(1, reported('2019-01-20', 1_001)))
      .thenRefused('beneficiaries-within-villagers');
  });

  it('is not reported before its year has begun; every rule is named at once', () => {
    given().when(reported('2017-12-31')).thenRefused('year-has-not-begun');
    given()
      .when(reported('2017-12-31', 1_001))
      .thenRefused('year-has-not-begun', 'beneficiaries-within-villagers');
  });

  it('is reported once: a second report is refused, a correction is not', () => {
    given(reported('2019-01-20')).when(reported('2019-02-01')).thenRefused('benefit-reported-already');
    given(reported('2019-01-20'))
      .when(reported('2019-02-01', 1_001))
      .thenRefused('benefit-reported-already', 'beneficiaries-within-villagers');
    given(reported('2019-01-20')).when(reported('2019-01-10')).thenStandsAgainst(1);
    given(reported('2019-01-20'))
      .when(corrected(1, reported('2019-01-20', 500)))
      .thenChanges(['2019-01-20', { ...benefit() }, null], ['2019-01-20', null, { ...benefit(500) }]);
  });

  it('that was withdrawn may be reported anew', () => {
    given(reported('2019-01-20'), withdrawn(1))
      .when(reported('2019-02-01', 500))
      .thenBecomes({ ...benefit(500) });
  });
});

describe('the ecology bureau', () => {
  it('fits its contract', () => {
    expect(misfitsOf(ecologyBureau)).toEqual([]);
  });

  it('never shows a task accepted that was not completed just before', () => {
    whateverIsTried(ecologyBureau, 'remediation-task', {
      holds: ({ timeline }) => {
        for (const { before, after } of timeline.published)
          if (after) expect(STEPS[after['state'] as string]).toContain(before?.['state'] ?? 'none');
      },
    });
  });

  it('never shows a fund disbursed above its allocation, nor otherwise than its payments add up', () => {
    whateverIsTried(ecologyBureau, 'fund', {
      holds: (life) => {
        for (const { after } of life.timeline.published)
          if (after) expect(after['disbursedFen']).toBeLessThanOrEqual(after['allocatedFen'] as number);
        const payments = life.timeline.facts.filter(({ type }) => type === 'FundDisbursed');
        const paid = payments.reduce((sum, { data }) => sum + (data['amountFen'] as number), 0);
        expect((stateOf(life) as Fund | null)?.disbursedFen ?? 0).toBe(paid);
      },
    });
  });

  it('has at most one benefit of a year, never of more than its villagers', () => {
    whateverIsTried(ecologyBureau, 'annual-benefit', {
      holds: ({ timeline }) => {
        expect(timeline.published.length).toBeLessThan(2);
        for (const { after } of timeline.published)
          expect(after?.['beneficiaries']).toBeLessThanOrEqual(after?.['villagers'] as number);
      },
    });
  });

  it('completes a survey once', () => {
    whateverIsTried(ecologyBureau, 'survey');
  });
});

/** State of a task -> the states that it may follow; `none` is no task yet. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  open: ['none'],
  'in-progress': ['open', 'completed', 'accepted'],
  completed: ['in-progress'],
  accepted: ['completed'],
};
