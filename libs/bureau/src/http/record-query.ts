import type { FieldType, RecordDef } from '@jiedui/programme';
import type { RecordQuery } from '../records/record-store';
import { integerParameter, oneOf, readQuery, textParameter, type Parameter } from '@jiedui/service-host';

export const VILLAGE_PARAMETER = textParameter(/^\d{12}$/, {
  zh: '须为 12 位村庄代码',
  en: 'must be a village code of 12 digits',
});

type Value = string | number | boolean;

/** Several values of a filter, by comma, are alternatives. */
function filter(type: FieldType): Parameter<readonly Value[]> {
  const one: Parameter<Value> =
    type === 'boolean'
      ? oneOf(true, false)
      : type === 'integer'
        ? integerParameter(0, Number.MAX_SAFE_INTEGER)
        : oneOf(...type);
  return {
    must: one.must,
    read: (text) => {
      const values = text.split(',', 50).map((part) => one.read(part));
      return values.every((value) => value !== undefined) ? values : undefined;
    },
  };
}

/** The parameters of a list of records: those of every list, and one for each field of the kind. */
export function listParameters({ fields }: RecordDef) {
  const sorts = ['village', 'updatedAt', ...Object.keys(fields)];
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, filter(type)])),
    village: VILLAGE_PARAMETER,
    district: textParameter(/^\d{6}$/, { zh: '须为 6 位区代码', en: 'must be a district code of 6 digits' }),
    removed: oneOf(true, false),
    sort: oneOf(...sorts, ...sorts.map((name) => `-${name}`)),
    limit: integerParameter(1, 500),
    cursor: textParameter(/^[\w=-]{1,1000}$/, {
      zh: '须为上一页给出的 next',
      en: 'must be the `next` of the page before',
    }),
  };
}

/** `?grade=C,D&state=none&sort=-updatedAt&limit=50` of a list of records. */
export function recordQuery(kind: string, def: RecordDef, query: unknown): RecordQuery {
  const {
    village,
    district,
    removed,
    sort,
    limit = 50,
    cursor,
    ...filters
  } = readQuery(query, listParameters(def));
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
