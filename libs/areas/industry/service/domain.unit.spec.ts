import { corrected, lifeOf, misfitsOf, stateOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { industryBureau } from './bureau';
import { annualIncome, business, plan, type AnnualIncome } from './domain';

describe('a plan', () => {
  const { given, on } = lifeOf('plan', plan);
  const drafted = on('2018-02-01', 'PlanDrafted');
  const approved = on('2018-03-01', 'PlanApproved');
  const started = on('2018-04-01', 'PlanStarted');
  const withdrawnOn = (day: string) => on(day, 'PlanWithdrawn', { reason: 'to-be-redrafted' });

  it('is drafted, approved and implemented', () => {
    given().when(drafted).thenBecomes({ state: 'drafted' });
    given(drafted).when(approved).thenBecomes({ state: 'approved' });
    given(drafted, approved).when(started).thenBecomes({ state: 'implementing' });
  });

  it('refuses each step that is not the next', () => {
    given().when(approved).thenRefused('record-unknown');
    given(drafted).when(started).thenRefused('start-only-an-approved-plan');
    given(drafted, approved, started)
      .when(on('2018-05-01', 'PlanStarted'))
      .thenRefused('start-only-an-approved-plan');
    given(drafted, approved).when(on('2018-03-02', 'PlanApproved')).thenRefused('approve-only-a-draft');
    given(drafted, approved, started)
      .when(on('2018-05-01', 'PlanApproved'))
      .thenRefused('approve-only-a-draft');
  });

  it('is the only one until it is withdrawn; then another may be drafted, on the same day too', () => {
    given(drafted).when(on('2018-02-02', 'PlanDrafted')).thenRefused('one-plan-at-a-time');
    given(drafted).when(withdrawnOn('2018-02-02')).thenBecomes(null);
    given(drafted, approved).when(withdrawnOn('2018-04-02')).thenBecomes(null);
    given(drafted, approved, started).when(withdrawnOn('2018-06-01')).thenBecomes(null);
    given(drafted, withdrawnOn('2018-02-02')).when(withdrawnOn('2018-02-03')).thenRefused('record-unknown');
    given(drafted, withdrawnOn('2018-02-02'))
      .when(on('2018-05-01', 'PlanDrafted'))
      .thenChanges(['2018-05-01', null, { state: 'drafted' }]);
    given(drafted, withdrawnOn('2018-06-01'))
      .when(on('2018-06-01', 'PlanDrafted'))
      .thenChanges(['2018-06-01', null, { state: 'drafted' }]);
  });

  it('reported late holds with the later history, or is refused naming it', () => {
    given(drafted).when(on('2018-01-01', 'PlanDrafted')).thenStandsAgainst(1);
    given(drafted, approved).when(withdrawnOn('2018-02-10')).thenStandsAgainst(2);
    given(drafted, approved)
      .when(withdrawn(2))
      .thenChanges(['2018-03-01', { state: 'approved' }, { state: 'drafted' }]);
    given(drafted, approved)
      .when(corrected(2, on('2018-02-15', 'PlanApproved')))
      .thenChanges(
        ['2018-03-01', { state: 'approved' }, { state: 'drafted' }],
        ['2018-02-15', { state: 'drafted' }, { state: 'approved' }],
      );
    given(drafted, approved, started).when(withdrawn(1)).thenStandsAgainst(2, 3);
  });
});

describe('a business', () => {
  const { given, on } = lifeOf('business', business);
  const founded = on('2018-02-01', 'BusinessFounded', { kind: 'cooperative' });
  const closed = on('2019-02-01', 'BusinessClosed', { reason: 'dissolved' });

  it('is active from its founding to its closing', () => {
    given().when(founded).thenBecomes({ kind: 'cooperative', active: true });
    given(founded).when(closed).thenBecomes({ active: false });
  });

  it('is closed once, and not before it is founded', () => {
    given(founded, closed).when(closed).thenRefused('business-closed-already');
    given(founded)
      .when(on('2018-01-01', 'BusinessClosed', { reason: 'dissolved' }))
      .thenRefused('record-unknown');
    given(founded, closed)
      .when(on('2018-06-01', 'BusinessClosed', { reason: 'moved' }))
      .thenStandsAgainst(2);
  });

  it('whose founding is corrected keeps its closing', () => {
    given(founded, closed)
      .when(corrected(1, on('2018-02-01', 'BusinessFounded', { kind: 'family-farm' })))
      .thenChanges(
        ['2019-02-01', { kind: 'cooperative', active: false }, { kind: 'cooperative', active: true }],
        ['2018-02-01', { kind: 'cooperative', active: true }, null],
        ['2018-02-01', null, { kind: 'family-farm', active: true }],
        ['2019-02-01', { kind: 'family-farm', active: true }, { kind: 'family-farm', active: false }],
      );
  });
});

describe('an annual income', () => {
  const { given, on } = lifeOf('annual-income', annualIncome, { id: '2018' });
  const income = (collectiveOperatingIncomeFen = 18_000_000): AnnualIncome => ({
    year: 2018,
    collectiveOperatingIncomeFen,
    perCapitaDisposableIncomeFen: 2_100_000,
  });
  const reported = on('2019-01-10', 'AnnualIncomeReported', income());

  it('is reported with both amounts, 0 too', () => {
    given()
      .when(reported)
      .thenBecomes({ ...income() });
    given()
      .when(on('2019-01-10', 'AnnualIncomeReported', income(0)))
      .thenBecomes({ ...income(0) });
  });

  it('is reported once: a second report is refused, a correction is not', () => {
    given(reported)
      .when(on('2019-02-01', 'AnnualIncomeReported', income(1)))
      .thenRefused('income-reported-already');
    given(reported)
      .when(on('2019-01-05', 'AnnualIncomeReported', income(1)))
      .thenStandsAgainst(1);
    given(reported)
      .when(corrected(1, on('2019-01-10', 'AnnualIncomeReported', income(20_000_000))))
      .thenChanges(['2019-01-10', { ...income() }, null], ['2019-01-10', null, { ...income(20_000_000) }]);
  });

  it('that was withdrawn may be reported anew', () => {
    given(reported)
      .when(withdrawn(1))
      .thenChanges(['2019-01-10', { ...income() }, null]);
    given(reported, withdrawn(1))
      .when(on('2019-02-01', 'AnnualIncomeReported', income(1)))
      .thenBecomes({ ...income(1) });
  });

  it('is not reported before its year has begun', () => {
    given()
      .when(on('2017-12-31', 'AnnualIncomeReported', income()))
      .thenRefused('year-has-not-begun');
    given()
      .when(on('2018-12-28', 'AnnualIncomeReported', income()))
      .thenBecomes({ ...income() });
  });
});

describe('the industry bureau', () => {
  it('fits its contract', () => {
    expect(misfitsOf(industryBureau)).toEqual([]);
  });

  it('never shows a plan implementing that was not approved', () => {
    whateverIsTried(industryBureau, 'plan', {
      rarely: ['PlanWithdrawn'],
      holds: ({ timeline }) => {
        for (const { before, after } of timeline.published) {
          if (after?.['state'] === 'implementing') expect(before).toEqual({ state: 'approved' });
          if (after?.['state'] === 'drafted') expect(before).toBeNull();
        }
      },
    });
  });

  it('never opens a closed business again', () => {
    whateverIsTried(industryBureau, 'business', {
      holds: ({ timeline }) => {
        const active = timeline.published.map(({ after }) => after?.['active']);
        expect([[], [true], [true, false]]).toContainEqual(active);
      },
    });
  });

  it('has at most one income of a year, whatever is tried', () => {
    whateverIsTried(industryBureau, 'annual-income', {
      holds: (life) => {
        expect(life.timeline.published.length).toBeLessThan(2);
        expect(stateOf(life) === null).toBe(life.timeline.facts.length === 0);
      },
    });
  });
});
