import fs from 'node:fs';
import path from 'node:path';
import { openEmbeddedTransport, type Transport } from '@jiedui/transport';
import { topicOf } from '@jiedui/programme';
import { temporaryFolder, VILLAGE, OTHER } from '../opened-wells.fixture';
import type { Reference } from './reference';
import { openReference } from './open-reference';
import { openSqliteReferenceStore } from './sqlite-reference-store';

let ids = 0;
const event = (subject: string, villageseq: number, name: string, data: object = {}) => ({
  subject,
  text: JSON.stringify({
    id: `e-${++ids}`,
    source: '/bureaus/registry',
    type: `registry.${name}`,
    subject,
    villageseq,
    data: { occurredOn: '2018-05-01', ...data },
  }),
});
const line = (seq: number, effectiveOn: string, fen: number) =>
  event('city', seq, 'SubsistenceLineSet', { effectiveOn, fen });

describe("a bureau's copy of the registry", () => {
  let dir: string;
  let transport: Transport;
  let reference: Reference;
  let failures: string[];
  let lineChanges: number;
  const open = async () => {
    transport = openEmbeddedTransport(path.join(dir, 'transport.db'));
    const onError = (error: unknown) => void failures.push((error as Error).message);
    reference = await openReference({
      area: 'wells',
      store: openSqliteReferenceStore(path.join(dir, 'reference.db')),
      transport,
      onError,
    });
    reference.onLineChange(() => lineChanges++);
  };
  const close = async () => {
    await reference.close();
    await transport.close();
  };
  beforeEach(async () => {
    dir = temporaryFolder();
    failures = [];
    lineChanges = 0;
    await open();
  });
  afterEach(async () => {
    await close();
    fs.rmSync(dir, { recursive: true });
  });
  const publish = async (...events: readonly { subject: string; text: string }[]) => {
    await transport.publish(
      events.map(({ subject: key, text: value }) => ({ topic: topicOf('registry'), key, value })),
    );
    while (await reference.lag()) await new Promise(setImmediate);
  };

  it('knows villages, their names and mergers', async () => {
    await publish(
      event(VILLAGE, 1, 'VillageRegistered', { name: '东村' }),
      event(OTHER, 1, 'VillageRegistered', { name: '西村' }),
      event(VILLAGE, 2, 'SupportingUnitPaired', { unit: 'somebody' }),
      event(VILLAGE, 3, 'VillageRenamed', { name: '东新村' }),
      event(OTHER, 2, 'VillageMerged', { into: VILLAGE }),
    );
    expect(reference.findVillage(VILLAGE)).toEqual({ code: VILLAGE, name: '东新村' });
    expect(reference.findVillage(OTHER)).toMatchObject({
      name: '西村',
      merged: { into: VILLAGE, on: '2018-05-01' },
    });
    expect(reference.findVillage('120110000000')).toBeUndefined();
  });

  it('knows the line in force on a day; the latest publication for a day wins', async () => {
    await publish(line(1, '2017-07-01', 100), line(2, '2018-07-01', 200), line(3, '2017-07-01', 150));
    const { lineOn, lineDays } = reference.facts;
    expect([lineOn('2017-06-30'), lineOn('2017-07-01'), lineOn('2018-06-30'), lineOn('2018-07-01')]).toEqual([
      undefined,
      150,
      150,
      200,
    ]);
    expect(lineDays('2017-07-01', '2018-07-01')).toEqual(['2018-07-01']);
    expect(lineDays('2017-06-30', '2018-06-30')).toEqual(['2017-07-01']);
    expect(lineChanges).toBeGreaterThan(0);
  });

  it('folds what comes early only once what is before it has come, and nothing twice', async () => {
    const [first, second, third] = [1, 2, 3].map((seq) => line(seq, '2018-07-01', seq * 100));
    await publish(third!, first!);
    expect(reference.facts.lineOn('2018-07-01')).toBe(100);
    await close();
    await open();
    expect(reference.facts.lineOn('2018-07-01')).toBe(100);
    await publish(first!, second!);
    expect(reference.facts.lineOn('2018-07-01')).toBe(300);
    expect(failures).toEqual([]);
  });

  it('works on from its own file while nothing comes', async () => {
    await publish(event(VILLAGE, 1, 'VillageRegistered', { name: '东村' }), line(1, '2018-07-01', 100));
    await close();
    fs.rmSync(path.join(dir, 'transport.db'));
    await open();
    expect(reference.findVillage(VILLAGE)).toEqual({ code: VILLAGE, name: '东村' });
    expect(reference.facts.lineOn('2018-07-02')).toBe(100);
  });

  it('is whole while nothing can be asked only if it has once known all that was published', async () => {
    await publish(event(VILLAGE, 1, 'VillageRegistered', { name: '东村' }));
    await close();
    const lag = () => Promise.reject(new Error('no broker'));
    const unreachable = { ...openEmbeddedTransport(path.join(dir, 'away.db')), close: async () => {} };
    const subscribe: Transport['subscribe'] = async () => ({
      ...{ lag, commit: async () => {}, handled: () => async () => {}, close: async () => {} },
    });
    const openAway = async () => {
      transport = { ...unreachable, subscribe };
      const store = openSqliteReferenceStore(path.join(dir, 'reference.db'));
      reference = await openReference({ area: 'wells', store, transport, onError: () => {} });
    };
    await openAway();
    expect([...reference.villages()]).toHaveLength(1);
    expect(await reference.isWhole()).toBe(false);
    await close();
    await open();
    while (!(await reference.isWhole())) await new Promise(setImmediate);
    await close();
    await openAway();
    expect(await reference.isWhole()).toBe(true);
  });

  it('is filled from the first event on when it is begun anew, wherever the former one was', async () => {
    await publish(event(VILLAGE, 1, 'VillageRegistered', { name: '东村' }));
    await close();
    for (const file of fs.readdirSync(dir).filter((name) => name.startsWith('reference.db')))
      fs.rmSync(path.join(dir, file));
    await open();
    while (!(await reference.isWhole())) await new Promise(setImmediate);
    expect(reference.findVillage(VILLAGE)).toEqual({ code: VILLAGE, name: '东村' });
  });

  it('passes over what is no event of the registry, and tells of it and of a number that is taken', async () => {
    const strange = [
      'no json',
      '{}',
      '[]',
      JSON.stringify({ source: '/bureaus/housing', subject: 'city', villageseq: 1 }),
    ];
    await publish(
      ...strange.map((text) => ({ subject: 'city', text })),
      line(1, '2018-07-01', 100),
      line(1, '2018-07-01', 999),
    );
    expect(reference.facts.lineOn('2018-07-01')).toBe(100);
    expect(failures).toHaveLength(5);
    expect(failures.at(-1)).toMatch(/another event under the same number/);
  });
});
