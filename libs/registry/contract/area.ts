import { defineArea, record } from '@jiedui/programme';
import { events } from './events';
import { labels } from './labels';

/** The registry is no line of work: it publishes facts and reference values, and measures nothing. */
export const area = defineArea({
  id: 'registry',
  prefix: 'VR',
  zh: '村庄名册',
  en: 'Village registry',
  bureau: { zh: '市结对帮扶办', en: 'Municipal Office of Paired Assistance' },
  survey: false,
  records: {
    village: record({ zh: '村庄', en: 'Village' }, {}, 'village'),
    'city-income': record({ zh: '全市人均可支配收入', en: "City's average income" }, {}, 'year'),
    'subsistence-line': record({ zh: '低保线', en: 'Subsistence line' }, {}, 'effectiveOn'),
  },
  events,
  labels,
  measures: {},
  indicators: [],
});
