import { corrected, lifeOf, misfitsOf, stateOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { partyBuildingBureau } from './bureau';
import { branch, organisationalLife, title, type Branch, type Title } from './domain';

describe('a Party branch', () => {
  const { given, on } = lifeOf('branch', branch);
  const elected = (day: string, qualified: boolean) =>
    on(day, 'LeaderElected', { qualified, assessor: 'district' });
  const rated = (day: string, fiveGood: boolean) => on(day, 'BranchRated', { fiveGood, assessor: 'city' });
  const revoked = (day: string) => on(day, 'BranchRatingRevoked', { reason: 'standard-lost' });

  it('is opened by the election of a leader or by a rating, whichever is reported first', () => {
    given().when(elected('2018-03-01', true)).thenBecomes({ fiveGood: false, qualifiedLeader: true });
    given().when(rated('2018-03-01', true)).thenBecomes({ fiveGood: true, qualifiedLeader: false });
  });

  it('has one leader: another replaces the first, to the standard or not', () => {
    given(elected('2018-03-01', false))
      .when(elected('2019-03-01', true))
      .thenBecomes({ qualifiedLeader: true });
    given(elected('2018-03-01', true), rated('2018-12-01', true))
      .when(elected('2019-03-01', false))
      .thenBecomes({ qualifiedLeader: false });
    given(elected('2018-03-01', true)).when(elected('2019-03-01', true)).thenBecomes({});
  });

  it('is rated again and again: the latest rating is in force', () => {
    given(elected('2018-03-01', true)).when(rated('2018-12-01', true)).thenBecomes({ fiveGood: true });
    given(rated('2018-12-01', true)).when(rated('2019-12-01', false)).thenBecomes({ fiveGood: false });
    given(rated('2018-12-01', true)).when(rated('2019-12-01', true)).thenBecomes({});
  });

  it('has its rating revoked, whatever it was, and may be rated again', () => {
    given(elected('2018-03-01', true), rated('2018-12-01', true))
      .when(revoked('2019-06-01'))
      .thenBecomes({ fiveGood: false });
    given(rated('2018-12-01', false)).when(revoked('2019-06-01')).thenState({ rating: 'none' });
    given(rated('2018-12-01', true), revoked('2019-06-01'))
      .when(rated('2019-12-01', true))
      .thenBecomes({ fiveGood: true });
  });

  it('without a rating in force has none to revoke', () => {
    given().when(revoked('2019-06-01')).thenRefused('no-rating-to-revoke');
    given(elected('2018-03-01', true)).when(revoked('2019-06-01')).thenRefused('no-rating-to-revoke');
    given(rated('2018-12-01', true)).when(revoked('2018-11-30')).thenRefused('no-rating-to-revoke');
    given(rated('2018-12-01', true), revoked('2019-06-01'))
      .when(revoked('2019-06-02'))
      .thenRefused('no-rating-to-revoke');
  });

  it('takes a late report with its later history, which is reversed and restated', () => {
    given(rated('2018-12-01', true))
      .when(elected('2018-03-01', true))
      .thenChanges(
        ['2018-12-01', { fiveGood: true, qualifiedLeader: false }, null],
        ['2018-03-01', null, { fiveGood: false, qualifiedLeader: true }],
        ['2018-12-01', { fiveGood: false, qualifiedLeader: true }, { fiveGood: true, qualifiedLeader: true }],
      );
    given(rated('2018-12-01', true), revoked('2019-06-01')).when(revoked('2019-03-01')).thenStandsAgainst(2);
  });

  it('is corrected, or not when a revocation would have nothing to revoke', () => {
    given(elected('2018-03-01', true), rated('2018-12-01', true))
      .when(corrected(1, elected('2018-03-01', false)))
      .thenChanges(
        ['2018-12-01', { fiveGood: true, qualifiedLeader: true }, { fiveGood: false, qualifiedLeader: true }],
        ['2018-03-01', { qualifiedLeader: true }, null],
        ['2018-03-01', null, { qualifiedLeader: false }],
        ['2018-12-01', { fiveGood: false }, { fiveGood: true, qualifiedLeader: false }],
      );
    given(elected('2018-03-01', true), rated('2018-12-01', true), revoked('2019-06-01'))
      .when(withdrawn(2))
      .thenStandsAgainst(3);
  });
});

describe('a civilised village', () => {
  const { given, on } = lifeOf('title', title, { id: 'civilised-village' });
  const granted = (day: string, level?: 'district' | 'city' | 'national') =>
    on(day, 'TitleGranted', { title: 'civilised-village', ...(level && { level }) });
  const revoked = (day: string) =>
    on(day, 'TitleRevoked', { title: 'civilised-village', reason: 'not-renewed' });

  it.each(['district', 'city', 'national'] as const)('is granted at the level %s', (level) => {
    given().when(granted('2018-05-01', level)).thenBecomes({ title: 'civilised-village', level, held: true });
  });

  it('is not granted without a level', () => {
    given().when(granted('2018-05-01')).thenRefused('civilised-village-needs-level');
    given(granted('2018-05-01', 'district'))
      .when(granted('2018-06-01'))
      .thenRefused('civilised-village-needs-level');
  });

  it('rises to a higher level, and never to the same or a lower one while it is held', () => {
    given(granted('2018-05-01', 'district'))
      .when(granted('2019-05-01', 'city'))
      .thenBecomes({ level: 'city' });
    given(granted('2018-05-01', 'district'))
      .when(granted('2019-05-01', 'national'))
      .thenBecomes({ level: 'national' });
    given(granted('2018-05-01', 'city'))
      .when(granted('2019-05-01', 'city'))
      .thenRefused('level-not-above-the-one-held');
    given(granted('2018-05-01', 'national'))
      .when(granted('2019-05-01', 'district'))
      .thenRefused('level-not-above-the-one-held');
  });

  it('that was revoked is held no more, and may be granted again at any level, on the same day too', () => {
    given(granted('2018-05-01', 'city')).when(revoked('2019-05-01')).thenBecomes({ held: false });
    given(granted('2018-05-01', 'city'), revoked('2019-05-01'))
      .when(granted('2019-05-01', 'district'))
      .thenBecomes({ level: 'district', held: true });
  });

  it('is revoked only while it is held', () => {
    given().when(revoked('2019-05-01')).thenRefused('title-not-held');
    given(granted('2018-05-01', 'city'), revoked('2019-05-01'))
      .when(revoked('2019-06-01'))
      .thenRefused('title-not-held');
  });

  it('takes a lower level that is reported late, and no higher one', () => {
    given(granted('2018-05-01', 'city'))
      .when(granted('2017-12-01', 'district'))
      .thenChanges(
        ['2018-05-01', { level: 'city' }, null],
        ['2017-12-01', null, { level: 'district' }],
        ['2018-05-01', { level: 'district' }, { level: 'city' }],
      );
    given(granted('2018-05-01', 'city')).when(granted('2017-12-01', 'national')).thenStandsAgainst(1);
    given(granted('2018-05-01', 'district'), granted('2019-05-01', 'city'))
      .when(corrected(1, granted('2018-05-01', 'city')))
      .thenStandsAgainst(2);
    given(granted('2018-05-01', 'city'))
      .when(corrected(1, granted('2018-05-01', 'district')))
      .thenChanges(['2018-05-01', { level: 'city' }, null], ['2018-05-01', null, { level: 'district' }]);
  });
});

describe('a safe village', () => {
  const { given, on } = lifeOf('title', title, { id: 'safe-village' });
  const granted = (day: string) => on(day, 'TitleGranted', { title: 'safe-village' });
  const ofLevel = on('2018-06-01', 'TitleGranted', { title: 'safe-village', level: 'city' });
  const revoked = on('2019-05-01', 'TitleRevoked', { title: 'safe-village', reason: 'serious-incident' });

  it('is granted without a level', () => {
    given().when(granted('2018-05-01')).thenBecomes({ title: 'safe-village', level: null, held: true });
    given().when(ofLevel).thenRefused('safe-village-has-no-level');
  });

  it('is granted once until it is revoked; every rule is named at once', () => {
    given(granted('2018-05-01')).when(granted('2018-06-01')).thenRefused('title-held-already');
    given(granted('2018-05-01')).when(ofLevel).thenRefused('safe-village-has-no-level', 'title-held-already');
    given(granted('2018-05-01')).when(revoked).thenBecomes({ held: false });
    given(granted('2018-05-01'), revoked).when(granted('2019-09-01')).thenBecomes({ held: true });
  });

  it('that was never granted is not revoked', () => {
    given().when(revoked).thenRefused('title-not-held');
    given(granted('2018-05-01'), revoked).when(withdrawn(1)).thenStandsAgainst(2);
  });
});

describe('organisational life', () => {
  const { given, on } = lifeOf('organisational-life', organisationalLife);
  const held = (attended: number, entitled = 30) =>
    on('2018-04-05', 'OrganisationalLifeHeld', { kind: 'theme-day', attended, entitled });

  it.each([0, 29, 30])('is held with %d of 30 members', (attended) => {
    given().when(held(attended)).thenBecomes({ kind: 'theme-day' });
  });

  it('is never attended by more than are entitled, in a correction neither', () => {
    given().when(held(31)).thenRefused('attended-not-above-entitled');
    given(held(30))
      .when(corrected(1, held(30, 29)))
      .thenRefused('attended-not-above-entitled');
  });

  it('is restated by a correction, and taken back by a withdrawal', () => {
    const lesson = on('2018-04-06', 'OrganisationalLifeHeld', {
      kind: 'three-meetings-one-lesson',
      attended: 30,
      entitled: 30,
    });
    given(held(30))
      .when(corrected(1, lesson))
      .thenChanges(
        ['2018-04-05', { kind: 'theme-day' }, null],
        ['2018-04-06', null, { kind: 'three-meetings-one-lesson' }],
      );
    given(held(30))
      .when(withdrawn(1))
      .thenChanges(['2018-04-05', { kind: 'theme-day' }, null]);
  });
});

describe('the party-building bureau', () => {
  it('fits its contract', () => {
    expect(misfitsOf(partyBuildingBureau)).toEqual([]);
  });

  it('never shows a branch five-good whose rating in force is another', () => {
    whateverIsTried(partyBuildingBureau, 'branch', {
      holds: (life) => {
        const state = stateOf(life) as Branch | null;
        const shown = life.timeline.published.at(-1)?.after ?? null;
        expect(shown?.['fiveGood']).toBe(state ? state.rating === 'five-good' : undefined);
        for (const { after } of life.timeline.published) expect(after).not.toBeNull();
      },
    });
  });

  it('never shows a civilised village without a level, a safe one with a level, or a level that fell while held', () => {
    const levels = ['district', 'city', 'national'];
    whateverIsTried(partyBuildingBureau, 'title', {
      holds: (life) => {
        const state = stateOf(life) as Title | null;
        if (state) expect(state.level === null).toBe(state.title === 'safe-village');
        for (const { before, after } of life.timeline.published) {
          expect(after!['level'] === null).toBe(after!['title'] === 'safe-village');
          if (before?.['held'] && after!['held'] && after!['level'] && before['level'])
            expect(levels.indexOf(String(after!['level']))).toBeGreaterThan(
              levels.indexOf(String(before['level'])),
            );
        }
      },
    });
  });

  it('shows each organisational life once, whatever is tried', () => {
    whateverIsTried(partyBuildingBureau, 'organisational-life', {
      holds: ({ timeline }) => expect(timeline.published.length).toBe(timeline.facts.length),
    });
  });
});
