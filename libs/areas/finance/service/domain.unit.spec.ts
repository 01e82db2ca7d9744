import { corrected, lifeOf, misfitsOf, passTo, stateOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { financeBureau } from './bureau';
import { farmHousehold, guarantee, type FarmHousehold } from './domain';

describe('a farm household', () => {
  const { given, on } = lifeOf('farm-household', farmHousehold);
  const registered = on('2018-02-01', 'HouseholdRegistered');
  const insured = (day: string, termEndsOn: string) =>
    on(day, 'HouseholdInsured', { cover: 'crops', termEndsOn });
  const covered = insured('2018-04-16', '2019-04-15');
  const relieved = on('2018-04-20', 'PremiumReliefGranted', { amountFen: 3_600 });
  const lapsed = (day: string, reason: 'term-over' | 'cancelled' | 'premium-unpaid') =>
    on(day, 'InsuranceLapsed', { reason });
  const removed = on('2018-08-01', 'HouseholdRemoved', { reason: 'moved' });

  it('is registered, not yet insured; then insured for a term', () => {
    given().when(registered).thenBecomes({ insured: false, premiumRelief: false });
    given(registered).when(covered).thenBecomes({ insured: true });
    given(registered).when(covered).thenState({ termEndsOn: '2019-04-15' });
  });

  it('has no term that ends before it begins', () => {
    given(registered).when(insured('2018-04-16', '2018-04-16')).thenBecomes({ insured: true });
    given(registered).when(insured('2018-04-16', '2018-04-15')).thenRefused('term-ends-before-it-begins');
  });

  it('renewed before the end is insured for longer, and keeps its relief', () => {
    const renewed = given(registered, covered, relieved).when(insured('2019-04-01', '2020-04-15'));
    renewed.thenBecomes({});
    renewed.thenState({ termEndsOn: '2020-04-15', premiumRelief: true });
  });

  it('with a second cover is insured until the later of the two ends', () => {
    given(registered, covered)
      .when(insured('2018-06-01', '2018-12-31'))
      .thenState({ termEndsOn: '2019-04-15' });
  });

  it('has its premium relieved while it is insured, for another term again', () => {
    given(registered, covered).when(relieved).thenBecomes({ premiumRelief: true });
    given(registered, covered, relieved, insured('2019-04-01', '2020-04-15'))
      .when(on('2019-04-20', 'PremiumReliefGranted', { amountFen: 3_900 }))
      .thenBecomes({});
    given(registered).when(relieved).thenRefused('premium-relief-only-while-insured');
  });

  it('loses its insurance, and any relief with it', () => {
    given(registered, covered, relieved)
      .when(lapsed('2018-09-01', 'cancelled'))
      .thenBecomes({ insured: false, premiumRelief: false });
    given(registered, covered).when(lapsed('2018-05-16', 'premium-unpaid')).thenBecomes({ insured: false });
    given(registered, covered, relieved, lapsed('2018-09-01', 'cancelled'))
      .when(insured('2018-10-01', '2019-09-30'))
      .thenBecomes({ insured: true, premiumRelief: false });
    given(registered, covered, lapsed('2018-09-01', 'cancelled'))
      .when(on('2018-09-02', 'PremiumReliefGranted', { amountFen: 3_600 }))
      .thenRefused('premium-relief-only-while-insured');
  });

  it('whose term is over is insured no more from the day after: the service says so, once', () => {
    const lapse = { farmHouseholdId: '1', reason: 'term-over' };
    given(registered, covered, relieved).when(passTo('2019-04-15')).thenIssues();
    given(registered, covered, relieved)
      .when(passTo('2019-06-01'))
      .thenIssues(['InsuranceLapsed', '2019-04-16', lapse]);
    given(registered, covered, relieved)
      .when(passTo('2019-06-01'))
      .thenChanges([
        '2019-04-16',
        { insured: true, premiumRelief: true },
        { insured: false, premiumRelief: false },
      ]);
    given(registered, covered, passTo('2019-04-16')).when(passTo('2020-06-01')).thenIssues();
  });

  it('has no term reported as over by a clerk: before its end it is not, after it the service was quicker', () => {
    given(registered, covered).when(lapsed('2019-04-15', 'term-over')).thenRefused('term-not-over');
    given(registered, covered).when(lapsed('2019-04-16', 'term-over')).thenRefused('no-insurance-to-end');
  });

  it('renewed in time, though it is reported late, has not lapsed: the lapse is reversed', () => {
    given(registered, covered, passTo('2019-06-10'))
      .when(insured('2019-04-10', '2020-04-15'))
      .thenChanges(['2019-04-16', { insured: false }, { insured: true }]);
    given(registered, covered, passTo('2019-06-10'), insured('2019-04-10', '2020-04-15'))
      .when(withdrawn(3))
      .thenChanges(['2019-04-16', { insured: true }, { insured: false }]);
  });

  it('whose term is corrected lapses on the corrected day instead', () => {
    given(registered, covered, passTo('2019-06-10'))
      .when(corrected(2, insured('2018-04-16', '2018-10-15')))
      .thenChanges(
        ['2019-04-16', { insured: false }, { insured: true }],
        ['2018-10-16', { insured: true }, { insured: false }],
      );
  });

  it('without insurance has none to lose', () => {
    given(registered).when(lapsed('2018-03-01', 'cancelled')).thenRefused('no-insurance-to-end');
    given(registered, covered, lapsed('2018-09-01', 'cancelled'))
      .when(lapsed('2018-09-02', 'cancelled'))
      .thenRefused('no-insurance-to-end');
  });

  it('is removed, insured or not, and takes no more reports', () => {
    given(registered).when(removed).thenBecomes(null);
    given(registered, covered, relieved).when(removed).thenBecomes(null);
    given(registered, removed).when(insured('2018-09-01', '2019-08-31')).thenRefused('record-unknown');
  });

  it('reported late or corrected holds with the later history, or is refused naming it', () => {
    given(registered, covered)
      .when(insured('2018-03-01', '2018-12-31'))
      .thenChanges(
        ['2018-04-16', { insured: true }, { insured: false }],
        ['2018-03-01', { insured: false }, { insured: true }],
      );
    given(registered, covered, relieved).when(lapsed('2018-04-18', 'cancelled')).thenStandsAgainst(3);
    given(registered, covered, relieved).when(withdrawn(2)).thenStandsAgainst(3);
    given(registered, covered, insured('2018-09-01', '2019-12-31'))
      .when(corrected(3, insured('2018-09-01', '2019-08-31')))
      .thenState({ termEndsOn: '2019-08-31' });
  });
});

describe('a guarantee', () => {
  const { given, on } = lifeOf('guarantee', guarantee);
  const issued = on('2018-05-01', 'GuaranteeIssued', { guarantor: 'city', amountFen: 80_000_000 });
  const subsidised = (day: string) => on(day, 'GuaranteeFeeSubsidised', { amountFen: 640_000 });
  const released = on('2019-05-01', 'GuaranteeReleased', { reason: 'repaid' });

  it('is in force from its issue to its release', () => {
    given().when(issued).thenBecomes({ active: true, amountFen: 80_000_000, feeSubsidyFen: 0 });
    given(issued).when(released).thenBecomes({ active: false });
    given(issued, released)
      .when(on('2019-06-01', 'GuaranteeReleased', { reason: 'called' }))
      .thenRefused('guarantee-released-already');
  });

  it('has its fee subsidised while it is in force, any number of times', () => {
    given(issued, subsidised('2018-07-01'))
      .when(subsidised('2018-10-01'))
      .thenBecomes({ feeSubsidyFen: 1_280_000 });
    given(issued, released).when(subsidised('2019-05-02')).thenRefused('subsidise-only-a-guarantee-in-force');
  });

  it('reported late or corrected holds with the later history, or is refused naming it', () => {
    given(issued, released)
      .when(subsidised('2018-07-01'))
      .thenChanges(
        ['2019-05-01', { active: false, feeSubsidyFen: 0 }, { active: true, feeSubsidyFen: 0 }],
        ['2018-07-01', { active: true, feeSubsidyFen: 0 }, { active: true, feeSubsidyFen: 640_000 }],
        ['2019-05-01', { active: true, feeSubsidyFen: 640_000 }, { active: false, feeSubsidyFen: 640_000 }],
      );
    given(issued, subsidised('2018-07-01'))
      .when(on('2018-06-01', 'GuaranteeReleased', { reason: 'cancelled' }))
      .thenStandsAgainst(2);
    given(issued, released)
      .when(withdrawn(2))
      .thenChanges(['2019-05-01', { active: false }, { active: true }]);
  });
});

describe('the finance bureau', () => {
  it('fits its contract', () => {
    expect(misfitsOf(financeBureau)).toEqual([]);
  });

  it('never shows premium relief of a household that is not insured, nor one insured behind the end of its term', () => {
    whateverIsTried(financeBureau, 'farm-household', {
      rarely: ['HouseholdRemoved'],
      holds: (life) => {
        for (const { after } of life.timeline.published)
          if (after?.['premiumRelief']) expect(after['insured']).toBe(true);
        const state = stateOf(life) as FarmHousehold | null;
        if (state?.insured) expect(state.termEndsOn >= life.context.today).toBe(true);
      },
    });
  });

  it('never changes a released guarantee', () => {
    whateverIsTried(financeBureau, 'guarantee', {
      rarely: ['GuaranteeReleased'],
      holds: ({ timeline }) => {
        for (const { before } of timeline.published) if (before) expect(before['active']).toBe(true);
      },
    });
  });

  it('completes a survey once', () => {
    whateverIsTried(financeBureau, 'survey');
  });
});
