import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { areas } from '@jiedui/catalogue';
import { area as registry } from '@jiedui/registry-contract';
import { eventSchema, type AreaDef, type DomainEvent } from '@jiedui/programme';
import { MadeUpCity } from './made-up-city';
import { villageCodes } from './village-codes';

describe('given a made-up city', () => {
  const make = () => {
    const city = new MadeUpCity(7, villageCodes(20), 5_000);
    return [...city.registry(), ...Array.from({ length: 5_000 }, () => city.next())];
  };
  const messages = make();
  const events = messages.map(({ value }) => JSON.parse(value) as DomainEvent);

  it('then the same seed makes the same texts, of about 700 characters', () => {
    expect(make()).toEqual(messages);
    const mean = messages.reduce((sum, { value }) => sum + value.length, 0) / messages.length;
    expect(mean).toBeGreaterThan(600);
    expect(mean).toBeLessThan(900);
  });

  it('then every event is valid by its schema, and numbers and times run on without a gap', () => {
    const ajv = addFormats(new Ajv2020({ strict: false }));
    const known = new Map<string, AreaDef>([...areas, registry].map((area) => [area.id, area]));
    const heads = new Map<string, number>();
    const times = new Map<string, string>();
    const misfits: unknown[] = [];
    for (const event of events) {
      const [area = '', name = ''] = event.type.split('.');
      const validate =
        ajv.getSchema(`/schemas/${event.type}/1`) ?? ajv.compile(eventSchema(known.get(area)!, name));
      const stream = `${area} ${event.subject}`;
      if (!validate(event)) misfits.push([event.type, validate.errors]);
      if (event.villageseq !== (heads.get(stream) ?? 0) + 1) misfits.push([event.id, 'villageseq']);
      if (event.time < (times.get(area) ?? '')) misfits.push([event.id, 'time']);
      heads.set(stream, event.villageseq);
      times.set(area, event.time);
    }
    expect(misfits).toEqual([]);
  });

  it('then 128,000 villages have codes of their own', () => {
    const codes = villageCodes(128_000);
    expect(new Set(codes).size).toBe(128_000);
    expect(codes.every((code) => /^\d{12}$/.test(code))).toBe(true);
  });
});
