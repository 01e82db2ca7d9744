import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'start-only-an-open-task': {
    zh: '只有“待整治”的任务可以开工；已开工的不必重复登记。完工或验收后问题反弹的，请重开任务',
    en: 'Only an open task can start; one that has started needs no second report. If the problem has returned since it was completed or accepted, reopen the task',
  },
  'complete-only-a-started-task': {
    zh: '只有“整治中”的任务可以完工。请先登记开工；已完工的不必重复登记',
    en: 'Only a task in progress can be completed. Report its start first; a completed one needs no second report',
  },
  'accept-only-a-completed-task': {
    zh: '只有“已完工”的任务可以验收。请先登记完工；已验收的不必再次验收',
    en: 'Only a completed task can be accepted. Report its completion first; an accepted one is not accepted again',
  },
  'reopen-only-a-finished-task': {
    zh: '只有“已完工”或“已验收”的任务可以重开。该任务尚未完工，可直接继续整治',
    en: 'Only a completed or accepted task can be reopened. This one is not completed yet: the work simply goes on',
  },
  'disbursed-within-allocated': {
    zh: '累计拨付不能超过下达金额，截至当日还可拨付{leftFen}分。请核对金额；另有追加下达的，请先登记为一笔新的资金',
    en: 'No more can be disbursed than was allocated: {leftFen} fen are left on that day. Check the amount; if more was allocated, register that as a fund of its own first',
  },
  'year-has-not-begun': {
    zh: '该年度在发生日期当天尚未开始，不能上报其受益情况。请核对年度和日期',
    en: 'The year had not begun on the day given. Check the year and the day',
  },
  'beneficiaries-within-villagers': {
    zh: '受益人数不能多于村民人数。请核对两个人数；同一村民多次受益只算一人',
    en: 'No more villagers can benefit than there are. Check both numbers; a villager who benefits several times counts once',
  },
  'benefit-reported-already': {
    zh: '本村该年度受益情况已上报，每年只报一次。人数有误的，请更正原上报',
    en: 'The benefit of this year is reported already, once a year. If the numbers are wrong, correct the first report',
  },
} as const satisfies Record<string, Text>;
