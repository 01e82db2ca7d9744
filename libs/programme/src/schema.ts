import { idField, type AreaDef, type EventDef, type FieldType } from './area';
import { MAX_CHANGES, sourceOf } from './event';
import { MAX_FEN, type Field } from './field';

/** A JSON Schema, draft 2020-12. */
export interface JsonSchema {
  readonly $id?: string;
  readonly [keyword: string]: unknown;
}

const ID = { type: 'string', minLength: 1, maxLength: 64 };
const DAY = { type: 'string', format: 'date' };
const INSTANT = {
  type: 'string',
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
};
const VILLAGE = '[0-9]{12}';

/** Every member is required unless `optional` names it; nothing else may be there. */
const object = (
  properties: Readonly<Record<string, unknown>>,
  optional: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

/** The schema of a named field: of an event, and of a command that carries it. */
export function fieldSchema(field: Field): JsonSchema {
  switch (field.type) {
    case 'code':
      return { type: 'string', enum: field.values };
    case 'flag':
      return { type: 'boolean' };
    case 'count':
    case 'year':
      return { type: 'integer', minimum: field.min, maximum: field.max };
    case 'fen':
      return { type: 'integer', minimum: 0, maximum: MAX_FEN };
    case 'day':
      return DAY;
    case 'id':
      return ID;
    case 'village':
      return { type: 'string', pattern: `^${VILLAGE}$` };
    case 'number':
      return { type: 'number', minimum: field.min, maximum: field.max };
    case 'name':
      return { type: 'string', minLength: 1, maxLength: field.maxLength };
  }
}

const SAFE_INTEGER = {
  type: 'integer',
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
};

/** The schema of a classification field; null where the field does not apply. */
const classificationField = (type: FieldType): JsonSchema =>
  type === 'integer'
    ? { anyOf: [SAFE_INTEGER, { type: 'null' }] }
    : { enum: [...(type === 'boolean' ? [true, false] : type), null] };

/** The members that events of this type name, `occurredOn` included, and which of them may be left out. */
function named({ fields }: EventDef): {
  readonly properties: Record<string, unknown>;
  readonly optional: string[];
} {
  const schemas = Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]);
  return {
    properties: { occurredOn: DAY, ...Object.fromEntries(schemas) },
    optional: Object.keys(fields).filter((name) => 'optional' in fields[name]!),
  };
}

/** What a correction puts in place of an event's fields: the same, less what the server once made. */
function replacementFor(def: EventDef): JsonSchema {
  const { properties, optional } = named(def);
  return object(properties, [
    ...optional,
    ...(def.creates ? [idField(def.creates)] : []),
    ...(def.makes ?? []),
  ]);
}

const replacement = ({ events }: AreaDef): JsonSchema => ({
  anyOf: [
    { type: 'null' },
    ...Object.entries(events).flatMap(([name, def]) =>
      name === 'RecordCorrected' ? [] : [replacementFor(def)],
    ),
  ],
});

/** Whether events of the area carry `changes`; the registry's do not: its records publish no classification. */
export const publishesChanges = ({ records }: AreaDef): boolean =>
  Object.values(records).some(({ fields }) => Object.keys(fields).length > 0);

/**
 * The JSON Schema that an event is checked against before it is written (spec section 5): the whole envelope,
 * the named fields, and changes with the classification of the area's records. Nothing may be there that is
 * not named. Formats: `date`, `date-time`. Throws for an event that the area does not have.
 */
export function eventSchema(area: AreaDef, eventName: string): JsonSchema {
  const def = area.events[eventName];
  if (!def) throw new Error(`area ${area.id} has no event ${eventName}`);
  const type = `${area.id}.${eventName}`;
  const { properties, optional } = named(def);
  const subject = {
    type: 'string',
    pattern: publishesChanges(area) ? `^${VILLAGE}$` : `^(${VILLAGE}|city)$`,
  };
  const kinds = Object.keys(area.records);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `/schemas/${type}/1`,
    title: `${def.zh} ${def.en}`,
    ...object({
      specversion: { const: '1.0' },
      id: ID,
      source: { const: sourceOf(area.id) },
      type: { const: type },
      subject,
      time: INSTANT,
      datacontenttype: { const: 'application/json' },
      dataschema: { const: `/schemas/${type}/1` },
      partitionkey: subject,
      villageseq: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
      actor: ID,
      correlationid: ID,
      data: object(
        {
          ...properties,
          ...(eventName === 'RecordCorrected' && { replacement: replacement(area) }),
          ...(publishesChanges(area) && {
            changes: {
              type: 'array',
              maxItems: MAX_CHANGES,
              items: { oneOf: kinds.map((kind) => ({ $ref: `#/$defs/${kind}` })) },
            },
          }),
        },
        optional,
      ),
    }),
    ...(publishesChanges(area) && {
      $defs: Object.fromEntries(kinds.map((kind) => [kind, changeSchema(area, kind)])),
    }),
  };
}

function changeSchema({ records }: AreaDef, kind: string): JsonSchema {
  const fields = Object.entries(records[kind]!.fields).map(([name, type]) => [
    name,
    classificationField(type),
  ]);
  const side = { anyOf: [{ type: 'null' }, object(Object.fromEntries(fields))] };
  return object({ record: { const: kind }, id: ID, effectiveOn: DAY, before: side, after: side });
}
