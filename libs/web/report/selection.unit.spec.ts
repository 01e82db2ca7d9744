import { STATUSES, type Status } from '@jiedui/programme';
import type { Counts, ReportPlace, ReportVillage } from '@jiedui/web-api';
import { behind, byArea, byTown, inPlace, latestOf, sumOf, toggledArea, type Target } from './selection';

const counts = (of: Partial<Counts>): Counts =>
  Object.fromEntries(STATUSES.map((status) => [status, of[status] ?? 0])) as Record<Status, number>;
const target = (indicator: string, area: string, of: Partial<Counts> = {}): Target => ({
  indicator,
  area,
  zh: '',
  en: '',
  counts: counts(of),
});

describe('the areas of a report', () => {
  const all = ['housing', 'industry', 'ecology'];

  it('are all unless some are chosen; they stand in their own order', () => {
    expect(toggledArea(all, all, 'industry')).toBe('housing,ecology');
    expect(toggledArea(all, ['ecology'], 'housing')).toBe('housing,ecology');
    expect(toggledArea(all, ['housing', 'ecology'], 'industry')).toBeUndefined();
    expect(toggledArea(all, ['ecology'], 'ecology')).toBeUndefined();
  });
});

it('a report is made final with what was recorded last', () => {
  const fresh = {
    housing: { time: '2019-09-30T01:00:00.000Z' },
    industry: { time: '2019-09-30T03:00:00.000Z' },
    ecology: { time: null },
  };
  expect(latestOf(fresh)).toBe('2019-09-30T03:00:00.000Z');
  expect(latestOf({})).toBeUndefined();
});

describe('a subtotal', () => {
  const targets = [
    target('HO1', 'housing', { met: 3, lagging: 1 }),
    target('HO2', 'housing', { met: 2, 'off-track': 1, overdue: 1 }),
    target('IN2', 'industry', { met: 5 }),
  ];

  it('is of the targets of an area', () => {
    expect(byArea(targets).map((own) => own.map(({ indicator }) => indicator))).toEqual([
      ['HO1', 'HO2'],
      ['IN2'],
    ]);
    expect(sumOf(byArea(targets)[0]!)).toMatchObject({ met: 5, lagging: 1, 'off-track': 1, overdue: 1 });
    expect(behind(sumOf(targets))).toBe(3);
  });

  it('is of the same targets in another place', () => {
    const place = {
      targets: [target('HO1', 'housing', { met: 9 }), target('IN2', 'industry')],
    } as unknown as ReportPlace;
    expect(sumOf(inPlace(place, byArea(targets)[0]!)).met).toBe(9);
  });

  it('is of the villages of a town, which follow each other', () => {
    const village = (code: string, townName: string | null) => ({ code, townName }) as ReportVillage;
    const towns = byTown([
      village('1', '东镇'),
      village('2', '东镇'),
      village('3', '西镇'),
      village('4', null),
    ]);
    expect(towns.map((town) => town.map(({ code }) => code))).toEqual([['1', '2'], ['3'], ['4']]);
  });
});
