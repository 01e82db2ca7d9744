import fs from 'node:fs';
import path from 'node:path';
import type { Commit, EventLog } from '@jiedui/event-log';
import { openEmbeddedTransport, type Message, type Transport } from '@jiedui/transport';
import { startRelay, type Relay } from './relay';
import type { BureauStores } from './stores/bureau-stores';
import { onEveryStore } from './on-every-store.fixture';
import { removePlace, storesAt, temporaryFolder, type Place } from './stores.fixture';
import { wellsArea } from './wells.fixture';

const TOPIC = 'jiedui.housing.events';
const VILLAGES = ['120119101201', '120114000111', '120110000007'];

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

onEveryStore('the relay', (newPlace) => {
  let folder: string;
  let place: Place;
  const opened: BureauStores[] = [];
  /** One more replica's handle of the log. */
  const openLog = async () => {
    const stores = await storesAt(place)(wellsArea);
    opened.push(stores);
    return stores.log();
  };
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

  beforeEach(async () => {
    heads.clear();
    folder = temporaryFolder();
    place = await newPlace();
    log = await openLog();
    transport = openEmbeddedTransport(path.join(folder, 'transport.db'));
  });
  afterEach(async () => {
    await underTest.close();
    await transport.close();
    await log.close();
    for (const stores of opened.splice(0)) await stores.close();
    await removePlace(place);
    fs.rmSync(folder, { recursive: true });
  });

  it('given a log, it publishes every event of it once, in order per village, and what comes later', async () => {
    for (let i = 0; i < 500; i++) await appendTo(VILLAGES[i % 3]!, 1 + (i % 2));
    underTest = startRelay({ log, transport, topic: TOPIC });
    await until(async () => (await underTest.health()).lag === 0);
    await appendTo(VILLAGES[0]!);
    underTest.wake();
    await until(async () => (await underTest.health()).position === 501);
    expect(await underTest.health()).toEqual({ isActive: true, position: 501, lag: 0, error: undefined });
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

  describe('of several replicas', () => {
    const relay = (of: EventLog, holder: string, through: Transport = transport, leaseMs = 300) =>
      startRelay({ log: of, transport: through, topic: TOPIC, holder, leaseMs });
    const activeOf = async (relays: readonly Relay[]) => {
      const all = await Promise.all(relays.map((one) => one.health()));
      return relays.filter((_, i) => all[i]!.isActive);
    };

    it('one is active, and another goes on where it was when it stops', async () => {
      const second = await openLog();
      const relays = [relay(log, 'a', transport, 60_000), relay(second, 'b', transport, 60_000)];
      for (let i = 0; i < 20; i++) await appendTo(VILLAGES[i % 3]!);
      await until(async () => (await relays[0]!.health()).lag === 0);
      const active = await activeOf(relays);
      expect(active).toHaveLength(1);
      await active[0]!.close();
      for (let i = 0; i < 20; i++) await appendTo(VILLAGES[i % 3]!);
      underTest = relays.find((one) => one !== active[0])!;
      await until(async () => (await underTest.health()).lag === 0);
      const seen = await published('g');
      for (const village of VILLAGES) expect(seen.get(village)).toEqual(allOf(village));
      await second.close();
    });

    it('one that stalls is replaced, and does no harm when it wakes up in the middle of what it did', async () => {
      let wake: () => void = () => {};
      let stalls = false;
      const stalling: Transport = {
        ...transport,
        publish: async (messages) => {
          if (stalls) await new Promise<void>((resolve) => (wake = resolve));
          await transport.publish(messages);
        },
      };
      const [first, second] = [relay(log, 'a', stalling), await openLog()];
      await appendTo(VILLAGES[0]!, 2);
      await until(async () => (await first.health()).position === 1);
      stalls = true;
      await appendTo(VILLAGES[0]!, 3);
      underTest = relay(second, 'b');
      await until(async () => (await underTest.health()).position === 2);
      await appendTo(VILLAGES[0]!);
      await until(async () => (await underTest.health()).position === 3);
      stalls = false;
      wake();
      await until(async () => !(await first.health()).isActive);
      await first.close();
      const seen = (await published('g')).get(VILLAGES[0]!)!;
      expect([...new Set(seen)]).toEqual(allOf(VILLAGES[0]!));
      expect(await log.bookmark('relay')).toBe(3);
      await second.close();
    });

    it('no commit is skipped and none overtakes another, while several write and relays replace each other', async () => {
      const writers = [await openLog(), await openLog()];
      const slow: Transport = {
        ...transport,
        publish: async (messages) => {
          await new Promise((resolve) => setTimeout(resolve, 8)); // longer than a lease
          await transport.publish(messages);
        },
      };
      const relays = [relay(log, 'a', slow, 5), relay(await openLog(), 'b', slow, 5)];
      let written = 0;
      const write = async (handle: EventLog, name: string) => {
        for (let done = 0; done < 40;) {
          const village = VILLAGES[done % 3]!;
          const firstSeq = (await handle.head(village)) + 1;
          const [result] = await handle.append([
            {
              ...{ village, firstSeq, events: [`${village}#${firstSeq}`], digest: '' },
              ...{ time: '2018-03-05T02:11:09.123Z', idempotencyKey: `${name}/${done}` },
            },
          ]);
          if (result!.status === 'appended' && ++done) written++;
        }
      };
      await Promise.all(writers.map((handle, i) => write(handle, `w${i}`)));
      await until(async () => (await log.bookmark('relay')) === written);
      for (const one of relays) await one.close();
      const seen = await published('g');
      for (const village of VILLAGES) {
        const head = await log.head(village);
        const firsts = [...new Set(seen.get(village))];
        expect(firsts).toEqual(Array.from({ length: head }, (_, i) => `${village}#${i + 1}`));
      }
      underTest = relay(log, 'a');
    });
  });
});
