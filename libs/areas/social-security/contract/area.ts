import { defineArea, record, surveyRecord } from '@jiedui/programme';
import { events } from './events';
import { labels } from './labels';

export const area = defineArea({
  id: 'social-security',
  prefix: 'SS',
  zh: '社会保障帮扶',
  en: 'Social security',
  bureau: { zh: '市民政局', en: 'Municipal Bureau of Civil Affairs' },
  survey: true,
  records: {
    survey: surveyRecord,
    household: record(
      { zh: '建档立卡户', en: 'Registered household' },
      {
        belowLine: 'boolean',
        hasLabour: 'boolean',
        hasIncome: 'boolean',
        scheme: ['none', 'dibao', 'destitute-support', 'low-income-relief'],
      },
    ),
  },
  events,
  labels,
  measures: {
    surveyed: { record: 'survey', where: { complete: [true] } },
    belowLine: { record: 'household', where: { belowLine: [true] } },
    belowLineCovered: {
      record: 'household',
      where: { belowLine: [true], scheme: ['dibao', 'destitute-support', 'low-income-relief'] },
    },
    noMeans: { record: 'household', where: { hasLabour: [false], hasIncome: [false] } },
    noMeansCovered: {
      record: 'household',
      where: {
        hasLabour: [false],
        hasIncome: [false],
        scheme: ['dibao', 'destitute-support', 'low-income-relief'],
      },
    },
  },
  indicators: [
    {
      id: 'SS1',
      zh: '低于低保线家庭纳入社会保障',
      en: 'Households below the subsistence line covered',
      kind: 'coverage',
      numerator: 'belowLineCovered',
      denominator: 'belowLine',
      threshold: { num: 100, den: 100 },
      target: true,
      clause: '实现家庭人均年收入低于全市城乡低保线的困难家庭全部纳入社会保障体系',
    },
    {
      id: 'SS2',
      zh: '无劳动力、无收入家庭纳入社会救助',
      en: 'Households with neither labour nor income in assistance',
      kind: 'coverage',
      numerator: 'noMeansCovered',
      denominator: 'noMeans',
      threshold: { num: 100, den: 100 },
      target: true,
      clause: '对家庭没有劳动力、没有收入来源的低收入困难群体建档立卡，全部纳入社会救助范围',
    },
  ],
});
