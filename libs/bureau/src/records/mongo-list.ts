import type { Classification, RecordDef } from '@jiedui/programme';
import type { Collection, mongo } from 'mongoose';
import { placeOf, placeText, type Value } from './cursor';
import type { RecordDocument } from './mongo-records';
import type { Page, RecordQuery } from './record-store';

type Filter = mongo.Filter<RecordDocument>;

/** Stands for a field without a value: a text before every text, a number behind every number. */
const NO_TEXT = '';
const NO_NUMBER = Number.MAX_SAFE_INTEGER;

const none = (type: unknown): Value => (Array.isArray(type) ? NO_TEXT : NO_NUMBER);
const valueIn = (type: unknown, value: string | number | boolean | null | undefined): Value =>
  typeof value === 'boolean' ? Number(value) : (value ?? none(type));

/** A classification in values that MongoDB sorts as lists do: of each field either texts or numbers, never null. */
export const fieldsOf = (
  def: RecordDef | undefined,
  classification: Classification | null,
): RecordDocument['fields'] =>
  Object.fromEntries(
    Object.entries(def?.fields ?? {}).map(([field, type]) => [field, valueIn(type, classification?.[field])]),
  );

/** What stands behind a place in the order of these fields. */
export const behind = (
  fields: readonly string[],
  place: readonly Value[],
  than: '$gt' | '$lt' = '$gt',
): Filter => ({
  $or: fields.map((field, i) => ({
    ...Object.fromEntries(fields.slice(0, i).map((before, j) => [before, place[j]])),
    [field]: { [than]: place[i] },
  })),
});

export const inVillages = ({ village, district }: Pick<RecordQuery, 'village' | 'district'>): Filter => ({
  $and: [
    village === undefined ? {} : { village },
    district === undefined ? {} : { village: { $gte: district, $lt: `${district}:` } }, // ':' comes after '9'
  ],
});

/** One page of records, and the cursor of the next. */
export async function pageOf(
  documents: Collection<RecordDocument>,
  def: RecordDef | undefined,
  query: RecordQuery,
): Promise<Page<RecordDocument>> {
  const { kind, where = {}, removed, sort, limit, cursor } = query;
  const by = sort?.by ?? 'village';
  const isField = by !== 'village' && by !== 'updatedAt';
  const order = [...new Set([isField ? `fields.${by}` : by, 'village', 'id'])];
  const placeOn = ({ fields, village, id, ...record }: RecordDocument): Value[] =>
    by === 'village' ? [village, id] : [isField ? fields[by]! : record.updatedAt, village, id];
  const filters = Object.entries(where).map(([field, allowed]) => ({
    [`fields.${field}`]: { $in: allowed.map((value) => valueIn(def?.fields[field], value)) },
  }));
  const rest: Filter =
    cursor === undefined ? {} : behind(order, placeOf(query, order.length), sort?.descending ? '$lt' : '$gt');
  const found = await documents
    .find({ $and: [{ kind, ...(!removed && { isThere: true }) }, inVillages(query), ...filters, rest] })
    .sort(Object.fromEntries(order.map((path) => [path, sort?.descending ? -1 : 1])))
    .limit(Math.trunc(limit) + 1)
    .toArray();
  const records = found.slice(0, limit);
  return { records, ...(found.length > limit && { next: placeText(query, placeOn(records.at(-1)!)) }) };
}
