import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { altered, wellCorrected, wellDug, wells } from '../cases/wells';
import { event, record } from './define';
import { MAX_FEN } from './field';
import { eventSchema } from './schema';

const ajv = addFormats(new Ajv2020({ strict: true }));
const ofWellDug = ajv.compile(eventSchema(wells, 'WellDug'));
const ofCorrection = ajv.compile(eventSchema(wells, 'RecordCorrected'));

describe('the schema of an event', () => {
  it('accepts the event that its contract describes', () => {
    expect(ofWellDug(wellDug)).toBe(true);
    expect(ofWellDug(altered(wellDug, 'data.sharedWith', '120119101202'))).toBe(true);
    expect(ofWellDug(altered(wellDug, 'data.changes', []))).toBe(true);
  });

  it.each(Object.keys(wellDug))('refuses one without %s', (name) =>
    expect(ofWellDug(altered(wellDug, name, undefined))).toBe(false),
  );
  it.each(Object.keys(wellDug.data))('refuses one without data.%s', (name) =>
    expect(ofWellDug(altered(wellDug, `data.${name}`, undefined))).toBe(false),
  );

  it.each([
    ['specversion', '1.1'],
    ['id', 'x'.repeat(65)],
    ['source', '/bureaus/housing'],
    ['type', 'wells.WellClosed'],
    ['subject', 'city'],
    ['time', '2018-03-05T02:11:09Z'],
    ['time', '2018-03-05T25:11:09.123Z'],
    ['dataschema', '/schemas/wells.WellDug/2'],
    ['villageseq', 0],
    ['villageseq', 2 ** 53],
    ['actor', ''],
    ['remark', 'free text'],
    ['data.remark', 'free text'],
    ['data.occurredOn', '2018-02-29'],
    ['data.wellId', ''],
    ['data.kind', 'bored'],
    ['data.deep', 'no'],
    ['data.depth', 0],
    ['data.depth', 1.5],
    ['data.costFen', -1],
    ['data.costFen', MAX_FEN + 1],
    ['data.finishedOn', '1 March 2018'],
    ['data.sharedWith', '1201191012'],
    ['data.longitude', 181],
    ['data.spring', 'x'.repeat(11)],
    ['data.changes', Array.from({ length: 501 }, () => wellDug.data.changes[0])],
    ['data.changes.0.record', 'pump'],
    ['data.changes.0.id', ''],
    ['data.changes.0.effectiveOn', '2018-02-30'],
    ['data.changes.0.before', undefined],
    ['data.changes.0.remark', 'free text'],
    ['data.changes.0.after', {}],
    ['data.changes.0.after.state', 'dry'],
    ['data.changes.0.after.deep', 1],
    ['data.changes.0.after.depth', '12'],
    ['data.changes.0.after.depth', 2 ** 53],
    ['data.changes.0.after.depth', undefined],
    ['data.changes.0.after.owner', 'free text'],
  ])('refuses %s %p', (path, value) => expect(ofWellDug(altered(wellDug, path, value))).toBe(false));

  it('that the area does not have is refused', () =>
    expect(() => eventSchema(wells, 'WellClosed')).toThrow('area wells has no event WellClosed'));
});

describe('the schema of a correction', () => {
  const { wellId: _, crewId: __, changes: ___, ...corrected } = wellDug.data;
  it.each([
    ['nothing, when the event is withdrawn', null],
    ['the corrected fields, less the ids that the server made', corrected],
    ['the corrected fields of another event', { occurredOn: '2018-03-01', year: 2018 }],
  ])('accepts %s', (_case, replacement) =>
    expect(ofCorrection(altered(wellCorrected, 'data.replacement', replacement))).toBe(true),
  );
  it.each([
    ['no replacement at all', undefined],
    ['no day', { year: 2018 }],
    ['a field missing', { ...corrected, kind: undefined }],
    ['free text', { occurredOn: '2018-03-01', year: 2018, remark: 'free text' }],
    ['a text', 'free text'],
  ])('refuses %s', (_case, replacement) =>
    expect(ofCorrection(altered(wellCorrected, 'data.replacement', replacement))).toBe(false),
  );
});

describe('the schema of an area that publishes no classification', () => {
  const { RecordCorrected: _, ...events } = wells.events;
  const registry = {
    ...wells,
    events: { ...events, WellNamed: event({ zh: '命名', en: 'Named' }) },
    records: { well: record({ zh: '水井', en: 'Well' }, {}, 'village') },
  };
  const validate = ajv.compile(eventSchema(registry, 'WellNamed'));
  const named = {
    ...wellDug,
    type: 'wells.WellNamed',
    dataschema: '/schemas/wells.WellNamed/1',
    data: { occurredOn: '2018-03-01' },
  };

  it('knows no changes, and the city as a subject', () => {
    expect(validate(named)).toBe(true);
    expect(validate({ ...named, subject: 'city', partitionkey: 'city' })).toBe(true);
    expect(validate(altered(named, 'data.changes', []))).toBe(false);
  });
});
