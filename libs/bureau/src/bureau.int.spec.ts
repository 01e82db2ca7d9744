import fs from 'node:fs';
import path from 'node:path';
import { area as registryArea } from '@jiedui/registry-contract';
import { topicOf } from '@jiedui/programme';
import { ManualClock } from '@jiedui/service-host';
import { openEmbeddedTransport, type Transport } from '@jiedui/transport';
import { openBureau, type Bureau } from './bureau';
import type { BureauDef } from './define-bureau';
import { accepted, command, KEY, rulesOf, temporaryFolder, VILLAGE } from './opened-wells.fixture';
import { sqliteStores } from './stores/sqlite-stores';
import { wellsBureau } from './wells.fixture';

/** As much of the registry as a bureau needs. */
const registry: BureauDef = {
  area: registryArea,
  isRegistry: true,
  kinds: {
    village: {
      classify: () => ({}),
      opens: { VillageRegistered: (facts: object) => facts },
      moves: { VillageRenamed: (village: object, { name }: { name: string }) => ({ ...village, name }) },
    },
    'city-income': { classify: () => ({}), opens: {} },
    'subsistence-line': { classify: () => ({}), opens: { SubsistenceLineSet: (line: object) => line } },
  },
  rules: {},
  commands: {
    RegisterVillage: {
      zh: '登记',
      en: 'Register',
      emits: 'VillageRegistered',
      decides: ['code'],
      decide: ({ village }: { village: string }) => ({ code: village }),
    },
    RenameVillage: { zh: '更名', en: 'Rename', emits: 'VillageRenamed' },
    SetLine: { zh: '低保线', en: 'Line', emits: 'SubsistenceLineSet', subject: 'city' },
  },
};

describe('bureaus and the registry', () => {
  let dir: string;
  let transport: Transport;
  const bureaus: Bureau[] = [];
  const clock = new ManualClock('Asia/Shanghai', '2018-06-15T01:00:00.000Z');
  const open = async (def: BureauDef) => {
    const bureau = await openBureau(def, {
      stores: sqliteStores(dir),
      transport,
      clock,
      key: KEY,
    });
    bureaus.push(bureau);
    return bureau;
  };
  const close = async () => {
    for (const bureau of bureaus.splice(0)) await bureau.close();
    await transport.close();
  };
  beforeEach(() => {
    dir = temporaryFolder();
    transport = openEmbeddedTransport(path.join(dir, 'transport.db'));
  });
  afterEach(async () => {
    await close();
    fs.rmSync(dir, { recursive: true });
  });
  const village = {
    name: '东村',
    districtCode: '120119',
    townName: '镇',
    households: 1,
    population: 2,
    longitude: 117,
    latitude: 40,
  };
  const known = async (bureau: Bureau, holds: () => unknown) => {
    while (!holds()) await new Promise(setImmediate);
    expect(await bureau.reference.lag()).toBe(0);
  };

  it('given a village and a line, then every bureau hears of them and works on, with the registry or without', async () => {
    const office = await open(registry);
    const wells = await open(wellsBureau);
    const join = () => wells.pipeline.submit(command('JoinMember', { incomeFen: 4 }));
    expect(rulesOf(await join())).toEqual(['village-unknown']);
    accepted(await office.pipeline.submit(command('RegisterVillage', village)));
    const set = accepted(
      await office.pipeline.submit(command('SetLine', { effectiveOn: '2018-01-01', fen: 5 })),
    );
    expect(set).toMatchObject({
      village: 'city',
      record: { kind: 'subsistence-line', id: '2018-01-01', version: 1 },
    });
    await known(
      wells,
      () => wells.reference.findVillage(VILLAGE) && wells.reference.facts.lineOn('2018-01-01'),
    );
    accepted(await join());
    await office.close();
    const [member] = await wells.records.ofVillage(VILLAGE, ['member']);
    expect(member).toMatchObject({ classification: { belowLine: true } });
    accepted(await join());
  });

  it("given the registry's events, then they carry no changes, and its records fold again from the log", async () => {
    const office = await open(registry);
    await office.pipeline.submit(command('RegisterVillage', village));
    expect(rulesOf(await office.pipeline.submit(command('RegisterVillage', village)))).toEqual([
      'record-exists',
    ]);
    const renamed = accepted(await office.pipeline.submit(command('RenameVillage', { name: '东新村' })));
    const events = (await office.eventSource.events(VILLAGE, 1)).map((text) => JSON.parse(text));
    expect(events.map(({ data }) => data)).toEqual([
      { occurredOn: '2018-06-15', code: VILLAGE, ...village },
      { occurredOn: '2018-06-15', name: '东新村' },
    ]);
    expect(
      rulesOf(
        await office.pipeline.correct({
          ...command(''),
          corrects: renamed.events[0]!.id,
          reason: 'other',
          replacement: null,
        }),
      ),
    ).toEqual(['not-correctable']);
    await office.close();
    fs.rmSync(path.join(dir, 'registry', 'records.db'));
    const again = await open(registry);
    expect(await again.records.find({ kind: 'village', village: VILLAGE, id: VILLAGE })).toMatchObject({
      version: 2,
      classification: {},
      state: { name: '东新村', households: 1 },
    });
  });

  it('given a restart, then everything is published that was acknowledged, and late facts are known to come', async () => {
    const office = await open(registry);
    for (let i = 0; i < 50; i++)
      accepted(
        await office.pipeline.submit(command('SetLine', { effectiveOn: `20${10 + i}-01-01`, fen: i })),
      );
    const summary = await office.eventSource.summary();
    expect(summary).toEqual({ events: 50, time: '2018-06-15T01:00:00.000Z' });
    await close();
    transport = openEmbeddedTransport(path.join(dir, 'transport.db'));
    await open(registry);
    const seen: string[] = [];
    const subscription = await transport.subscribe('test', [topicOf('registry')], async (batch) => {
      for (const { value } of batch) seen.push(String(value));
    });
    while (new Set(seen).size < 50) await new Promise(setImmediate);
    await subscription.close();
  });
});
