import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import official from '@asyncapi/specs/schemas/3.0.0.json';
import { areas } from '@jiedui/catalogue';
import { topicOf } from '@jiedui/programme';
import { area as registry } from '@jiedui/registry-contract';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const DOCUMENT = 'docs/asyncapi.json';
const all = [...areas, registry];

describe('docs/asyncapi.json', () => {
  const document = read(DOCUMENT);
  const isAsyncApi = addFormats(new Ajv({ strict: false, meta: false, validateSchema: false })).compile(
    official,
  );

  it('is what the makers of AsyncAPI 3.0.0 call valid', () => {
    isAsyncApi(document);
    expect(isAsyncApi.errors).toBeNull();
    const misspelt = {
      ...document,
      operations: { x: { ...document.operations['send-housing'], action: 'x' } },
    };
    expect(isAsyncApi(misspelt)).toBe(false);
  });

  it('has every event of every topic', () => {
    for (const { id, events } of all)
      expect(Object.keys(document.channels[topicOf(id)].messages)).toEqual(Object.keys(events));
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to!);
    expect(references.length).toBeGreaterThan(100);
    const missing = references.filter((reference) => {
      const [file, pointer] = reference.split('#/') as [string, string];
      let at = file ? read(join(dirname(DOCUMENT), file)) : document;
      for (const step of pointer.split('/')) at = at?.[step];
      return at === undefined;
    });
    expect(missing).toEqual([]);
  });
});

describe.each(all.map(({ id }) => id))('given the published schemas of %s', (id) => {
  const ajv = addFormats(new Ajv2020({ strict: true }));
  const isOfArea = ajv.compile(read(`docs/schemas/${id}.json`));
  const folder = id === registry.id ? 'libs/registry/contract/samples' : `libs/areas/${id}/contract/samples`;

  it.each(readdirSync(folder))('then the sample %s is as its schema says', (file) => {
    const sample = read(join(folder, file));
    const isEvent = ajv.getSchema(`/schemas/${id}#/$defs/${sample.type.replace(`${id}.`, '')}`)!;
    isEvent(sample);
    expect(isEvent.errors).toBeNull();
    expect(isOfArea(sample)).toBe(true);
    expect(isOfArea({ ...sample, remark: 'free text' })).toBe(false);
  });
});
