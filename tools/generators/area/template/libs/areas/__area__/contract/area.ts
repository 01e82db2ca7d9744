import { defineArea, record, surveyRecord } from '@jiedui/programme';
import { events } from './events';
import { labels } from './labels';

export const area = defineArea({
  id: '__area__',
  prefix: '__prefix__',
  zh: '__zh__帮扶',
  en: '__en__',
  bureau: { zh: '__bureauZh__', en: '__bureauEn__' },
  survey: true,
  records: {
    survey: surveyRecord,
    project: record(
      { zh: '项目', en: 'Project' },
      { state: ['registered', 'approved', 'completed'], beneficiaries: 'integer' },
    ),
  },
  events,
  labels,
  measures: {
    surveyed: { record: 'survey', where: { complete: [true] } },
    projects: { record: 'project' },
    projectsCompleted: { record: 'project', where: { state: ['completed'] } },
    beneficiaries: { record: 'project', value: 'beneficiaries' },
  },
  indicators: [
    {
      id: '__prefix__1',
      zh: '__zh__项目完成率',
      en: '__en__: projects completed',
      kind: 'coverage',
      numerator: 'projectsCompleted',
      denominator: 'projects',
      threshold: { num: 100, den: 100 },
      target: false,
      clause: '__zh__帮扶项目全部完成',
    },
    {
      id: '__prefix__2',
      zh: '__zh__项目受益人数',
      en: '__en__: villagers who benefit',
      kind: 'volume',
      measure: 'beneficiaries',
      unit: 'persons',
      target: false,
      clause: '__zh__帮扶惠及困难村群众',
    },
  ],
});
