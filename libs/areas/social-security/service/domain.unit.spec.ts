import {
  corrected,
  facts,
  know,
  lifeOf,
  misfitsOf,
  passTo,
  stateOf,
  whateverIsTried,
  withdrawn,
} from '@jiedui/testing';
import { socialSecurityBureau } from './bureau';
import { household, type Household } from './domain';

const lines = facts({ lines: { '2018-01-01': 10_000, '2019-04-01': 12_000 } });
const { given, on } = lifeOf('household', household, { facts: lines });

type Means = Pick<Household, 'perCapitaIncomeFen' | 'hasLabour' | 'hasIncome'>;
const earning = (perCapitaIncomeFen: number): Means => ({
  perCapitaIncomeFen,
  hasLabour: true,
  hasIncome: true,
});
const withoutMeans: Means = { perCapitaIncomeFen: 0, hasLabour: false, hasIncome: false };
const registered = (means: Means, day = '2018-03-01') => on(day, 'HouseholdRegistered', means);
const reassessed = (day: string, means: Means) => on(day, 'HouseholdReassessed', means);
const granted = (scheme: 'dibao' | 'destitute-support' | 'low-income-relief', day = '2018-04-01') =>
  on(day, 'SchemeGranted', { scheme });
const ended = (day: string) => on(day, 'SchemeEnded', { reason: 'household-asked' });
const removed = (day: string) => on(day, 'HouseholdRemoved', { reason: 'moved' });

describe('a household', () => {
  it('is below the line when its income is strictly below the line in force on that day', () => {
    const earner = { hasLabour: true, hasIncome: true, scheme: 'none' };
    given()
      .when(registered(earning(9_999)))
      .thenBecomes({ belowLine: true, ...earner });
    given()
      .when(registered(earning(10_000)))
      .thenBecomes({ belowLine: false, ...earner });
    given()
      .when(registered(earning(10_000), '2019-04-01'))
      .thenBecomes({ belowLine: true, ...earner });
    given()
      .when(registered(withoutMeans, '2017-12-31'))
      .thenBecomes({ belowLine: false, hasLabour: false, hasIncome: false, scheme: 'none' });
  });

  it('is reassessed', () => {
    given(registered(earning(9_000)))
      .when(reassessed('2018-05-01', earning(11_000)))
      .thenBecomes({ belowLine: false });
    given(registered(earning(9_000)))
      .when(reassessed('2018-05-01', withoutMeans))
      .thenBecomes({ hasLabour: false, hasIncome: false });
    given(registered(earning(9_000)))
      .when(reassessed('2018-05-01', earning(9_500)))
      .thenBecomes({});
  });

  it('is granted dibao only below the line', () => {
    given(registered(earning(9_000)))
      .when(granted('dibao'))
      .thenBecomes({ scheme: 'dibao' });
    given(registered(earning(10_000)))
      .when(granted('dibao'))
      .thenRefused('dibao-only-below-the-line');
    given(registered(earning(9_000)), reassessed('2018-04-01', earning(10_000)))
      .when(granted('dibao'))
      .thenRefused('dibao-only-below-the-line');
    given(registered(earning(11_000)))
      .when(granted('dibao', '2019-04-01'))
      .thenChanges(
        ['2019-04-01', { belowLine: false }, { belowLine: true, scheme: 'none' }],
        ['2019-04-01', { belowLine: true, scheme: 'none' }, { belowLine: true, scheme: 'dibao' }],
      );
  });

  it('is granted support of the destitute only with neither labour nor income', () => {
    given(registered(withoutMeans))
      .when(granted('destitute-support'))
      .thenBecomes({ scheme: 'destitute-support' });
    for (const means of [
      { hasLabour: true, hasIncome: false },
      { hasLabour: false, hasIncome: true },
    ])
      given(registered({ perCapitaIncomeFen: 0, ...means }))
        .when(granted('destitute-support'))
        .thenRefused('destitute-support-only-without-means');
  });

  it('is granted low-income relief whatever its means', () => {
    given(registered(earning(999_999)))
      .when(granted('low-income-relief'))
      .thenBecomes({ scheme: 'low-income-relief' });
  });

  it('changes from one scheme to another in one step, and is not granted the same twice', () => {
    given(registered(withoutMeans), granted('dibao'))
      .when(granted('destitute-support', '2018-05-01'))
      .thenBecomes({ scheme: 'destitute-support' });
    given(registered(withoutMeans), granted('dibao'))
      .when(granted('dibao', '2018-05-01'))
      .thenRefused('scheme-held-already');
  });

  it('loses a scheme that is ended, and then has none to end', () => {
    given(registered(withoutMeans), granted('dibao'))
      .when(ended('2018-05-01'))
      .thenBecomes({ scheme: 'none' });
    given(registered(withoutMeans)).when(ended('2018-05-01')).thenRefused('no-scheme-to-end');
    given(registered(withoutMeans), granted('dibao'))
      .when(ended('2018-03-15'))
      .thenRefused('no-scheme-to-end');
  });

  it('loses a scheme in the reassessment that takes its condition away, and keeps it otherwise', () => {
    given(registered(earning(9_000)), granted('dibao'))
      .when(reassessed('2018-05-01', earning(10_000)))
      .thenBecomes({ belowLine: false, scheme: 'none' });
    given(registered(earning(9_000)), granted('dibao'))
      .when(reassessed('2018-05-01', withoutMeans))
      .thenBecomes({ hasLabour: false, hasIncome: false });
    given(registered(withoutMeans), granted('destitute-support'))
      .when(reassessed('2018-05-01', { ...withoutMeans, hasLabour: true }))
      .thenBecomes({ hasLabour: true, scheme: 'none' });
    given(registered(earning(9_000)), granted('low-income-relief'))
      .when(reassessed('2018-05-01', earning(99_000)))
      .thenBecomes({ belowLine: false });
  });

  it('is removed, and takes no more reports', () => {
    given(registered(withoutMeans), granted('dibao')).when(removed('2018-05-01')).thenBecomes(null);
    given(registered(withoutMeans), removed('2018-03-02'))
      .when(granted('dibao'))
      .thenRefused('record-unknown');
  });
});

describe('a new line', () => {
  it('re-evaluates the household on the day it takes effect, once', () => {
    given(registered(earning(11_000)))
      .when(passTo('2019-03-31'))
      .thenChanges();
    given(registered(earning(11_000)))
      .when(passTo('2019-04-01'))
      .thenChanges(['2019-04-01', { belowLine: false }, { belowLine: true }]);
    given(registered(earning(11_000)), passTo('2019-04-01'))
      .when(passTo('2019-12-31'))
      .thenChanges();
    given(registered(earning(12_000)))
      .when(passTo('2019-12-31'))
      .thenChanges();
  });

  it('is named by the event that it issues, also when it was learnt long after', () => {
    const event = { lineFen: 12_000, lineEffectiveOn: '2019-04-01' };
    given(registered(earning(11_000)))
      .when(passTo('2019-05-01'))
      .thenIssues(['EligibilityReassessed', '2019-04-01', event]);
    given(know(facts()), registered(earning(11_000), '2019-05-01'))
      .when(know(lines))
      .thenIssues(['EligibilityReassessed', '2019-05-01', event]);
  });

  it('that is lower ends dibao in the same change', () => {
    const lowered = facts({ lines: { '2018-01-01': 10_000, '2019-04-01': 8_000 } });
    given(know(lowered), registered(earning(9_000)), granted('dibao'))
      .when(passTo('2019-04-01'))
      .thenChanges([
        '2019-04-01',
        { belowLine: true, scheme: 'dibao' },
        { belowLine: false, scheme: 'none' },
      ]);
  });

  it('that was learnt late restates what was published since its day', () => {
    const before = facts({ lines: { '2018-01-01': 10_000 } });
    given(
      know(before),
      registered(earning(11_000)),
      reassessed('2019-06-01', earning(11_500)),
      reassessed('2019-07-01', earning(13_000)),
      passTo('2019-08-01'),
    )
      .when(know(lines))
      .thenChanges(
        ['2019-04-01', { belowLine: false }, { belowLine: true }],
        ['2019-07-01', { belowLine: true }, { belowLine: false }],
      );
  });

  it('does nothing to a household that was removed or not yet registered', () => {
    given(registered(earning(11_000)), removed('2019-03-01'))
      .when(passTo('2019-12-31'))
      .thenChanges();
    given(registered(earning(11_000), '2019-05-01'))
      .when(passTo('2019-12-31'))
      .thenChanges();
  });
});

describe('a late report or correction of a household', () => {
  it('is accepted when the later history holds with it', () => {
    given(registered(earning(9_000)), granted('dibao'))
      .when(reassessed('2018-03-15', withoutMeans))
      .thenChanges(
        ['2018-04-01', { scheme: 'dibao' }, { scheme: 'none' }],
        ['2018-03-15', { hasLabour: true }, { hasLabour: false, belowLine: true }],
        ['2018-04-01', { hasLabour: false, scheme: 'none' }, { hasLabour: false, scheme: 'dibao' }],
      );
  });

  it('is refused when a grant would lose its ground', () => {
    given(registered(earning(9_000)), granted('dibao'))
      .when(reassessed('2018-03-15', earning(20_000)))
      .thenStandsAgainst(2);
    given(registered(earning(9_000)), granted('dibao'))
      .when(corrected(1, registered(earning(10_000))))
      .thenStandsAgainst(2);
    given(registered(earning(9_000)), granted('dibao'), ended('2018-06-01'))
      .when(withdrawn(2))
      .thenStandsAgainst(3);
  });

  it('restates what a new line has done since', () => {
    given(registered(earning(11_000)), passTo('2019-05-01'))
      .when(corrected(1, registered(earning(13_000))))
      .thenChanges(['2019-04-01', { belowLine: true }, { belowLine: false }]);
  });
});

describe('the social security bureau', () => {
  it('fits its contract', () => {
    expect(misfitsOf(socialSecurityBureau)).toEqual([]);
  });

  it('never shows a household in a scheme whose condition it does not meet, under any line', () => {
    whateverIsTried(socialSecurityBureau, 'household', {
      facts: facts({ lines: { '2017-12-27': 5, '2017-12-31': 9, '2018-01-03': 3 } }),
      rarely: ['HouseholdRemoved'],
      holds: (life) => {
        for (const { after } of life.timeline.published) {
          if (after?.['scheme'] === 'dibao') expect(after['belowLine']).toBe(true);
          if (after?.['scheme'] === 'destitute-support')
            expect(after).toMatchObject({ hasLabour: false, hasIncome: false });
        }
        const state = stateOf(life) as Household | null;
        const line = life.context.facts.lineOn(life.context.today) ?? 0;
        if (state) expect(state.belowLine).toBe(state.perCapitaIncomeFen < line);
      },
    });
  });
});
