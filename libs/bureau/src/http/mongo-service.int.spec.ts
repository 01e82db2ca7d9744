import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { openMongo } from '@jiedui/mongo';
import { describeWithMongo, newDatabase, Proxy, stopMongo } from '@jiedui/mongo/testing';
import { readConfig, startService, StartRefused, type RunningService } from '@jiedui/service-host';
import type { Bureau } from '../bureau';
import { mongoReferenceStore } from '../reference/mongo-reference-store';
import { removePlace } from '../stores.fixture';
import { wellsBureau } from '../wells.fixture';
import { BureauModule, bureauToken } from '.';

jest.setTimeout(120_000);
afterAll(stopMongo);

const VILLAGE = '120119101201';
const NO_FOLDER = '/no/such/folder';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describeWithMongo('a bureau in MongoDB, while Kafka is not there', () => {
  let place: Awaited<ReturnType<typeof newDatabase>>;
  let proxy: Proxy;
  let address: string;
  let env: NodeJS.ProcessEnv;
  const running: RunningService[] = [];
  let keys = 0;

  beforeEach(async () => {
    place = await newDatabase();
    proxy = await Proxy.before(place.uri);
    const PORT = String(await freePort());
    address = `http://127.0.0.1:${PORT}`;
    env = {
      ...{ PORT, JIEDUI_LOG: 'silent', JIEDUI_DATA: NO_FOLDER, JIEDUI_KEY: 'ab'.repeat(32) },
      ...{ JIEDUI_STORE: 'mongodb', MONGODB_URI: proxy.uri, JIEDUI_DATABASE: place.database },
      ...{ JIEDUI_TRANSPORT: 'kafka', KAFKA_BROKERS: '127.0.0.1:9' },
    };
    const connection = await openMongo(place.uri, `${place.database}_wells`);
    const text = JSON.stringify({
      ...{ id: VILLAGE, source: '/bureaus/registry', type: 'registry.VillageRegistered', subject: VILLAGE },
      ...{ villageseq: 1, data: { occurredOn: '2018-01-01', code: VILLAGE, name: '东村' } },
    });
    await mongoReferenceStore(connection).keep([{ key: VILLAGE, villageseq: 1, text }]);
    await connection.close();
  });
  afterEach(async () => {
    await proxy.open().catch(() => {}); // it is open
    for (const service of running.splice(0)) await service.close();
    await proxy.cut();
    await removePlace(`${place.uri}#${place.database}`);
    await place.remove();
  });

  const start = async (change: NodeJS.ProcessEnv = {}) => {
    const modules = [BureauModule.register(wellsBureau)];
    const service = await startService({ title: 'wells', modules }, readConfig({ ...env, ...change }));
    running.push(service);
    return service;
  };
  const refusal = (change: NodeJS.ProcessEnv) =>
    start(change).then(
      () => 'it started',
      (error: unknown) => (error instanceof StartRefused ? error.message : Promise.reject(error)),
    );
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(address + path, init);
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever answer
    return { status: response.status, headers: response.headers, body: (await response.json()) as any };
  };
  const dig = (key = `key-${++keys}`, language = 'zh') =>
    ask('/api/wells/commands/dig-well', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, 'accept-language': language },
      body: JSON.stringify({ village: VILLAGE, occurredOn: '2018-03-01', depth: 'deep', owner: '王芳' }),
    });
  const isReady = async () => (await ask('/health/ready')).status === 200;

  it('given MongoDB is not there, it is alive, not ready, and says so; once it is there, it serves', async () => {
    const starting = start();
    await until(() =>
      ask('/health/ready').then(
        ({ body }) => /MongoDB/.test(body.error.start.reason),
        () => false,
      ),
    );
    expect((await ask('/health/live')).status).toBe(200);
    expect((await ask('/health/ready')).status).toBe(503);
    const refused = await dig();
    expect([refused.status, refused.body.type]).toEqual([503, '/problems/starting']);
    expect(refused.body.title).toContain('系统正在启动');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await proxy.open();
    await starting;
    expect(await isReady()).toBe(true);
    expect((await dig()).status).toBe(200);
    expect(existsSync(NO_FOLDER)).toBe(false);
  });

  it('given Kafka is not there, commands are accepted and wait in the log, and it is ready', async () => {
    await proxy.open();
    await start();
    for (let i = 0; i < 3; i++) expect((await dig()).status).toBe(200);
    const { status, body } = await ask('/health/ready');
    expect([status, body.details.wells]).toMatchObject([200, { events: 3, relayLag: 3, referenceLag: null }]);
    expect((await fetch(`${address}/metrics`)).status).toBe(200);
  });

  it('given MongoDB goes away under load, commands are told so, and asked again each counts once', async () => {
    await proxy.open();
    const service = await start();
    const problems: { readonly status: number; readonly body: Record<string, string> }[] = [];
    const untilAccepted = async (key: string) => {
      for (;;) {
        const answer = await dig(key, problems.length % 2 ? 'en' : 'zh');
        if (answer.status === 200) return answer.body.record.id as string;
        problems.push(answer);
      }
    };
    let isOver = false;
    const ids: string[] = [];
    const clerks = Array.from({ length: 8 }, async (_, n) => {
      for (let i = 0; !isOver; i++) ids.push(await untilAccepted(`${n}-${i}`));
    });
    await until(async () => ids.length > 20);
    await proxy.cut();
    await until(async () => problems.length > 3);
    await until(async () => !(await isReady()));
    expect((await ask('/health/live')).status).toBe(200);
    await proxy.open();
    const before = ids.length;
    await until(async () => ids.length > before + 20);
    isOver = true;
    await Promise.all(clerks);

    for (const { status, body } of problems) {
      expect([status, body['type']]).toEqual([503, '/problems/unavailable']);
      expect(['数据库暂时没有响应', 'The database does not answer for now']).toContain(body['title']);
      expect(body['detail']).toContain('Idempotency-Key');
    }
    const { log, privateStore } = service.app.get<Bureau>(bureauToken('wells'), { strict: false });
    const events = (await log.read(VILLAGE, 1, 10_000)).map((text) => JSON.parse(text));
    expect(events.map(({ data }) => data.wellId).sort()).toEqual([...ids].sort());
    for (const id of ids)
      expect(await privateStore.get({ kind: 'well', village: VILLAGE, id })).toEqual({ owner: '王芳' });
  });

  it('given a wrong password, a wrong name or no key, it does not start, and a sentence says why', async () => {
    await proxy.open();
    const withUser = proxy.uri.replace('//', '//wells:wrong@');
    expect(await refusal({ MONGODB_URI: withUser })).toContain('the password is another one');
    expect(await refusal({ MONGODB_URI: `${proxy.uri}&nonsense=1` })).toContain('is no connection string');
    expect(await refusal({ JIEDUI_KEY: '' })).toContain('set JIEDUI_KEY or JIEDUI_KEY_FILE');
  });
});
