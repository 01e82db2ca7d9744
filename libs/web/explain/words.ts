import { format, type Dictionary } from '@jiedui/web-page/plain';

export const words = {
  title: (indicator: string) => ({ zh: `依据：${indicator}`, en: `Why: ${indicator}` }),
  clause: (text: string) => ({ zh: `承诺出处：${text}`, en: `The clause: ${text}` }),
  reasoning: { zh: '怎样得出', en: 'How it follows' },
  totals: { zh: '合计', en: 'Sums' },
  measure: { zh: '统计量', en: 'Measure' },
  ofYear: (year: number) => ({ zh: `${year} 年`, en: `${year}:` }),
  sum: { zh: '合计', en: 'Sum' },
  records: { zh: '记录数', en: 'Records' },
  references: { zh: '全市公布值', en: 'The city’s published values' },
  published: (moment: string) => ({ zh: `${moment} 公布`, en: `published ${moment}` }),
  events: (n: number) => ({
    zh: `由 ${format.count(n)} 件事项构成`,
    en: n === 1 ? 'Made by one event' : `Made by ${format.count(n)} events`,
  }),
  shownAll: (sum: string) => ({
    zh: `以上各项相加：${sum}，与合计一致`,
    en: `These add up to ${sum}: the sums above`,
  }),
  shownSome: (n: number, of: number) => ({
    zh: `已列出 ${format.count(n)} 件，共 ${format.count(of)} 件；全部列出后相加即为合计`,
    en: `${format.count(n)} of ${format.count(of)} are listed; all of them add up to the sums`,
  }),
  differs: {
    zh: '相加与合计不一致，请告知运维人员',
    en: 'These do not add up to the sums: please tell operations',
  },
  event: { zh: '事项', en: 'Event' },
  holdsFrom: { zh: '生效日', en: 'Holds from' },
  recorded: { zh: '登记时间', en: 'Recorded' },
  bureau: { zh: '登记部门', en: 'Bureau' },
  contribution: { zh: '贡献', en: 'Adds' },
  corrects: (id: string) => ({ zh: `更正了事项 …${id}`, en: `corrects event …${id}` }),
  corrected: { zh: '后被更正', en: 'corrected later' },
  number: (n: number) => ({ zh: `第 ${format.count(n)} 号`, en: `no. ${format.count(n)}` }),
  none: { zh: '还没有事项计入', en: 'No event counts yet' },
  noneNext: {
    zh: '该指标尚无记录，或选定的日期、时刻之前没有登记。',
    en: 'Nothing is recorded for it, or nothing was by the chosen day and instant.',
  },
  village: { zh: '打开这个村的档案', en: 'Open the village’s file' },
} as const satisfies Dictionary;
