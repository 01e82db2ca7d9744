import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'reassess-only-outside-works': {
    zh: '改造期间不能重新评定等级。请先完成本次改造并验收合格；等级原本评错的，请更正原评定',
    en: 'No new grade while works are under way. Finish and accept them first; if the grade was wrong from the start, correct the assessment',
  },
  'works-only-for-c-and-d': {
    zh: '只有C级、D级危房可以立项改造。等级已变化的，请先重新评定',
    en: 'Works are only for grades C and D. If the grade has changed, reassess the dwelling first',
  },
  'no-repair-for-d': {
    zh: 'D级危房不能只作维修，请改选加固或重建',
    en: 'A grade-D dwelling cannot be merely repaired: choose reinforce or rebuild',
  },
  'works-planned-already': {
    zh: '该住房的改造已立项。改造方式有误的，请更正原立项；验收合格后再次成为危房的，请先重新评定',
    en: 'Works are planned already. If the remedy is wrong, correct the plan; if the dwelling has decayed since it was accepted, reassess it first',
  },
  'start-only-planned-works': {
    zh: '只有“已立项”的改造可以开工。请先立项；已开工的不必重复登记',
    en: 'Only planned works can start. Plan them first; works that have started need no second report',
  },
  'complete-only-started-works': {
    zh: '只有“施工中”的改造可以完工。请先登记开工',
    en: 'Only works under way can be completed. Report their start first',
  },
  'inspect-only-completed-works': {
    zh: '只有“已完工”的改造可以验收。请先登记完工；已验收的不能再次验收',
    en: 'Only completed works can be accepted or rejected. Report their completion first; accepted works are not inspected again',
  },
} as const satisfies Record<string, Text>;
