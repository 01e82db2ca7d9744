import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'no-rating-to-revoke': {
    zh: '该党支部当日没有有效的评定，无可撤销。请先登记评定；已撤销的不必重复登记',
    en: 'The branch has no rating in force on that day. Report the rating first; a revoked one needs no second report',
  },
  'civilised-village-needs-level': {
    zh: '授予“文明村”须填写级别（区级、市级或国家级）',
    en: 'A civilised village is granted at a level: district, city or national',
  },
  'safe-village-has-no-level': {
    zh: '“平安村庄”不分级别，请不要填写级别',
    en: 'A safe village has no level: leave it out',
  },
  'level-not-above-the-one-held': {
    zh: '本村当日已是同级或更高级别的“文明村”，不必再登记；以高级别为准。降低级别的，请先撤销原称号；原级别填错的，请更正原记录',
    en: 'The village is a civilised village of this level or a higher one already. To lower it, revoke the title first; if its level is wrong, correct that report',
  },
  'title-held-already': {
    zh: '本村当日已是“平安村庄”，不必重复登记。日期有误的，请更正原记录',
    en: 'The village is a safe village already. If the day is wrong, correct the first report',
  },
  'title-not-held': {
    zh: '本村当日未保持该称号，无可撤销。请核对称号和日期；已撤销的不必重复登记',
    en: 'The village does not hold this title on that day. Check the title and the day; a revoked one needs no second report',
  },
  'attended-not-above-entitled': {
    zh: '实到{attended}人，多于应到{entitled}人。请核对两个人数；列席的群众不计入实到',
    en: '{attended} attended, more than the {entitled} entitled. Check both numbers; guests are not counted',
  },
} as const satisfies Record<string, Text>;
