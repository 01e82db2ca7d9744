import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { DEMO_TODAY } from './demo/demo-programme';
import { ServiceProcess } from './nemesis/process';
import { Ports } from './nemesis/servers';

/** A program that runs a real Kafka: docs/testing.md. */
const program = process.env['JIEDUI_KAFKA_SERVER'];
const SERVICES = ['registry', 'housing', 'progress'] as const;
const VILLAGE = '120119101201';
const ALL_PARTITIONS = '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11';
const LOOK_EVERY_MS = 50;
const run = promisify(execFile);

jest.setTimeout(120_000);

type Json = Readonly<Record<string, any>>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** Waits until `ask` gives what is looked for; a service that does not answer gives nothing. */
async function until(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask().catch(() => false))) await setTimeout(LOOK_EVERY_MS);
}

/** The registry, a bureau and the aggregator as in production: processes on files of their own, and a Kafka. */
class Platform {
  private readonly folder = mkdtempSync(join(tmpdir(), 'works-on-'));
  private kafkaPort = 0;
  readonly services: Record<(typeof SERVICES)[number], ServiceProcess> = {} as never;

  async start(): Promise<void> {
    const ports = await Ports.find();
    this.kafkaPort = ports.take(2);
    await Promise.all([this.kafka('start'), run(process.execPath, ['tools/build.mjs', ...SERVICES])]);
    const [first, key] = [ports.take(SERVICES.length), randomBytes(32).toString('hex')];
    const addressOf = (name: string, n: number) => `${name}=http://127.0.0.1:${first + n}/api/${name}`;
    for (const [n, name] of SERVICES.entries()) {
      this.services[name] = new ServiceProcess({
        ...{ name, api: name, main: join('dist', name, 'main.mjs'), port: first + n },
        logFile: join(this.folder, `${name}.log`),
        env: {
          ...{ JIEDUI_TODAY: DEMO_TODAY, JIEDUI_LOG: 'warn', JIEDUI_INSTANCE: name, JIEDUI_KEY: key },
          ...{ JIEDUI_DATA: join(this.folder, name), JIEDUI_TRANSPORT: 'kafka' },
          ...{ KAFKA_BROKERS: `127.0.0.1:${this.kafkaPort}`, KAFKA_REPLICATION: '1' },
          ...(name === 'progress' && { JIEDUI_SOURCES: SERVICES.slice(0, 2).map(addressOf).join() }),
        },
      });
      this.services[name].start();
    }
    for (const name of SERVICES) await this.ready(name);
  }

  /** `start` or `stop`; its data stay. */
  async kafka(command: string): Promise<void> {
    const settings = { KAFKA_PORT: String(this.kafkaPort), KAFKA_DATA_DIR: join(this.folder, 'kafka') };
    await run(program!, [command], { env: { ...process.env, KAFKA_NODES: '1', ...settings } });
  }

  async get(name: (typeof SERVICES)[number], path: string): Promise<Response> {
    return fetch(new URL(path, this.services[name].address));
  }

  async json(name: (typeof SERVICES)[number], path: string): Promise<Json> {
    return (await this.get(name, path)).json() as Promise<Json>;
  }

  ready(name: (typeof SERVICES)[number]): Promise<void> {
    return until(async () => (await this.get(name, '/health/ready')).ok);
  }

  async restart(name: (typeof SERVICES)[number]): Promise<void> {
    await this.services[name].stop();
    this.services[name].start();
    await this.ready(name);
  }

  async submit(name: (typeof SERVICES)[number], command: string, body: Json): Promise<Json> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const address = `${this.services[name].address}/commands/${command}`;
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as Json;
    expect([response.status, answer]).toEqual([200, expect.objectContaining({ village: VILLAGE })]);
    return answer;
  }

  async end(): Promise<void> {
    await Promise.all(Object.values(this.services).map((service) => service.kill()));
    await this.kafka('stop');
    rmSync(this.folder, { recursive: true });
  }
}

(program === undefined ? describe.skip : describe)(
  `a bureau and the city while others are down${program === undefined ? ' (needs JIEDUI_KAFKA_SERVER)' : ''}`,
  () => {
    const platform = new Platform();
    /** Ids of the events that were acknowledged. */
    const acknowledged: string[] = [];

    /** A dwelling of grade D is recorded. */
    async function assess(): Promise<void> {
      const dwelling = { village: VILLAGE, occurredOn: '2019-09-20', category: 'dibao', grade: 'D' };
      const { events } = await platform.submit('housing', 'assess-dwelling', dwelling);
      acknowledged.push(...events.map(({ id }: Json) => id));
    }
    const fresh = async (area: string): Promise<Json> =>
      (await platform.json('progress', '/api/progress/city'))['fresh'][area];
    const isStale = (area: string) => until(async () => (await fresh(area))['stale']);
    /** What the city shows of the dwellings: each that was acknowledged once, and their events in order. */
    async function shownOnce(): Promise<void> {
      const path = `/api/progress/villages/${VILLAGE}/indicators/HO2/events?limit=100`;
      await until(async () => (await platform.json('progress', path))['total'] >= acknowledged.length);
      const { value, events } = await platform.json('progress', path);
      expect(value).toEqual([acknowledged.length, 0]);
      expect(events.map(({ id }: Json) => id)).toEqual(acknowledged);
      await until(async () => !(await fresh('housing'))['stale']);
    }

    beforeAll(async () => {
      await platform.start();
      await platform.submit('registry', 'register-village', {
        ...{ village: VILLAGE, occurredOn: '2017-08-21', name: '示例村', districtCode: '120119' },
        ...{ townName: '示例镇', households: 342, population: 1127, longitude: 117.4213, latitude: 40.0457 },
      });
      await until(async () => {
        const { details } = await platform.json('housing', '/health/ready');
        return details.housing.referenceLag === 0 && (await fresh('registry'))['events'] === 1;
      });
      await assess();
      await shownOnce();
    });
    afterAll(() => platform.end());

    it('given no registry, commands are accepted, after a restart too, and the city says since when it is silent', async () => {
      await platform.services.registry.kill();
      const { knownThrough } = await fresh('registry');
      await assess();
      await platform.restart('housing');
      await assess();
      await shownOnce();
      await isStale('registry');
      expect(await fresh('registry')).toMatchObject({ events: 1, knownThrough });
      platform.services.registry.start();
      await until(async () => !(await fresh('registry'))['stale']);
    });

    it('given no Kafka, commands wait in the log, the city answers and says through when; then all reaches it once', async () => {
      await platform.kafka('stop');
      const counted = acknowledged.length;
      await assess();
      await platform.restart('housing');
      await assess();
      const { details } = await platform.json('housing', '/health/ready');
      expect(details.housing).toMatchObject({ status: 'up', relayLag: 2, referenceLag: null });
      const metrics = await (await platform.get('housing', '/metrics')).text();
      expect(metrics).toMatch(/^jiedui_relay_lag\{area="housing"\} 2$/m);
      expect(metrics).toMatch(/^jiedui_reference_lag\{area="housing"\} -1$/m);

      await isStale('housing');
      const { time, knownThrough } = await fresh('housing');
      expect(await fresh('housing')).toMatchObject({ events: counted, lag: null });
      expect(knownThrough > time).toBe(true);
      await platform.restart('progress');
      const health = await platform.json('progress', '/health/ready');
      expect(health['details'].progress).toMatchObject({ status: 'up', joined: false });
      expect(await fresh('housing')).toMatchObject({ ...{ events: counted, time }, knownThrough: null });
      expect(await fresh('housing')).toMatchObject({ stale: true });
      const page = await platform.get('progress', '/');
      expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('html')]);

      await platform.kafka('start');
      await shownOnce();
    });

    it('given no aggregator, commands are accepted, and reach it when it is there again', async () => {
      await platform.services.progress.kill();
      await assess();
      platform.services.progress.start();
      await platform.ready('progress');
      const health = await platform.json('progress', '/health/ready');
      expect(health['details'].progress).toMatchObject({ joined: true, partitions: ALL_PARTITIONS });
      await shownOnce();
    });
  },
);
