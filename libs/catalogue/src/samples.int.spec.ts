import { readFileSync, readdirSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { eventSchema, isDay, isInstant, type AreaDef, type DomainEvent } from '@jiedui/programme';
import { area as registry } from '@jiedui/registry-contract';
import { areas } from '.';

const published: readonly AreaDef[] = [...areas, registry];
const libs = `${__dirname}/../..`;
const samplesOf = ({ id }: AreaDef) => `${libs}/${id === 'registry' ? id : `areas/${id}`}/contract/samples`;

describe.each(published.map((area) => [area.id, area] as const))('given the samples of %s', (_, area) => {
  const folder = samplesOf(area);
  const files = readdirSync(folder);
  const ajv = addFormats(new Ajv2020({ allErrors: true, strict: true }));

  it('then every event type has exactly one, and there are no others', () => {
    expect(files.sort()).toEqual(
      Object.keys(area.events)
        .map((name) => `${name}.v1.json`)
        .sort(),
    );
  });

  it.each(Object.keys(area.events))('then that of %s is valid by its schema', (name) => {
    const sample: DomainEvent = JSON.parse(readFileSync(`${folder}/${name}.v1.json`, 'utf8'));
    const validate = ajv.compile(eventSchema(area, name));
    validate(sample);
    expect(validate.errors ?? []).toEqual([]);
    expect(sample).toMatchObject({
      source: `/bureaus/${area.id}`,
      type: `${area.id}.${name}`,
      dataschema: `/schemas/${area.id}.${name}/1`,
      partitionkey: sample.subject,
    });
    expect(isDay(sample.data.occurredOn) && isInstant(sample.time)).toBe(true);
  });

  it('then what they do to each kind of record is what their events say', () => {
    for (const name of Object.keys(area.events).filter((event) => event !== 'RecordCorrected')) {
      const { data }: DomainEvent = JSON.parse(readFileSync(`${folder}/${name}.v1.json`, 'utf8'));
      const touched = [...new Set(data.changes?.map(({ record }) => record))];
      expect([name, ...touched]).toEqual([
        name,
        ...(area.id === 'registry' ? [] : area.events[name]!.touches),
      ]);
    }
  });
});
