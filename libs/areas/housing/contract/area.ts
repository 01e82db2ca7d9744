import { defineArea, record, surveyRecord } from '@jiedui/programme';
import { events } from './events';
import { labels } from './labels';

export const area = defineArea({
  id: 'housing',
  prefix: 'HO',
  zh: '住房安全帮扶',
  en: 'Housing safety',
  bureau: { zh: '市住房城乡建设委', en: 'Municipal Commission of Housing and Urban-Rural Development' },
  survey: true,
  records: {
    survey: surveyRecord,
    dwelling: record(
      { zh: '住房', en: 'Dwelling' },
      {
        category: ['five-guarantee', 'dibao', 'disabled-poor', 'disaster-hit', 'other-poor'],
        grade: ['A', 'B', 'C', 'D'],
        state: ['none', 'planned', 'in-works', 'completed', 'accepted'],
        remedy: ['none', 'repair', 'reinforce', 'rebuild'],
      },
    ),
  },
  events,
  labels,
  measures: {
    surveyed: { record: 'survey', where: { complete: [true] } },
    gradeCOutstanding: {
      record: 'dwelling',
      where: { grade: ['C'], state: ['none', 'planned', 'in-works', 'completed'] },
    },
    gradeCCleared: { record: 'dwelling', where: { grade: ['C'], state: ['accepted'] } },
    gradeDOutstanding: {
      record: 'dwelling',
      where: { grade: ['D'], state: ['none', 'planned', 'in-works', 'completed'] },
    },
    gradeDCleared: { record: 'dwelling', where: { grade: ['D'], state: ['accepted'] } },
  },
  indicators: [
    {
      id: 'HO1',
      zh: 'C级危房维修改造清零',
      en: 'Grade-C dwellings all repaired',
      kind: 'clearance',
      outstanding: 'gradeCOutstanding',
      cleared: 'gradeCCleared',
      target: true,
      clause: 'C级危房全部维修改造',
    },
    {
      id: 'HO2',
      zh: 'D级危房加固或重建清零',
      en: 'Grade-D dwellings all reinforced or rebuilt',
      kind: 'clearance',
      outstanding: 'gradeDOutstanding',
      cleared: 'gradeDCleared',
      target: true,
      clause: 'D级危房全部大修加固或拆除重建',
    },
  ],
});
