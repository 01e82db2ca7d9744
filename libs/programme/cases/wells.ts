import { code, count, day, defineArea, event, fen, flag, id, name, number, optional, record, recordCorrected, village, year } from '../src'; // prettier-ignore

/** An area of no bureau: one field of every type, records with and without an id of their own. */
export const wells = defineArea({
  id: 'wells',
  prefix: 'WE',
  zh: '水井',
  en: 'Wells',
  bureau: { zh: '水务局', en: 'Water Authority' },
  survey: false,
  records: {
    well: record({ zh: '水井', en: 'Well' }, { state: ['dug', 'tested'], deep: 'boolean', depth: 'integer' }),
    'yearly-flow': record(
      { zh: '年出水量', en: 'Yearly flow' },
      { year: 'integer', litres: 'integer' },
      'year',
    ),
  },
  events: {
    WellDug: event(
      { zh: '打井', en: 'Well dug' },
      {
        own: ['well'],
        creates: 'well',
        makes: ['crewId'],
        fields: {
          crewId: id(),
          kind: code('dug', 'drilled'),
          deep: flag(),
          depth: count(1, 500),
          costFen: fen(),
          finishedOn: day(),
          sharedWith: optional(village()),
          longitude: number(-180, 180),
          spring: name(10),
        },
      },
    ),
    FlowReported: event(
      { zh: '上报出水量', en: 'Flow reported' },
      { touches: ['yearly-flow'], fields: { year: year() } },
    ),
    RecordCorrected: recordCorrected,
  },
  measures: { wells: { record: 'well' } },
  indicators: [],
});

const change = {
  record: 'well',
  id: 'w1',
  effectiveOn: '2018-03-01',
  before: null,
  after: { state: 'dug', deep: null, depth: 12 },
};

export const wellDug = {
  specversion: '1.0',
  id: '0161f4c6-904a-7efc-bb0b-1b4591a3fd56',
  source: '/bureaus/wells',
  type: 'wells.WellDug',
  subject: '120119101201',
  time: '2018-03-05T02:11:09.123Z',
  datacontenttype: 'application/json',
  dataschema: '/schemas/wells.WellDug/1',
  partitionkey: '120119101201',
  villageseq: 7,
  actor: 'u-1',
  correlationid: 'c-1',
  data: {
    occurredOn: '2018-03-01',
    wellId: 'w1',
    crewId: 'c1',
    kind: 'dug',
    deep: false,
    depth: 12,
    costFen: 150_000,
    finishedOn: '2018-03-01',
    longitude: 117.4,
    spring: '黑龙潭',
    changes: [change],
  },
};

export const wellCorrected = {
  ...wellDug,
  type: 'wells.RecordCorrected',
  dataschema: '/schemas/wells.RecordCorrected/1',
  data: {
    occurredOn: '2018-03-01',
    corrects: wellDug.id,
    record: 'well',
    recordId: 'w1',
    reason: 'entered-wrongly',
    replacement: null as Record<string, unknown> | null,
    changes: [{ ...change, before: change.after, after: null }],
  },
};

/** A copy with what stands at `path` (`data.changes.0.after`) replaced, or taken out when `value` is undefined. */
export function altered(event: object, path: string, value: unknown): Record<string, unknown> {
  const copy = structuredClone(event) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop()!;
  const owner = names.reduce((at, name) => at[name] as Record<string, unknown>, copy);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return copy;
}
