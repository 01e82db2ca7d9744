import type { AreaDef, FieldType, RecordDef } from '@jiedui/programme';
import { BadCursor, type RecordQuery } from '../records/record-store';
import {
  badParameter,
  integerParameter,
  oneOf,
  Problem,
  severalOf,
  textParameter,
  type Parameter,
  type Values,
} from '@jiedui/service-host';
import { labelOf } from './command-form';

export const VILLAGE_PARAMETER = textParameter(/^[0-9]{12}$/, {
  zh: '须为 12 位村庄代码',
  en: 'must be a village code of 12 digits',
});

/** What every list can be narrowed to and paged by. */
export const PAGE_PARAMETERS = {
  village: VILLAGE_PARAMETER,
  district: textParameter(/^[0-9]{6}$/, { zh: '须为 6 位区代码', en: 'must be a district code of 6 digits' }),
  limit: integerParameter(1, 500),
  cursor: textParameter(/^[A-Za-z0-9_-]{1,1000}$/, {
    zh: '须为上一页给出的 next',
    en: 'must be the `next` of the page before',
  }),
};

export const PAGE_DESCRIPTIONS = {
  village: '村庄代码 Village code',
  district: '区代码 District code',
  limit: '每页行数，默认 50 Rows of a page, by default 50',
  cursor: '上一页的 next The `next` of the page before',
};

/** Answers a cursor of another list as a parameter that does not hold. */
export function refuseBadCursor(error: unknown): never {
  if (!(error instanceof BadCursor)) throw error;
  const must = {
    zh: '不属于这个列表，请从第一页重新查询',
    en: 'belongs to another list: begin at its first page',
  };
  throw new Problem('invalid-parameters', { violations: [badParameter('cursor', must)] });
}

type Value = string | number | boolean;

const filter = (type: FieldType): Parameter<readonly Value[]> =>
  severalOf<Value>(
    type === 'boolean'
      ? oneOf(true, false)
      : type === 'integer'
        ? integerParameter(0, Number.MAX_SAFE_INTEGER)
        : oneOf(...type),
  );

/** `?grade=C,D&state=none&sort=-updatedAt&limit=50`: those of every list, and one for each field of the kind. */
export function listParameters({ fields }: RecordDef) {
  const sorts = ['village', 'updatedAt', ...Object.keys(fields)];
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, filter(type)])),
    ...PAGE_PARAMETERS,
    removed: oneOf(true, false),
    sort: oneOf(...sorts, ...sorts.map((name) => `-${name}`)),
  };
}

/** The parameters in words, for the API page. */
export const describedFilters = (area: AreaDef, { fields }: RecordDef): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.keys(fields).map((name) => [name, `${labelOf(area, name).zh} ${labelOf(area, name).en}`]),
  ),
  ...PAGE_DESCRIPTIONS,
  removed: '连同已移除的 Those that were removed too',
  sort: '-降序 descending',
});

/** What was asked for with {@link listParameters}. */
export function queryOf(kind: string, values: Values<ReturnType<typeof listParameters>>): RecordQuery {
  const { village, district, removed, sort, limit = 50, cursor, ...filters } = values;
  const where = filters as Record<string, readonly Value[]>;
  return {
    kind,
    limit,
    ...(village !== undefined && { village }),
    ...(district !== undefined && { district }),
    ...(removed !== undefined && { removed }),
    ...(Object.keys(where).length && { where }),
    ...(sort !== undefined && { sort: { by: sort.replace('-', ''), descending: sort.startsWith('-') } }),
    ...(cursor !== undefined && { cursor }),
  };
}
