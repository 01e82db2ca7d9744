import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'one-plan-at-a-time': {
    zh: '本村已有“一村一策”方案。需重新拟定的，请先撤回原方案',
    en: 'The village has a plan already. Withdraw it before another is drafted',
  },
  'approve-only-a-draft': {
    zh: '只有“已拟定”的方案可以批准；已批准的不必重复登记',
    en: 'Only a drafted plan can be approved; an approved one needs no second report',
  },
  'start-only-an-approved-plan': {
    zh: '只有“已批准”的方案可以实施。请先登记批准；实施中的不必重复登记',
    en: 'Only an approved plan can start. Report its approval first; a plan under way needs no second report',
  },
  'business-closed-already': {
    zh: '该经营主体已注销。注销日期有误的，请更正原记录；重新成立的，请另行登记',
    en: 'The business is closed already. If the day is wrong, correct that report; if it was founded anew, register it as another',
  },
  'year-has-not-begun': {
    zh: '{year}年度在该日尚未开始，不能上报其收入。请核对年度和日期',
    en: 'The year {year} had not begun on that day. Check the year and the day',
  },
  'income-reported-already': {
    zh: '本村{year}年度收入已上报，每年只报一次。数字有误的，请更正原上报',
    en: 'The income of {year} is reported already, once a year. If the figures are wrong, correct the first report',
  },
} as const satisfies Record<string, Text>;
