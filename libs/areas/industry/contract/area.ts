import { defineArea, record } from '@jiedui/programme';
import { events } from './events';
import { labels } from './labels';

export const area = defineArea({
  id: 'industry',
  prefix: 'IN',
  zh: '产业带动帮扶',
  en: 'Industry',
  bureau: { zh: '市农业农村委', en: 'Municipal Commission of Agriculture and Rural Affairs' },
  survey: false,
  records: {
    plan: record(
      { zh: '“一村一策”方案', en: '“One village, one plan”' },
      { state: ['drafted', 'approved', 'implementing'] },
      'village',
    ),
    business: record(
      { zh: '新型经营主体', en: 'Business' },
      { kind: ['leading-enterprise', 'cooperative', 'family-farm'], active: 'boolean' },
    ),
    'annual-income': record(
      { zh: '年度收入', en: 'Annual income' },
      { year: 'integer', collectiveOperatingIncomeFen: 'integer', perCapitaDisposableIncomeFen: 'integer' },
      'year',
    ),
  },
  events,
  labels,
  measures: {
    approvedPlan: { record: 'plan', where: { state: ['approved', 'implementing'] } },
    activeBusinesses: { record: 'business', where: { active: [true] } },
    collectiveIncomeFen: { record: 'annual-income', value: 'collectiveOperatingIncomeFen', by: 'year' },
    perCapitaIncomeFen: { record: 'annual-income', value: 'perCapitaDisposableIncomeFen', by: 'year' },
  },
  indicators: [
    {
      id: 'IN1',
      zh: '“一村一策”经济发展方案',
      en: '“One village, one plan” approved',
      kind: 'milestone',
      measure: 'approvedPlan',
      target: false,
      clause: '按照……“一村一策”的指导思想，指导困难村因地制宜地制定实施经济发展方案',
    },
    {
      id: 'IN2',
      zh: '集体经营性收入达到20万元',
      en: 'Collective operating income of 200,000 yuan',
      kind: 'threshold',
      measure: 'collectiveIncomeFen',
      atLeast: 20000000,
      unit: 'fen',
      target: true,
      clause: '困难村集体经营性收入全部达到20万元以上',
    },
    {
      id: 'IN3',
      zh: '农民人均可支配收入年增长率',
      en: "Yearly growth of farmers' per-capita disposable income",
      kind: 'growth',
      measure: 'perCapitaIncomeFen',
      threshold: { num: 10, den: 100 },
      target: true,
      clause: '农民人均可支配收入逐年提高，年增长率达到10%以上',
    },
    {
      id: 'IN4',
      zh: '人均可支配收入达到全市平均水平',
      en: "Per-capita disposable income at the city's average",
      kind: 'benchmark',
      measure: 'perCapitaIncomeFen',
      reference: 'cityPerCapitaIncomeFen',
      target: true,
      clause: '到2020年达到全市平均水平',
    },
    {
      id: 'IN5',
      zh: '新型经营主体',
      en: 'New business entities',
      kind: 'volume',
      measure: 'activeBusinesses',
      unit: 'entities',
      target: false,
      clause: '积极培育镇域或区域龙头企业、合作社等新型经营主体',
    },
  ],
});
