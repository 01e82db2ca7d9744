import { hash } from 'node:crypto';
import { DISTRICTS } from '@jiedui/registry-contract';
import {
  isDay,
  STATUSES,
  type Day,
  type Indicator,
  type Instant,
  type Programme,
  type Status,
} from '@jiedui/programme';
import {
  badParameter,
  integerParameter,
  oneOf,
  readParameters,
  refuseParameters,
  severalOf,
  textParameter,
  type Parameter,
  type Schema,
  type Values,
} from '@jiedui/service-host';
import type { AsOf } from '../book/book';
import { STEPS } from '../queries/history';
import { DIRECTIONS } from '../queries/status-changes';

/** Nothing is recorded for days before it (spec section 4), and nothing is asked for after the year of acceptance. */
export const FIRST_DAY: Day = '2016-01-01';
export const LAST_DAY: Day = '2021-12-31';

/** Rows of a page. */
export const DEFAULT_LIMIT = 50;
export const MOST = 500;

const day = (today: Day): Parameter<Day> => {
  const last = today > LAST_DAY ? today : LAST_DAY;
  return {
    read: (text) => (isDay(text) && text >= FIRST_DAY && text <= last ? text : undefined),
    must: {
      zh: `须为 ${FIRST_DAY} 至 ${last} 的日期，如 2019-09-30`,
      en: `must be a day from ${FIRST_DAY} to ${last}, such as 2019-09-30`,
    },
    schema: { type: 'string', format: 'date', pattern: '^20(1[6-9]|2[01])-' },
  };
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+ -]\d{2}:\d{2})$/i;

/** In an address a `+` that was not encoded arrives as a space. */
const instant: Parameter<Instant> = {
  read: (text) => {
    if (!INSTANT.test(text)) return undefined;
    const ms = Date.parse(text.replace(' ', '+').toUpperCase());
    return Number.isNaN(ms) || !isDay(text.slice(0, 10)) ? undefined : new Date(ms).toISOString();
  },
  must: {
    zh: '须为带时区的时刻，如 2019-10-01T00:00:00Z 或 2019-10-01T08:00:00%2B08:00',
    en: 'must be an instant with its timezone, such as 2019-10-01T00:00:00Z or 2019-10-01T08:00:00%2B08:00',
  },
  schema: { type: 'string', format: 'date-time' },
};

/** The ids of the programme on the API page, which is told them when they are known. */
export const INDICATOR_ID: Schema = { $ref: '#/components/schemas/IndicatorId' };
export const AREA_ID: Schema = { $ref: '#/components/schemas/AreaId' };
export const DISTRICT_CODE: Schema = { type: 'string', enum: DISTRICTS.map(({ code }) => code) };

type Ids = Pick<Programme, 'indicators' | 'areas'>;

const area = ({ areas }: Pick<Ids, 'areas'>): Parameter<string> => ({
  ...oneOf(...areas.map(({ id }) => id)),
  schema: AREA_ID,
});

const indicator = ({ indicators }: Ids): Parameter<Indicator> => ({
  read: (text) => indicators.find(({ def }) => def.id === text),
  must: {
    zh: '须为指标代码（见 /api/progress/indicators）',
    en: 'must be the id of an indicator (see /api/progress/indicators)',
  },
  schema: INDICATOR_ID,
});

const cursor = textParameter(/^[A-Za-z0-9_-]{1,600}$/, {
  zh: '须为上一页给出的 next',
  en: 'must be the `next` of the page before',
});
const limit = integerParameter(1, MOST);
/** Rows that a screen has scrolled past. */
const offset = integerParameter(0, 1_000_000);

const placeOf = textParameter(/^\d{12}$/, {
  zh: '须为 12 位村庄代码',
  en: 'must be a village code of 12 digits',
});

/** The point in the two times that every read takes. */
export const point = (today: Day) => ({ asOf: day(today), asKnownAt: instant });

export const pointOf = ({ asOf, asKnownAt }: Values<ReturnType<typeof point>>, today: Day): AsOf => ({
  day: asOf ?? today,
  ...(asKnownAt !== undefined && { knownAt: asKnownAt }),
});

/** The same on the API page, by their names: a parameter says the same wherever it stands. */
export const QUERY_SCHEMAS: Readonly<Record<string, Schema>> = {
  asOf: day(LAST_DAY).schema,
  asKnownAt: instant.schema,
  ...Object.fromEntries(['since', 'from', 'to'].map((name) => [name, day(LAST_DAY).schema])),
  ...{ limit: limit.schema, offset: offset.schema, cursor: cursor.schema },
  placeOf: placeOf.schema,
  ...{ area: AREA_ID, areas: severalOf(area({ areas: [] })).schema },
  ...{ indicator: INDICATOR_ID, district: DISTRICT_CODE },
  direction: { type: 'string', enum: [...DIRECTIONS] },
  step: { type: 'string', enum: [...STEPS] },
};

const SORTS = ['code', 'name', 'score', 'met', 'progress', 'light'] as const;

const listParameters = (programme: Ids, districts: readonly string[], today: Day) => ({
  ...point(today),
  district: severalOf<string>({
    read: (text) => (districts.includes(text) ? text : undefined),
    must: {
      zh: `须为区代码 ${districts.join('、')}`,
      en: `must be a district code: ${districts.join(', ')}`,
    },
    schema: DISTRICT_CODE,
  }),
  area: area(programme),
  indicator: indicator(programme),
  status: severalOf<Status>(oneOf(...STATUSES)),
  provisional: oneOf(true, false),
  reached: oneOf(true, false),
  text: textParameter(/^[^\s\x00-\x1f\x7f]([^\x00-\x1f\x7f]{0,48}[^\s\x00-\x1f\x7f])?$/, {
    zh: '须为 1 至 50 个字，首尾无空格：代码的开头或名称的一部分',
    en: 'must have 1 to 50 characters, no space at either end: the beginning of a code or a part of a name',
  }),
  sort: oneOf(...SORTS, ...SORTS.map((name) => `-${name}` as const)),
  limit,
  cursor,
  offset,
  placeOf,
});

/** The same before anything is known of the programme, for the API page. */
export const LIST_PARAMETERS = listParameters({ indicators: [], areas: [] }, [], LAST_DAY);

export type ListValues = Values<ReturnType<typeof listParameters>> & {
  /** Tells the cursors of one list from those of another. */
  readonly list: string;
};

/** The parameters of the list of villages; what they ask of each other is checked too. */
export function readListQuery(
  query: unknown,
  programme: Programme,
  districts: readonly string[],
  today: Day,
): ListValues {
  const { values, violations } = readParameters(query, listParameters(programme, districts, today));
  const given = query as Readonly<Record<string, unknown>>;
  const { indicator, area, sort } = values;
  const needs = (name: string, other: string) =>
    violations.push(badParameter(name, { zh: `须与 ${other} 一起使用`, en: `needs ${other} beside it` }));
  if (given.status !== undefined && given.indicator === undefined && given.area === undefined)
    needs('status', 'indicator / area');
  if (given.provisional !== undefined && given.indicator === undefined) needs('provisional', 'indicator');
  if (sort?.endsWith('progress') && given.indicator === undefined) needs('sort=progress', 'indicator');
  if (sort?.endsWith('light') && given.area === undefined) needs('sort=light', 'area');
  if (given.offset !== undefined && given.cursor !== undefined)
    violations.push(
      badParameter('offset', { zh: '不能与 cursor 一起使用', en: 'must not stand beside cursor' }),
    );
  if (indicator && area !== undefined && indicator.area !== area)
    violations.push(
      badParameter('indicator', {
        zh: `须属于 area=${area}（${indicator.def.id} 属于 ${indicator.area}）`,
        en: `must belong to area=${area} (${indicator.def.id} belongs to ${indicator.area})`,
      }),
    );
  refuseParameters(violations);
  const { limit: _, cursor: __, offset: ___, placeOf: ____, ...filters } = given;
  return { ...values, list: fingerprint(Object.entries(filters).sort()) };
}

export const fingerprint = (value: unknown): string =>
  hash('sha1', JSON.stringify(value), 'base64url').slice(0, 12);

export const historyParameters = (programme: Programme, today: Day) => ({
  ...point(today),
  indicator: indicator(programme),
  from: day(today),
  to: day(today),
  step: oneOf(...STEPS),
});

export const eventsParameters = (today: Day) => ({ ...point(today), limit, cursor });

/** A district to be asked about alone. */
const oneDistrict = (districts: readonly string[]) => oneOf(...districts);

export const changesParameters = (programme: Programme, districts: readonly string[], today: Day) => ({
  ...point(today),
  since: day(today),
  district: oneDistrict(districts),
  indicator: indicator(programme),
  direction: oneOf(...DIRECTIONS),
  limit,
  offset,
});

export const attentionParameters = (districts: readonly string[], today: Day) => ({
  ...point(today),
  district: oneDistrict(districts),
  limit,
  offset,
});

export const trendParameters = (districts: readonly string[], today: Day) => ({
  ...point(today),
  district: oneDistrict(districts),
  months: integerParameter(1, 24),
});

export const reportParameters = (programme: Programme, districts: readonly string[], today: Day) => ({
  ...point(today),
  district: oneDistrict(districts),
  areas: severalOf(area(programme)),
});

export const timelineParameters = (programme: Programme, today: Day) => ({
  ...eventsParameters(today),
  area: area(programme),
});
