import { defineArea, record } from '@jiedui/programme';
import { events } from './events';
import { labels } from './labels';

export const area = defineArea({
  id: 'infrastructure',
  prefix: 'IF',
  zh: '基础设施帮扶',
  en: 'Infrastructure',
  bureau: { zh: '市发展改革委', en: 'Municipal Development and Reform Commission' },
  survey: false,
  records: {
    facility: record(
      { zh: '“六化”“六有”项目', en: '“Six -isations” and “six haves” facility' },
      {
        item: [
          'road-hardening',
          'street-lighting',
          'waste-treatment',
          'clean-energy',
          'greening',
          'healthy-living',
          'party-activity-room',
          'reading-room',
          'culture-room',
          'convenience-shop',
          'clinic',
          'postal-station',
        ],
        state: ['planned', 'under-construction', 'completed', 'accepted'],
      },
      'item',
    ),
    'production-project': record(
      { zh: '生产性设施', en: 'Production project' },
      {
        kind: ['irrigation', 'farmland-quality', 'facility-agriculture', 'leisure-agriculture'],
        state: ['planned', 'under-construction', 'completed'],
        investedFen: 'integer',
      },
    ),
  },
  events,
  labels,
  measures: {
    sixIsations: {
      record: 'facility',
      where: {
        item: [
          'road-hardening',
          'street-lighting',
          'waste-treatment',
          'clean-energy',
          'greening',
          'healthy-living',
        ],
        state: ['accepted'],
      },
    },
    sixHaves: {
      record: 'facility',
      where: {
        item: [
          'party-activity-room',
          'reading-room',
          'culture-room',
          'convenience-shop',
          'clinic',
          'postal-station',
        ],
        state: ['accepted'],
      },
    },
    productionProjects: { record: 'production-project', where: { state: ['completed'] } },
    productionInvestedFen: { record: 'production-project', value: 'investedFen' },
  },
  indicators: [
    {
      id: 'IF1',
      zh: '村庄“六化”',
      en: 'Six -isations',
      kind: 'checklist',
      measure: 'sixIsations',
      of: 6,
      target: true,
      clause:
        '道路硬化、街道亮化、垃圾处理无害化、能源清洁化、村庄绿化美化、生活健康化……1000个困难村全部达到村庄“六化”“六有”建设标准',
    },
    {
      id: 'IF2',
      zh: '村庄“六有”',
      en: 'Six haves',
      kind: 'checklist',
      measure: 'sixHaves',
      of: 6,
      target: true,
      clause: '党员活动室、农家书屋、文化活动室、便民超市、卫生室、村邮站……全部达到村庄“六化”“六有”建设标准',
    },
    {
      id: 'IF3',
      zh: '生产性设施建成',
      en: 'Production facilities completed',
      kind: 'volume',
      measure: 'productionProjects',
      unit: 'projects',
      target: false,
      clause: '推进农田水利设施建设，提高耕地质量，提升设施农业、休闲农业等设施建设水平',
    },
    {
      id: 'IF4',
      zh: '生产性投入',
      en: 'Invested in production',
      kind: 'volume',
      measure: 'productionInvestedFen',
      unit: 'fen',
      target: false,
      clause: '加大生产性投入力度',
    },
  ],
});
