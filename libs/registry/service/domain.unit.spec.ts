import { lifeOf, misfitsOf, stateOf, whateverIsTried } from '@jiedui/testing';
import { registryBureau } from './bureau';
import { cityIncome, subsistenceLine, village, type Village } from './domain';

const code = '120119101201';
const facts = {
  code,
  name: '演示村',
  districtCode: '120119',
  townName: '演示镇',
  households: 200,
  population: 610,
  longitude: 117.4,
  latitude: 40,
} as const;

describe('a village', () => {
  const { given, on } = lifeOf('village', village, { village: code, id: code });
  const registered = on('2017-08-15', 'VillageRegistered', facts);
  const merged = on('2019-06-01', 'VillageMerged', { into: '120119101202' });
  const paired = on('2017-09-01', 'SupportingUnitPaired', { unit: '市教委', unitLevel: 'city' });
  const team = { teamId: 't1', leader: 'u-1', members: 3 };
  const assigned = on('2017-09-05', 'ResidentTeamAssigned', team);

  it('is registered with its facts, under the district of its code', () => {
    given().when(registered).thenState(facts);
    given()
      .when(on('2017-08-15', 'VillageRegistered', { ...facts, districtCode: '120118' }))
      .thenRefused('district-not-of-the-code');
    given(registered)
      .when(on('2018-01-01', 'VillageRegistered', facts))
      .thenRefused('village-registered-already');
    given()
      .when(on('2018-01-01', 'VillageRenamed', { name: '新村' }))
      .thenRefused('record-unknown');
  });

  it('is renamed, and its facts change: what is not named stays', () => {
    given(registered)
      .when(on('2018-05-01', 'VillageRenamed', { name: '新村' }))
      .thenState({ ...facts, name: '新村' });
    given(registered)
      .when(on('2018-05-01', 'VillageFactsChanged', { households: 210 }))
      .thenState({ ...facts, households: 210 });
    given(registered)
      .when(on('2018-05-01', 'VillageFactsChanged', {}))
      .thenRefused('no-fact-named');
  });

  it('is merged into another village once', () => {
    given(registered)
      .when(merged)
      .thenState({ code, merged: { into: '120119101202', on: '2019-06-01' } });
    given(registered, merged).when(merged).thenRefused('village-merged');
    given(registered)
      .when(on('2019-06-01', 'VillageMerged', { into: code }))
      .thenRefused('merged-into-itself');
  });

  it('takes no command for a day after its merger, and is put in order up to that day', () => {
    const full = [registered, paired, assigned, merged];
    for (const late of [
      on('2019-06-02', 'VillageRenamed', { name: '新村' }),
      on('2019-06-02', 'VillageFactsChanged', { households: 1 }),
      on('2019-06-02', 'VillageMerged', { into: '120119101203' }),
      on('2019-06-02', 'SupportingUnitPaired', { unit: '市国资委', unitLevel: 'city' }),
      on('2019-06-02', 'SupportingUnitReleased'),
      on('2019-06-02', 'ResidentTeamAssigned', team),
      on('2019-06-02', 'ResidentTeamWithdrawn'),
    ])
      given(...full)
        .when(late)
        .thenRefused('village-merged');
    given(...full)
      .when(on('2019-06-01', 'SupportingUnitReleased'))
      .thenState({ unit: undefined, team });
    given(...full)
      .when(on('2019-05-01', 'VillageRenamed', { name: '新村' }))
      .thenState({ name: '新村' });
  });

  it('is not merged on a day before something that was reported of it', () => {
    given(registered, paired, on('2019-08-01', 'SupportingUnitReleased')).when(merged).thenStandsAgainst(3);
  });

  it('has one supporting unit at a time', () => {
    const released = on('2018-09-01', 'SupportingUnitReleased');
    given(registered)
      .when(paired)
      .thenState({ unit: { unit: '市教委', unitLevel: 'city' } });
    given(registered, paired)
      .when(on('2018-09-01', 'SupportingUnitPaired', { unit: '市国资委', unitLevel: 'city' }))
      .thenRefused('unit-paired-already');
    given(registered, paired).when(released).thenState({ unit: undefined });
    given(registered).when(released).thenRefused('no-unit-paired');
    given(registered, paired, released)
      .when(on('2018-09-01', 'SupportingUnitPaired', { unit: '市国资委', unitLevel: 'city' }))
      .thenState({ unit: { unit: '市国资委', unitLevel: 'city' } });
  });

  it('has one resident team at a time', () => {
    const withdrawn = on('2018-09-01', 'ResidentTeamWithdrawn');
    given(registered).when(assigned).thenState({ team });
    given(registered, assigned)
      .when(on('2018-01-01', 'ResidentTeamAssigned', team))
      .thenRefused('team-assigned-already');
    given(registered, assigned).when(withdrawn).thenState({ team: undefined });
    given(registered).when(withdrawn).thenRefused('no-team-assigned');
  });
});

describe("the city's reference values", () => {
  it('are published once more for the same year: the latest holds', () => {
    const { given, on } = lifeOf('city-income', cityIncome, { village: 'city', id: '2017' });
    const published = on('2018-02-01', 'CityIncomePublished', { year: 2017, fen: 3_700_000 });
    given().when(published).thenState({ year: 2017, fen: 3_700_000 });
    given(published)
      .when(on('2018-03-01', 'CityIncomePublished', { year: 2017, fen: 3_702_200 }))
      .thenState({ year: 2017, fen: 3_702_200 });
  });

  it('are set once more for the same day, on the day of the first publication too', () => {
    const { given, on } = lifeOf('subsistence-line', subsistenceLine, { village: 'city', id: '2018-04-01' });
    const set = (fen: number) => on('2018-03-20', 'SubsistenceLineSet', { effectiveOn: '2018-04-01', fen });
    given().when(set(1_032_000)).thenState({ fen: 1_032_000 });
    given(set(1_032_000)).when(set(1_104_000)).thenState({ effectiveOn: '2018-04-01', fen: 1_104_000 });
  });
});

describe('the registry', () => {
  it('fits its contract', () => {
    expect(misfitsOf(registryBureau)).toEqual([]);
  });

  it('takes the code of a new village from the village that the command names', () => {
    expect(registryBureau.commands['RegisterVillage']!.decide!({ village: code })).toEqual({ code });
  });

  it('never changes the code of a village, nor anything after the day of its merger', () => {
    whateverIsTried(registryBureau, 'village', {
      rarely: ['VillageMerged'],
      holds: (life) => {
        const state = stateOf(life) as Village | null;
        if (!state) return;
        const opening = life.timeline.facts.find(({ type }) => type === 'VillageRegistered');
        expect(state.code).toBe(opening?.data['code']);
        expect(state.code.startsWith(state.districtCode)).toBe(true);
        if (state.merged) for (const { on } of life.timeline.facts) expect(on <= state.merged.on).toBe(true);
      },
    });
  });

  it('keeps the last of any reference values', () => {
    for (const record of ['city-income', 'subsistence-line'])
      whateverIsTried(registryBureau, record, {
        holds: (life) => expect(stateOf(life)).toEqual(life.timeline.facts.at(-1)?.data ?? null),
      });
  });
});
