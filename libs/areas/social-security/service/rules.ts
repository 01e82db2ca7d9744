import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'dibao-only-below-the-line': {
    zh: '该户人均年收入不低于当日施行的低保线（或当日尚无低保线），不能纳入低保。收入有变化的，请先复核；也可改选低收入家庭救助',
    en: 'The income is not below the line in force on that day (or no line is known yet), so dibao cannot be granted. If the income has changed, reassess the household first; or choose low-income relief',
  },
  'destitute-support-only-without-means': {
    zh: '特困人员供养只适用于既无劳动力又无收入来源的家庭。情况有变化的，请先复核；也可改选其他保障类别',
    en: 'Support of the destitute is only for households with neither labour nor income. If that has changed, reassess the household first; or choose another scheme',
  },
  'scheme-held-already': {
    zh: '该户已享受这类保障，不必重复登记。日期有误的，请更正原记录',
    en: 'The household holds this scheme already. If the day is wrong, correct the first report',
  },
  'no-scheme-to-end': {
    zh: '该户当日未享受任何保障，无可退出。复核或低保线调整可能已使其退出，请查看该户记录',
    en: 'The household holds no scheme on that day. A reassessment or a new line may have ended it: see its history',
  },
} as const satisfies Record<string, Text>;
