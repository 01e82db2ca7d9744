import { defineArea, record, surveyRecord } from '@jiedui/programme';
import { events } from './events';
import { labels } from './labels';

export const area = defineArea({
  id: 'ecology',
  prefix: 'EC',
  zh: '生态补偿帮扶',
  en: 'Ecological compensation',
  bureau: { zh: '市生态环境局', en: 'Municipal Bureau of Ecology and Environment' },
  survey: true,
  records: {
    survey: surveyRecord,
    'remediation-task': record(
      { zh: '专项整治任务', en: 'Remediation task' },
      { state: ['open', 'in-progress', 'completed', 'accepted'] },
    ),
    fund: record(
      { zh: '补偿及工程资金', en: 'Compensation and project fund' },
      {
        kind: ['compensation', 'national-project', 'pilot'],
        allocatedFen: 'integer',
        disbursedFen: 'integer',
      },
    ),
    'annual-benefit': record(
      { zh: '群众受益', en: 'Benefit to villagers' },
      { year: 'integer', villagers: 'integer', beneficiaries: 'integer' },
      'year',
    ),
  },
  events,
  labels,
  measures: {
    surveyed: { record: 'survey', where: { complete: [true] } },
    remediationOpen: { record: 'remediation-task', where: { state: ['open', 'in-progress', 'completed'] } },
    remediationAccepted: { record: 'remediation-task', where: { state: ['accepted'] } },
    allocatedFen: { record: 'fund', value: 'allocatedFen' },
    disbursedFen: { record: 'fund', value: 'disbursedFen' },
    villagers: { record: 'annual-benefit', value: 'villagers', by: 'year' },
    beneficiaries: { record: 'annual-benefit', value: 'beneficiaries', by: 'year' },
  },
  indicators: [
    {
      id: 'EC1',
      zh: '生态环境整治任务清零',
      en: 'Remediation tasks cleared',
      kind: 'clearance',
      outstanding: 'remediationOpen',
      cleared: 'remediationAccepted',
      target: false,
      clause: '实施生态环境专项整治',
    },
    {
      id: 'EC2',
      zh: '补偿资金拨付率',
      en: 'Compensation funds disbursed',
      kind: 'coverage',
      numerator: 'disbursedFen',
      denominator: 'allocatedFen',
      threshold: { num: 100, den: 100 },
      target: false,
      clause: '将生态保护补偿资金、国家重大生态工程项目和资金向困难村倾斜',
    },
    {
      id: 'EC3',
      zh: '群众参与受益比例逐年提高',
      en: 'Share of villagers who benefit rises each year',
      kind: 'rising-share',
      numerator: 'beneficiaries',
      denominator: 'villagers',
      target: false,
      clause: '提高困难村群众参与受益的比例',
    },
  ],
});
