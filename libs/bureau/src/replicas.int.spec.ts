import fs from 'node:fs';
import path from 'node:path';
import { describeWithMongo, newDatabase, stopMongo } from '@jiedui/mongo/testing';
import { topicOf, type DomainEvent } from '@jiedui/programme';
import { ManualClock } from '@jiedui/service-host';
import { openEmbeddedTransport, type Transport } from '@jiedui/transport';
import { openBureau, type Bureau } from './bureau';
import { accepted, command, KEY, VILLAGE } from './opened-wells.fixture';
import { removePlace, storesAt, temporaryFolder, type Place } from './stores.fixture';
import { wellsBureau } from './wells.fixture';

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

jest.setTimeout(120_000);
afterAll(stopMongo);

describeWithMongo('replicas of a bureau in MongoDB', () => {
  let folder: string;
  let place: Place;
  let transport: Transport;
  const replicas: Bureau[] = [];
  const open = async (instance: string) => {
    const clock = new ManualClock('Asia/Shanghai', '2018-06-15T01:00:00.000Z');
    const bureau = await openBureau(wellsBureau, {
      stores: storesAt(place),
      transport,
      clock,
      key: KEY,
      instance,
    });
    replicas.push(bureau);
    return bureau;
  };
  const publish = (villageseq: number, type: string, name: string) => {
    const event = {
      ...{ id: `v-${villageseq}`, source: '/bureaus/registry', type: `registry.${type}`, subject: VILLAGE },
      ...{ villageseq, data: { occurredOn: '2018-01-01', code: VILLAGE, name } },
    };
    return transport.publish([{ topic: topicOf('registry'), key: VILLAGE, value: JSON.stringify(event) }]);
  };
  beforeEach(async () => {
    const { uri, database } = await newDatabase();
    [folder, place] = [temporaryFolder(), `${uri}#${database}`];
    transport = openEmbeddedTransport(path.join(folder, 'transport.db'));
    await publish(1, 'VillageRegistered', '东村');
  });
  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((one) => one.close()));
    await transport.close();
    await removePlace(place);
    fs.rmSync(folder, { recursive: true });
  });
  const knows = (of: Bureau, name: string) => until(() => of.reference.findVillage(VILLAGE)?.name === name);

  it('given commands to all at once, each counts once, and everybody shows at once what any has acknowledged', async () => {
    const all = [await open('a'), await open('b'), await open('c')];
    for (const one of all) await knows(one, '东村');
    const ids: string[] = [];
    const clerk = async (n: number) => {
      for (let i = 0; i < 8; i++) {
        const [mine, another] = [all[(n + i) % 3]!, all[(n + i + 1) % 3]!];
        const personal = { owner: `of ${n}-${i}` };
        const { record } = accepted(
          await mine.pipeline.submit(command('DigWell', { depth: 'deep' }, { personal })),
        );
        ids.push(record.id);
        const key = { kind: 'well', village: VILLAGE, id: record.id };
        expect(await another.records.find(key)).toMatchObject({ version: record.version });
        expect(await another.privateStore.get(key)).toEqual(personal);
        accepted(
          await another.pipeline.submit(
            command('OpenWell', { wellId: record.id }, { ifMatch: record.version }),
          ),
        );
        const { records } = await mine.records.list({
          kind: 'well',
          where: { state: ['working'] },
          limit: 500,
        });
        expect(records.map(({ id }) => id)).toContain(record.id);
      }
    };
    await Promise.all(Array.from({ length: 4 }, (_, n) => clerk(n)));
    expect(new Set(ids).size).toBe(32);
    const seen = new Map<number, string>();
    const reader = await transport.subscribe('test', [topicOf('wells')], async (batch) => {
      for (const { value } of batch) {
        const { villageseq, id } = JSON.parse(String(value)) as DomainEvent;
        seen.set(villageseq, seen.get(villageseq) ?? id);
        expect(seen.get(villageseq)).toBe(id);
      }
    });
    await until(() => seen.size === 64);
    expect([...seen.keys()]).toEqual(Array.from({ length: 64 }, (_, i) => i + 1));
    await reader.close();
    expect(
      (await Promise.all(all.map((one) => one.relay.health()))).filter((one) => one.isActive),
    ).toHaveLength(1);
  });

  it("given the registry's events, all hear of them, also of what another had received before they began", async () => {
    const first = await open('a');
    await knows(first, '东村');
    await publish(2, 'VillageRenamed', '东新村');
    await knows(first, '东新村');
    await publish(3, 'VillageRenamed', '新村'); // the first commits what came before
    await knows(first, '新村');
    const second = await open('b');
    await knows(second, '新村');
    await publish(4, 'VillageRenamed', '大新村');
    for (const one of [first, second]) await knows(one, '大新村');
  });
});
