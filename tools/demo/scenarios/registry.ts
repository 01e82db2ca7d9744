import { addDays, type Day } from '@jiedui/programme';
import type { Life } from '../life';
import { random } from '../random';
import type { DemoVillage } from '../village';

/** The city's subsistence line, fen per person and year, by the day from which it holds. */
const LINES: readonly (readonly [published: Day, effectiveOn: Day, fen: number])[] = [
  ['2017-08-01', '2017-04-01', 1_032_000],
  ['2018-03-12', '2018-04-01', 1_104_000],
  ['2019-03-11', '2019-04-01', 1_176_000],
];

/** The city's average per-capita disposable income, fen, by year. */
const INCOMES: readonly (readonly [published: Day, year: number, fen: number])[] = [
  ['2017-08-01', 2016, 3_407_400],
  ['2018-02-27', 2017, 3_702_200],
  ['2019-02-26', 2018, 3_950_600],
];

const step = (on: Day, village: string, command: string, input: Record<string, unknown>) => ({
  area: 'registry',
  on,
  command,
  input: { village, ...input },
});

/** 村庄名录: every village and its pairing, the reference values, and now and then a village renamed. */
export function registry(seed: number, villages: readonly DemoVillage[], from: Day): Life[] {
  function* reference(): Life {
    for (const [on, effectiveOn, fen] of LINES)
      yield step(on, 'city', 'SetSubsistenceLine', { effectiveOn, fen });
  }
  function* incomes(): Life {
    for (const [on, year, fen] of INCOMES) yield step(on, 'city', 'PublishCityIncome', { year, fen });
  }
  function* life(village: DemoVillage): Life {
    const r = random(seed, `registry/${village.code}`);
    const { code, name, districtCode, townName, households, population, longitude, latitude } = village;
    yield step(from, code, 'RegisterVillage', {
      name,
      districtCode,
      townName,
      households,
      population,
      longitude,
      latitude,
    });
    yield step(from, code, 'PairSupportingUnit', { unit: village.unit, unitLevel: village.unitLevel });
    yield step(addDays(from, r.whole(1, 25)), code, 'AssignResidentTeam', { members: r.whole(2, 4) });
    if (r.chance(0.01))
      yield step(addDays(from, r.whole(100, 700)), code, 'RenameVillage', {
        name: `${name.slice(0, -1)}新村`,
      });
    else if (r.chance(0.15))
      yield step(addDays(from, r.whole(200, 700)), code, 'ChangeVillageFacts', {
        households: households + r.whole(-9, 9),
      });
  }
  return [reference(), incomes(), ...villages.map(life)];
}
