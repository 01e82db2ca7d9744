import { execFileSync } from 'node:child_process';
import { JIEDUI_2017, idField, type AreaDef, type Field, type RecordDef } from '@jiedui/programme';
import { area as registry } from '@jiedui/registry-contract';
import { areas } from '.';
import spec from '../spec/programme.json';

/** The shape of programme.json, key by key in its order. */
const inTheWordsOfTheSpec = ({
  id,
  prefix,
  zh,
  en,
  survey,
  records,
  events,
  measures,
  indicators,
}: AreaDef) => ({
  id,
  prefix,
  zh,
  en,
  ...(survey && { survey }),
  records: Object.fromEntries(Object.entries(records).map(([kind, def]) => [kind, recordOf(def)])),
  events: Object.keys(events),
  measures,
  indicators,
});

const recordOf = ({ zh, identity, fields }: RecordDef) => ({
  zh,
  ...(identity === 'village' && { one_per_village: true }),
  ...(identity === 'year' && { id_is_year: true }),
  ...(identity === 'item' && { id_is_item: true }),
  fields,
});

const letters = (value: unknown) => JSON.stringify(value, null, 2);
const published: readonly AreaDef[] = [...areas, registry];

describe('given the contracts of the ten areas of the programme', () => {
  it.each(spec.areas.map((area) => [area.id, area] as const))(
    'then %s equals the specification to the letter',
    (id, expected) => {
      const area = areas.find((candidate) => candidate.id === id)!;
      expect(letters(inTheWordsOfTheSpec(area))).toBe(letters(expected));
    },
  );

  it('then they stand first and in the order of the programme, whose frame is the same', () => {
    expect(areas.map(({ id }) => id).slice(0, 10)).toEqual(spec.areas.map(({ id }) => id));
    expect({ ...JIEDUI_2017, villages: 1000 }).toEqual(spec.programme);
  });

  it('then there are 45 indicators, 17 of them targets, and 110 event types', () => {
    const ofTheProgramme = areas.slice(0, 10);
    const indicators = ofTheProgramme.flatMap((area) => area.indicators);
    expect(indicators).toHaveLength(45);
    expect(indicators.filter(({ target }) => target)).toHaveLength(17);
    expect(ofTheProgramme.flatMap((area) => Object.keys(area.events))).toHaveLength(110);
  });
});

describe('given all contracts, those of areas that stand beside the ten among them', () => {
  it('then no two share an id, a prefix or an indicator', () => {
    for (const ids of [
      published.map(({ id }) => id),
      published.map(({ prefix }) => prefix),
      areas.flatMap(({ indicators }) => indicators.map(({ id }) => id)),
    ])
      expect(ids).toEqual([...new Set(ids)]);
  });

  it('then only the ten have targets: the score of a village is made of what the programme promised', () => {
    const others = areas.slice(10).flatMap(({ indicators }) => indicators);
    expect(others.filter(({ target }) => target)).toEqual([]);
  });

  it('then no field of theirs can hold a free text', () => {
    const types = new Set(areas.flatMap((area) => fieldsOf(area).map(({ field }) => field.type)));
    expect([...types].sort()).toEqual(['code', 'count', 'day', 'fen', 'flag', 'id', 'year']);
  });

  it('then the generated lists of them, of their bureaus and of the demo are not stale', () => {
    const generator = `${__dirname}/../../../tools/generate-lists.mjs`;
    expect(execFileSync(process.execPath, [generator, '--check'], { stdio: 'pipe' }).toString()).toBe('');
  });
});

describe.each(published.map((area) => [area.id, area] as const))('given the contract of %s', (_, area) => {
  it('then every field and code has its words', () => {
    expect(wordless(area)).toEqual([]);
  });

  it('then a code field that goes into a record has only values that the record knows', () => {
    const unknown = fieldsOf(area).flatMap(({ event, name, field, touches }) => {
      const type = touches.map((kind) => area.records[kind]!.fields[name]).find(Array.isArray);
      return field.type === 'code' && type
        ? field.values.filter((value) => !type.includes(value)).map((value) => `${event}.${name} ${value}`)
        : [];
    });
    expect(unknown).toEqual([]);
  });

  it('then an event creates only a record with an id of its own, the one that it is about', () => {
    for (const { creates, touches } of Object.values(area.events).filter((event) => event.creates)) {
      expect(creates).toBe(touches[0]);
      expect(area.records[creates!]!.identity).toBe('own');
    }
  });

  it('then every record that is known by a field of an event finds that field in each event about it', () => {
    for (const [name, { touches, fields }] of Object.entries(area.events))
      for (const { identity } of touches.map((kind) => area.records[kind]!))
        if (identity !== 'own' && identity !== 'village')
          expect([name, ...Object.keys(fields)]).toContain(identity);
  });
});

function fieldsOf(area: AreaDef) {
  return Object.entries(area.events).flatMap(([event, { fields, touches }]) =>
    Object.entries(fields).map(
      ([name, field]): { event: string; name: string; field: Field; touches: readonly string[] } => ({
        event,
        name,
        field,
        touches,
      }),
    ),
  );
}

/** `RecordCorrected` is worded by the programme; an id field goes by the name of its record. */
function wordless(area: AreaDef): string[] {
  const ids = new Set(Object.keys(area.records).map(idField));
  const inEvents = fieldsOf(area)
    .filter(({ event, name }) => event !== 'RecordCorrected' && !ids.has(name))
    .map(({ name, field }) => [name, field.type === 'code' ? field.values : []] as const);
  const inRecords = Object.values(area.records).flatMap(({ fields }) =>
    Object.entries(fields).map(
      ([name, type]) => [name, Array.isArray(type) ? (type as string[]) : []] as const,
    ),
  );
  return [...inEvents, ...inRecords].flatMap(([name, codes]) => {
    const label = area.labels?.[name];
    return label ? codes.filter((code) => !label.codes?.[code]).map((code) => `${name}: ${code}`) : [name];
  });
}
