import fc from 'fast-check';
import { addDays, type AreaDef, type Change, type Classification, type Day, type FieldType } from '../src';

export const anyDay: fc.Arbitrary<Day> = fc.nat({ max: 2000 }).map((n) => addDays('2016-01-01', n));

const anyInteger = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 2016, max: 2019 }) },
  { weight: 2, arbitrary: fc.nat({ max: 10 }) },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
);

const anyValue = (type: FieldType): fc.Arbitrary<string | number | boolean> =>
  type === 'boolean' ? fc.boolean() : type === 'integer' ? anyInteger : fc.constantFrom(...type);

/** A classification that the contract allows, null where a field does not apply. */
export const anyClassification = (
  fields: Readonly<Record<string, FieldType>>,
): fc.Arbitrary<Classification> =>
  fc.record(
    Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [name, fc.option(anyValue(type), { freq: 10 })]),
    ),
  );

/** A change of a record of any kind of the area; what it says of `before` need not be true. */
export const anyChange = ({ records }: AreaDef): fc.Arbitrary<Change> =>
  fc.oneof(
    ...Object.entries(records).map(([record, { fields }]) => {
      const side = fc.option(anyClassification(fields), { freq: 4 });
      return fc.record({
        record: fc.constant(record),
        id: fc.string({ minLength: 1, maxLength: 64 }),
        effectiveOn: anyDay,
        before: side,
        after: side,
      });
    }),
  );

/** Events around the changes that are given, numbered 1, 2, 3, ..., as the bureau would send them. */
export const anyEvent = (
  area: AreaDef,
  type = Object.keys(area.events)[0]!,
): fc.Arbitrary<Record<string, unknown>> =>
  fc.record({
    specversion: fc.constant('1.0'),
    id: fc.uuid(),
    source: fc.constant(`/bureaus/${area.id}`),
    type: fc.constant(`${area.id}.${type}`),
    subject: fc.constantFrom('120119101201', '120112118200'),
    time: anyDay.map((day) => `${day}T04:00:00.000Z`),
    datacontenttype: fc.constant('application/json'),
    dataschema: fc.constant(`/schemas/${area.id}.${type}/1`),
    partitionkey: fc.constantFrom('120119101201', '120112118200'),
    villageseq: fc.integer({ min: 1 }),
    actor: fc.uuid(),
    correlationid: fc.uuid(),
    data: fc.record({ occurredOn: anyDay, changes: fc.array(anyChange(area), { maxLength: 4 }) }),
  });
