import type { Dictionary } from '@jiedui/web-page/plain';

export const words = {
  title: { zh: '村庄', en: 'Villages' },
  status: { zh: '状态', en: 'Status' },
  village: { zh: '村', en: 'Village' },
  place: { zh: '区、镇', en: 'District, town' },
  targets: { zh: '达标项', en: 'Targets met' },
  progressOf: { zh: '平均进度', en: 'Mean progress' },
  value: { zh: '数值', en: 'Value' },
  gap: { zh: '差距', en: 'Gap' },
  whyOf: (village: string) => ({ zh: `${village}的依据`, en: `Why, of ${village}` }),
  none: { zh: '没有符合条件的村', en: 'No village fits' },
  noneNext: { zh: '请放宽条件。', en: 'Ask for less.' },
} as const satisfies Dictionary;
