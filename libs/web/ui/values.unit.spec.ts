import type { CatalogueIndicator, Value } from '@jiedui/web-api';
import { gapText, targetText, valueText } from './values';

const indicator = (
  kind: string,
  formula: Record<string, unknown> = {},
  unit?: string,
): CatalogueIndicator => ({
  indicator: 'XX1',
  area: 'orchards',
  zh: '',
  en: '',
  kind,
  target: true,
  clause: '',
  formula,
  ...(unit !== undefined && { unit }),
});
const ALL = { threshold: { num: 100, den: 100 }, numerator: 'trained', denominator: 'willing' };

describe('a value, its target and what is missing to it', () => {
  it.each<[string, CatalogueIndicator, Value, string, string, string]>([
    ['milestone', indicator('milestone'), false, '未实现', '实现', ''],
    ['checklist', indicator('checklist', { of: 6 }), 4, '4 / 6 项', '6 项', '还差 2 项'],
    ['coverage', indicator('coverage', ALL), [6, 11], '6 / 11（54.5%）', '≥ 100%', '还差 5'],
    [
      'coverage of most',
      indicator('coverage', { ...ALL, threshold: { num: 95, den: 100 } }),
      [18, 20],
      '18 / 20（90%）',
      '≥ 95%',
      '还差 1',
    ],
    ['nothing owed', indicator('coverage', ALL), [0, 0], '无须办理', '≥ 100%', ''],
    [
      'money paid out',
      indicator('coverage', { ...ALL, numerator: 'disbursedFen' }),
      [184_000_000, 220_000_000],
      '184 万元 / 220 万元（83.6%）',
      '≥ 100%',
      '还差 36 万元',
    ],
    ['clearance', indicator('clearance'), [2, 5], '未销号 2，已销号 5', '清零', '还差 2 处'],
    [
      'threshold',
      indicator('threshold', { atLeast: 20_000_000 }, 'fen'),
      15_000_000,
      '15 万元',
      '≥ 20 万元',
      '还差 50,000 元',
    ],
    [
      'growth',
      indicator('growth', { threshold: { num: 10, den: 100 } }),
      [94, 1_000],
      '9.4%',
      '每年 ≥ 10%',
      '还差 0.6 个百分点',
    ],
    [
      'shrinking',
      indicator('growth', { threshold: { num: 10, den: 100 } }),
      [-5, 100],
      '−5%',
      '每年 ≥ 10%',
      '还差 15.0 个百分点',
    ],
    [
      'benchmark',
      indicator('benchmark'),
      [2_700_000, 3_950_600],
      '27,000 元，全市 39,506 元',
      '达到全市平均',
      '还差 12,506 元',
    ],
    [
      'activity',
      indicator('activity', { requires: [{}, {}, {}, {}] }),
      3,
      '3 / 4 项要求',
      '按期开展',
      '还差 1 项',
    ],
    ['volume', indicator('volume', {}, 'person-times'), 8, '8 人次', '—', ''],
    ['no data', indicator('coverage', ALL), null, '—', '≥ 100%', ''],
  ])('of a %s', (_, of, value, said, target, gap) => {
    expect(valueText(of, value, 'zh')).toBe(said);
    expect(targetText(of, 'zh')).toBe(target);
    expect(gapText(of, value, 'zh')).toBe(gap);
  });
});
