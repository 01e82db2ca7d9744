import { hash } from 'node:crypto';
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
  textParameter,
  type Parameter,
  type Values,
} from '@jiedui/service-host';
import type { AsOf } from '../book/book';
import { STEPS } from '../queries/history';

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
  };
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+ -]\d{2}:\d{2})$/;

/** In an address a `+` that was not encoded arrives as a space. */
const instant: Parameter<Instant> = {
  read: (text) => {
    if (!INSTANT.test(text)) return undefined;
    const ms = Date.parse(text.replace(' ', '+'));
    return Number.isNaN(ms) || !isDay(text.slice(0, 10)) ? undefined : new Date(ms).toISOString();
  },
  must: {
    zh: '须为带时区的时刻，如 2019-10-01T00:00:00Z 或 2019-10-01T08:00:00%2B08:00',
    en: 'must be an instant with its timezone, such as 2019-10-01T00:00:00Z or 2019-10-01T08:00:00%2B08:00',
  },
};

/** Several values by comma are alternatives. */
const several = <T>(one: Parameter<T>): Parameter<readonly T[]> => ({
  must: one.must,
  read: (text) => {
    const values = text.split(',', 50).map((part) => one.read(part));
    return values.every((value) => value !== undefined) ? (values as T[]) : undefined;
  },
});

const indicator = ({ indicators }: Programme): Parameter<Indicator> => ({
  read: (text) => indicators.find(({ def }) => def.id === text),
  must: {
    zh: '须为指标代码（见 /api/progress/indicators）',
    en: 'must be the id of an indicator (see /api/progress/indicators)',
  },
});

const cursor = textParameter(/^[\w-]{1,600}$/, {
  zh: '须为上一页给出的 next',
  en: 'must be the `next` of the page before',
});
const limit = integerParameter(1, MOST);

/** The point in the two times that every read takes. */
export const point = (today: Day) => ({ asOf: day(today), asKnownAt: instant });

export const pointOf = ({ asOf, asKnownAt }: Values<ReturnType<typeof point>>, today: Day): AsOf => ({
  day: asOf ?? today,
  ...(asKnownAt !== undefined && { knownAt: asKnownAt }),
});

const SORTS = ['code', 'name', 'score', 'progress'] as const;

const listParameters = (programme: Programme, districts: readonly string[], today: Day) => ({
  ...point(today),
  district: several<string>({
    read: (text) => (districts.includes(text) ? text : undefined),
    must: {
      zh: `须为区代码 ${districts.join('、')}`,
      en: `must be a district code: ${districts.join(', ')}`,
    },
  }),
  area: oneOf(...programme.areas.map(({ id }) => id)),
  indicator: indicator(programme),
  status: several<Status>(oneOf(...STATUSES)),
  provisional: oneOf(true, false),
  reached: oneOf(true, false),
  text: textParameter(/^[^\s\x00-\x1f\x7f]([^\x00-\x1f\x7f]{0,48}[^\s\x00-\x1f\x7f])?$/, {
    zh: '须为 1 至 50 个字，首尾无空格：代码的开头或名称的一部分',
    en: 'must have 1 to 50 characters, no space at either end: the beginning of a code or a part of a name',
  }),
  sort: oneOf(...SORTS, ...SORTS.map((name) => `-${name}` as const)),
  limit,
  cursor,
});

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
  if (indicator && area !== undefined && indicator.area !== area)
    violations.push(
      badParameter('indicator', {
        zh: `须属于 area=${area}（${indicator.def.id} 属于 ${indicator.area}）`,
        en: `must belong to area=${area} (${indicator.def.id} belongs to ${indicator.area})`,
      }),
    );
  refuseParameters(violations);
  const { limit: _, cursor: __, ...filters } = given;
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
