import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openSqliteLog, type Commit, type EventLog } from '@jiedui/event-log';
import { openEmbeddedTransport, type Message, type Transport } from '@jiedui/transport';
import { startRelay, type Relay } from './relay';

const TOPIC = 'jiedui.housing.events';
const VILLAGES = ['120119101201', '120114000111', '120110000007'];

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the relay', () => {
  let folder: string;
  let log: EventLog;
  let transport: Transport;
  let underTest: Relay;
  const heads = new Map<string, number>();

  const appendTo = async (village: string, size = 1) => {
    const firstSeq = (heads.get(village) ?? 0) + 1;
    heads.set(village, firstSeq + size - 1);
    const commit: Commit = {
      village,
      firstSeq,
      events: Array.from({ length: size }, (_, i) => `${village}#${firstSeq + i}`),
      time: '2018-03-05T02:11:09.123Z',
      idempotencyKey: `${village}/${firstSeq}`,
      digest: '',
    };
    const [result] = await log.append([commit]);
    expect(result!.status).toBe('appended');
  };

  /** All that is in the topic, by key. */
  const published = async (group: string) => {
    const seen = new Map<string, string[]>();
    const subscription = await transport.subscribe(group, [TOPIC], async (batch) => {
      for (const { key, value } of batch) seen.set(key!, [...(seen.get(key!) ?? []), String(value)]);
    });
    await until(async () => (await subscription.lag())[TOPIC] === 0);
    await subscription.close();
    return seen;
  };

  const allOf = (village: string) =>
    Array.from({ length: heads.get(village) ?? 0 }, (_, i) => `${village}#${i + 1}`);

  beforeEach(() => {
    heads.clear();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'relay-'));
    log = openSqliteLog(path.join(folder, 'log.db'), { area: 'housing' });
    transport = openEmbeddedTransport(path.join(folder, 'transport.db'));
  });
  afterEach(async () => {
    await underTest.close();
    await transport.close();
    await log.close();
    fs.rmSync(folder, { recursive: true });
  });

  it('given a log, it publishes every event of it once, in order per village, and what comes later', async () => {
    for (let i = 0; i < 500; i++) await appendTo(VILLAGES[i % 3]!, 1 + (i % 2));
    underTest = startRelay({ log, transport, topic: TOPIC });
    await until(async () => (await underTest.health()).lag === 0);
    await appendTo(VILLAGES[0]!);
    underTest.wake();
    await until(async () => (await underTest.health()).position === 501);
    expect(await underTest.health()).toEqual({ position: 501, lag: 0, error: undefined });
    const seen = await published('g');
    for (const village of VILLAGES) expect(seen.get(village)).toEqual(allOf(village));
  });

  it('given a commit that nobody announces, it is found all the same', async () => {
    underTest = startRelay({ log, transport, topic: TOPIC });
    await until(async () => (await underTest.health()).lag === 0);
    await appendTo(VILLAGES[0]!);
    await until(async () => (await underTest.health()).position === 1);
    expect((await published('g')).get(VILLAGES[0]!)).toEqual(allOf(VILLAGES[0]!));
  });

  it('given a transport that fails, it says so, tries again, and loses nothing', async () => {
    let refusals = 3;
    const refused: unknown[] = [];
    const moody: Transport = {
      ...transport,
      publish: async (messages: readonly Message[]) => {
        if (refusals-- > 0) throw new Error('no broker');
        await transport.publish(messages);
      },
    };
    await appendTo(VILLAGES[0]!, 2);
    underTest = startRelay({ log, transport: moody, topic: TOPIC, onError: (error) => refused.push(error) });
    await until(() => refused.length === 1);
    const { error, lag } = await underTest.health();
    expect(error).toEqual(new Error('no broker'));
    expect(lag).toBe(1);
    await until(async () => (await underTest.health()).lag === 0);
    await until(async () => (await underTest.health()).error === undefined);
    expect(refused).toHaveLength(3);
    expect((await published('g')).get(VILLAGES[0]!)).toEqual(allOf(VILLAGES[0]!));
  });

  it('given a crash between publishing and the bookmark, the next start publishes again and misses nothing', async () => {
    await appendTo(VILLAGES[0]!, 2);
    const forgetful: EventLog = { ...log, saveBookmark: async () => Promise.reject(new Error('power cut')) };
    const first = startRelay({ log: forgetful, transport, topic: TOPIC });
    await until(async () => (await first.health()).error !== undefined);
    await first.close();
    underTest = startRelay({ log, transport, topic: TOPIC });
    await until(async () => (await underTest.health()).lag === 0);
    const seen = (await published('g')).get(VILLAGES[0]!)!;
    expect(seen.length).toBeGreaterThan(2);
    expect([...new Set(seen)]).toEqual(allOf(VILLAGES[0]!));
  });

  it('given a relay in the pause after a failure, it stops at once', async () => {
    const dead: Transport = { ...transport, publish: async () => Promise.reject(new Error('no broker')) };
    let failures = 0;
    await appendTo(VILLAGES[0]!);
    underTest = startRelay({ log, transport: dead, topic: TOPIC, onError: () => failures++ });
    await until(() => failures >= 2);
    await underTest.close();
    expect(failures).toBeLessThan(4);
  });
});
