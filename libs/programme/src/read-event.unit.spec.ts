import fc from 'fast-check';
import { anyEvent } from '../cases/any';
import { areas } from '../cases/areas';
import { cases } from '../cases/cases';
import { altered, wellCorrected, wellDug, wells } from '../cases/wells';
import { readEvent, readRegistryEvent, UNREADABLE } from './read-event';

const WHERE = { id: wellDug.id, subject: wellDug.subject, villageseq: wellDug.villageseq };

describe('given an event of the bureau', () => {
  it.each([
    ['a text', JSON.stringify(wellDug)],
    ['bytes', new TextEncoder().encode(JSON.stringify(wellDug))],
    ['parsed', wellDug],
  ])('when it comes as %s, then it is read', (_, input) =>
    expect(readEvent(wells, input)).toEqual({ ok: true, event: wellDug }),
  );

  it.each([
    ['a type that is not known yet', 'type', 'wells.WellClosed'],
    ['another named field', 'data.remark', { any: 'thing' }],
    ['a named field missing', 'data.depth', undefined],
    ['a field of a classification missing', 'data.changes.0.after.depth', undefined],
    ['a field of a classification null', 'data.changes.0.after.state', null],
    ['another field in a classification', 'data.changes.0.after.colour', 'blue'],
    ['another attribute', 'traceparent', '00-1'],
    ['no actor', 'actor', undefined],
    ['another version of its schema', 'dataschema', '/schemas/wells.WellDug/2'],
    ['no changes to make', 'data.changes', []],
    ['nothing before and after', 'data.changes.0.after', null],
  ])('when it has %s, then it is read', (_, path, value) =>
    expect(readEvent(wells, altered(wellDug, path, value))).toMatchObject({ ok: true }),
  );

  it.each([
    ['specversion', '0.3', 'not-an-event', 'specversion'],
    ['time', '2018-03-05T02:11:09Z', 'envelope', 'time'],
    ['actor', { name: 'somebody' }, 'envelope', 'actor'],
    ['type', 'housing.WellDug', 'foreign-type', 'type'],
    ['type', 'wells.', 'foreign-type', 'type'],
    ['data', null, 'data', 'data'],
    ['data.occurredOn', '2018-02-29', 'data', 'occurredOn'],
    ['data.changes', undefined, 'data', 'changes'],
    ['data.changes', Array.from({ length: 501 }, () => ({})), 'too-many-changes', 'changes'],
    ['data.changes.0', null, 'change', 'changes[0]'],
    ['data.changes.0.id', '', 'change', 'changes[0].id'],
    ['data.changes.0.id', 'x'.repeat(65), 'change', 'changes[0].id'],
    ['data.changes.0.effectiveOn', '2018-13-01', 'change', 'changes[0].effectiveOn'],
    ['data.changes.0.record', 'pump', 'unknown-record', 'changes[0].record'],
    ['data.changes.0.record', 'constructor', 'unknown-record', 'changes[0].record'],
    ['data.changes.0.before', undefined, 'change', 'changes[0].before'],
    ['data.changes.0.before', 'dug', 'change', 'changes[0].before'],
    ['data.changes.0.after', [], 'change', 'changes[0].after'],
    ['data.changes.0.after.state', 'dry', 'field', 'changes[0].after.state'],
    ['data.changes.0.after.deep', 'yes', 'field', 'changes[0].after.deep'],
    ['data.changes.0.after.depth', 12.5, 'field', 'changes[0].after.depth'],
    ['data.changes.0.after.depth', 2 ** 53, 'field', 'changes[0].after.depth'],
  ])('when %s is %p, then it is refused as %s, with its place in the log', (path, value, reason, at) =>
    expect(readEvent(wells, altered(wellDug, path, value))).toEqual({ ok: false, reason, at, ...WHERE }),
  );

  it.each([
    ['id', 7],
    ['subject', ''],
    ['subject', 'x'.repeat(65)],
    ['villageseq', 0],
    ['villageseq', '7'],
    ['villageseq', 2 ** 53],
  ])('when %s is %p, then the rest of its place is told', (name, value) => {
    const { [name as keyof typeof WHERE]: _, ...rest } = WHERE;
    expect(readEvent(wells, altered(wellDug, name, value))).toEqual({
      ok: false,
      reason: 'envelope',
      at: name,
      ...rest,
    });
  });

  it('when its source is another bureau, then its number is not told: it is not of this log', () =>
    expect(readEvent(wells, altered(wellDug, 'source', '/bureaus/housing'))).toEqual({
      ok: false,
      reason: 'foreign-source',
      at: 'source',
      id: wellDug.id,
      subject: wellDug.subject,
    }));
});

it.each([
  ['', 'not-json'],
  ['{"specversion":"1.0"', 'not-json'],
  [new Uint8Array([0xff, 0xfe]), 'not-json'],
  ['null', 'not-an-event'],
  ['[]', 'not-an-event'],
  [undefined, 'not-an-event'],
  [7, 'not-an-event'],
])('%p is refused as %s', (input, reason) =>
  expect(readEvent(wells, input)).toEqual({ ok: false, reason, at: 'value' }),
);

describe('given an event of the registry', () => {
  const { changes: _, ...data } = wellDug.data;
  const named = { ...wellDug, source: '/bureaus/registry', type: 'registry.VillageRenamed', data };

  it('when it carries named fields alone, then it is read', () =>
    expect(readRegistryEvent(JSON.stringify(named))).toEqual({ ok: true, event: named }));
  it('when it is of the city, then it is read', () =>
    expect(readRegistryEvent({ ...named, subject: 'city' })).toMatchObject({ ok: true }));
  it('when it has no day, then it is refused', () =>
    expect(readRegistryEvent(altered(named, 'data.occurredOn', undefined))).toMatchObject({
      reason: 'data',
    }));
  it('when it is of a bureau, then it is refused', () =>
    expect(readRegistryEvent(wellDug)).toMatchObject({ reason: 'foreign-source' }));
});

it('every event of the cases is read', () => {
  for (const event of cases.flatMap(({ events }) => events)) {
    const area = areas.find(({ id }) => event.source === `/bureaus/${id}`)!;
    expect(readEvent(area, JSON.stringify(event))).toEqual({ ok: true, event });
  }
});

describe('whatever comes', () => {
  const told = (input: unknown) => {
    const result = readEvent(wells, input);
    if (!result.ok) expect(Object.keys(UNREADABLE)).toContain(result.reason);
    return result;
  };

  it('then any JSON is answered', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => told(json).ok === false));
    fc.assert(fc.property(fc.string(), (text) => told(text).ok === false));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => told(bytes).ok === false));
  });

  it('then an event with anything anywhere in it is answered, and a refusal repeats none of it', () => {
    const paths = (of: unknown, path: string): string[] =>
      typeof of !== 'object' || of === null
        ? []
        : Object.entries(of).flatMap(([name, value]) => [
            `${path}${name}`,
            ...paths(value, `${path}${name}.`),
          ]);
    const event = fc.constantFrom<object>(wellDug, wellCorrected);
    const mutation = event.chain((of) =>
      fc.tuple(fc.constant(of), fc.constantFrom(...paths(of, '')), fc.jsonValue()),
    );
    fc.assert(
      fc.property(mutation, ([of, path, value]) => {
        const marked = typeof value === 'string' ? `秘密${value}` : value;
        const result = told(altered(of, path, marked));
        if (!result.ok && path !== 'id' && path !== 'subject')
          expect(JSON.stringify(result)).not.toContain('秘密');
      }),
      { numRuns: 2000 },
    );
  });

  it.each(areas.map((area) => [area.id, area] as const))(
    'then every event that %s may send is read',
    (_, area) => {
      fc.assert(
        fc.property(anyEvent(area), (event) => {
          const text = JSON.stringify(event);
          expect(readEvent(area, text)).toEqual({ ok: true, event: JSON.parse(text) });
        }),
      );
    },
  );
});
