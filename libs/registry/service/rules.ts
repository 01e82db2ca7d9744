import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'district-not-of-the-code': {
    zh: '区代码应为村庄代码的前六位，请核对',
    en: 'The district must be the first six digits of the village code: check both',
  },
  'village-registered-already': {
    zh: '该村已登记。更名、村情变化请分别办理“村庄更名”“村情变更”',
    en: 'The village is registered already. Rename it or change its facts instead',
  },
  'merged-into-itself': {
    zh: '村庄不能并入自身，请填写并入的另一村的代码',
    en: 'A village cannot be merged into itself: give the code of the other village',
  },
  'no-fact-named': {
    zh: '没有填写任何变更内容，请至少填写一项',
    en: 'Nothing was changed: fill in at least one fact',
  },
  'unit-paired-already': {
    zh: '该村已与“{unit}”结对。更换帮扶单位的，请先解除原结对',
    en: 'The village is paired with {unit}. Release it before another is paired',
  },
  'no-unit-paired': {
    zh: '该村当日没有结对的帮扶单位，无可解除',
    en: 'The village has no supporting unit on that day: there is nothing to release',
  },
  'team-assigned-already': {
    zh: '该村已有驻村工作组。轮换的，请先登记原工作组撤出',
    en: 'The village has a resident team. Withdraw it before another is assigned',
  },
  'no-team-assigned': {
    zh: '该村当日没有驻村工作组，无可撤出',
    en: 'The village has no resident team on that day: there is none to withdraw',
  },
} as const satisfies Record<string, Text>;
