import { STATUSES, type Status } from '@jiedui/programme';
import type { Counts, IndicatorOverview, Need, Overview, TrendPoint } from '@jiedui/web-api';
import { figureOf, strengths } from './district-figures';
import { paceNeeded, paceOf, targetsMet } from './pace';
import { reasonsOf } from './reasons';
import { sinceDay, spanOf } from './since';

const counts = (of: Partial<Counts>): Counts =>
  Object.fromEntries(STATUSES.map((status) => [status, of[status] ?? 0])) as Record<Status, number>;
const indicator = (id: string, more: Partial<IndicatorOverview> = {}): IndicatorOverview => ({
  indicator: id,
  area: 'orchards',
  zh: '',
  en: '',
  kind: 'milestone',
  target: true,
  counts: counts({}),
  ...more,
});

describe('the pace', () => {
  it('that is needed is what is missing, spread over the months that are left', () => {
    const overview = {
      villages: 10,
      indicators: [
        indicator('A', { counts: counts({ met: 4 }) }),
        indicator('B', { counts: counts({ met: 1 }) }),
        indicator('C', { target: false, counts: counts({ met: 9 }) }),
      ],
    };
    expect(targetsMet(overview)).toEqual({ met: 5, of: 20 });
    expect(paceNeeded(15, 365)).toBe(2);
    expect(paceNeeded(15, -1)).toBeNull();
  });

  it('so far is what three months brought', () => {
    const point = (day: string, met: number): TrendPoint => ({
      day,
      villages: 10,
      reached: 0,
      areas: [],
      met: { A: met, B: 1 },
    });
    const points = [
      point('2019-05-31', 0),
      point('2019-06-30', 3),
      point('2019-08-31', 5),
      point('2019-09-30', 9),
    ];
    expect(paceOf(points)).toBe(2);
    expect(paceOf(points.slice(2))).toBeNull();
    expect(paceOf([])).toBeNull();
  });
});

describe('a day that another is compared with', () => {
  it.each([
    ['yesterday', '2019-03-01', '2019-02-28'],
    ['week', '2019-03-01', '2019-02-22'],
    ['month', '2019-09-30', '2019-08-30'],
    ['month', '2019-03-31', '2019-02-28'],
    ['month', '2020-01-15', '2019-12-15'],
  ] as const)('%s before %s is %s', (span, day, before) => expect(sinceDay(span, day)).toBe(before));

  it('is yesterday unless the address says otherwise', () => {
    expect(spanOf('month')).toBe('month');
    expect(spanOf('century')).toBe('yesterday');
  });
});

describe('a district on the map', () => {
  const overview: Overview = {
    villages: 10,
    reached: 2,
    meanScore: 0.5,
    areas: [],
    indicators: [
      indicator('A', { counts: counts({ met: 4 }) }),
      indicator('V', { target: false, total: 12_345_678 }),
    ],
  };

  it('shows mean progress, the villages that reached all, the share that met an indicator, or a sum', () => {
    expect(figureOf(overview, undefined, undefined, 'zh').text).toBe('50%');
    expect(figureOf(overview, 'reached', undefined, 'zh').text).toBe('20%');
    expect(figureOf(overview, 'A', undefined, 'zh').text).toBe('40%');
    expect(figureOf(overview, 'V', 'fen', 'zh').text).toBe('12.35 万元');
    expect(figureOf(overview, 'V', undefined, 'zh').text).toBe('12,345,678');
  });

  it('shows nothing where there is no village', () => {
    expect(figureOf({ ...overview, villages: 0 }, 'A', undefined, 'zh')).toMatchObject({
      value: null,
      text: '—',
    });
  });

  it('is coloured by its place between the least and the most', () => {
    expect(strengths([10, 20, null, 15])).toEqual([0, 1, null, 0.5]);
    expect(strengths([7, 7])).toEqual([0.5, 0.5]);
    expect(strengths([null])).toEqual([null]);
  });
});

describe('why a village needs someone', () => {
  const need: Need = {
    village: {
      code: '1',
      name: '东村',
      district: { code: '120110', zh: '东丽区', en: 'Dongli' },
      townName: null,
    },
    behind: 10,
    mostBehind: true,
    worse: [{ area: 'housing', before: 'met', after: 'lagging' }],
  };

  it('is told in words, the targets first', () => {
    expect(reasonsOf(need, 17, () => '住房安全帮扶', 'zh')).toEqual([
      '17 项承诺中 10 项严重滞后或逾期',
      '住房安全帮扶由“已达标”转为“滞后”',
    ]);
  });

  it('is the light alone where no target is behind', () => {
    expect(reasonsOf({ ...need, behind: 0, mostBehind: false }, 17, () => 'Housing', 'en')).toEqual([
      'Housing: from met to lagging',
    ]);
  });
});
