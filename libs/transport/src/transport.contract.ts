import { randomUUID } from 'node:crypto';
import type { Delivery, Message, Subscription, Transport } from './transport';
import { byKey, KEYS, until, valueOf } from './transport.fixture';
import { transportTrials } from './transport.trials';

/** A broker that can be connected to any number of times, as after a restart or by two processes. */
export interface TransportStore {
  open(): Promise<Transport>;
  /** A script with its arguments that connects, and publishes or handles until it is killed. */
  readonly killed: readonly string[];
  remove(): Promise<void>;
}

const HEADERS = { 'content-type': 'application/cloudevents+json; charset=UTF-8', reason: '无法识别' };
/** A broker keeps what earlier runs have left. */
const run = randomUUID().slice(0, 8);
let topics = 0;

/** What every adapter of the transport promises. */
export function transportContract(name: string, createStore: () => Promise<TransportStore>): void {
  describe(`${name}: the contract of the transport`, () => {
    let store: TransportStore;
    let transport: Transport;
    let topic: string;
    const opened = new Set<Transport>();
    const open = async () => {
      const handle = await store.open();
      opened.add(handle);
      return handle;
    };
    const close = async (handle: Transport) => {
      opened.delete(handle);
      await handle.close();
    };
    const reopen = async () => {
      await close(transport);
      transport = await open();
    };
    beforeAll(async () => {
      store = await createStore();
    });
    beforeEach(async () => {
      topic = `jiedui.test-${run}-${++topics}.events`;
      transport = await open();
    });
    afterEach(async () => {
      for (const handle of opened) await close(handle);
    });
    afterAll(() => store?.remove());

    const message = (key: string, value: string, to = topic): Message => ({ topic: to, key, value });
    const messages = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => message(KEYS[(from + i) % KEYS.length]!, `${from + i}`));

    /** Subscribes and collects. */
    async function collect(
      group: string,
      options: { maxBatch?: number; topics?: string[]; from?: Transport } = {},
    ) {
      const seen: Delivery[] = [];
      const { from = transport, topics = [topic], maxBatch = 10 } = options;
      const subscription = await from.subscribe(group, topics, async (batch) => void seen.push(...batch), {
        maxBatch,
      });
      return { seen, subscription };
    }

    it('given messages from before, a new group gets all of them, in order per key, as they were', async () => {
      const texts = ['{"zh":"结对 𠮷 🏡"}', '{"n":2}', '{"n":3}'];
      await transport.publish([{ ...message('键', texts[0]!), headers: HEADERS }, message('键', texts[1]!)]);
      const { seen } = await collect('late');
      await transport.publish([message('键', texts[2]!)]);
      await until(() => seen.length >= 3);
      expect(seen.map(valueOf)).toEqual(texts);
      expect(seen.map(({ key }) => key)).toEqual(['键', '键', '键']);
      expect(seen.map(({ headers }) => headers)).toEqual([HEADERS, {}, {}]);
      const offsets = seen.map(({ offset }) => BigInt(offset));
      expect(offsets).toEqual([...offsets].sort((a, b) => (a < b ? -1 : 1)));
      expect(new Set(seen.map(({ topic, partition }) => `${topic}/${partition}`)).size).toBe(1);
    });

    it('given two groups, each gets everything and keeps its own position', async () => {
      await transport.publish(messages(0, 30));
      const [a, b] = [await collect('a'), await collect('b')];
      await until(() => a.seen.length >= 30 && b.seen.length >= 30);
      await a.subscription.commit();
      await reopen();
      const [againA, againB] = [await collect('a'), await collect('b')];
      await transport.publish(messages(30, 31));
      await until(() => againA.seen.length >= 1 && againB.seen.length >= 31);
      expect(againA.seen.map(valueOf)).toEqual(['30']);
      expect(new Set(againB.seen.map(valueOf)).size).toBe(31);
    });

    it('given a consumer that ends without a commit, the next one gets it again, per key in order', async () => {
      await transport.publish(messages(0, 12));
      const first = await collect('g', { maxBatch: 4 });
      await until(() => first.seen.length >= 12);
      await reopen();
      const second = await collect('g');
      await until(() => second.seen.length >= 12);
      expect(byKey(second.seen)).toEqual(byKey(first.seen));
      await second.subscription.commit();
      await reopen();
      const third = await collect('g');
      await transport.publish([message(KEYS[0]!, 'last')]);
      await until(() => third.seen.length >= 1);
      expect(third.seen.map(valueOf)).toEqual(['last']);
    });

    it('given a handler that is still at work, a commit does not go past what it has resolved', async () => {
      await transport.publish(messages(0, 1));
      let finish: (() => void) | undefined;
      const subscription = await transport.subscribe(
        'g',
        [topic],
        () => new Promise((resolve) => (finish = resolve)),
      );
      await until(() => finish !== undefined);
      await subscription.commit();
      finish!();
      await reopen();
      const { seen } = await collect('g');
      await until(() => seen.length >= 1);
      expect(seen.map(valueOf)).toEqual(['0']);
    });

    it('given what was handled since, a commit of what was handled before does not go past that', async () => {
      await transport.publish([message(KEYS[0]!, 'before')]);
      const { seen, subscription } = await collect('g');
      await until(async () => (await subscription.lag())[topic] === 0);
      const commit = subscription.handled();
      await transport.publish([message(KEYS[0]!, 'since')]);
      await until(() => seen.length >= 2);
      await commit();
      await reopen();
      const again = await collect('g');
      await until(() => again.seen.length >= 1);
      expect(again.seen.map(valueOf)).toEqual(['since']);
    });

    it('given a handler that rejects, it gets the same batch again before anything behind it', async () => {
      await transport.publish(messages(0, 9));
      const batches: string[][] = [];
      let failures = 3;
      await transport.subscribe(
        'g',
        [topic],
        async (batch) => {
          batches.push(batch.map(valueOf));
          if (batches.length > 1 && failures-- > 0) throw new Error('not now');
        },
        { maxBatch: 1 },
      );
      await until(() => new Set(batches.flat()).size >= 9);
      const [, second] = batches;
      expect(batches.slice(1, 5)).toEqual([second, second, second, second]);
      expect(batches).toHaveLength(12);
    });

    it('given several topics, each message comes once from its own, and the lag is told by topic', async () => {
      const other = `${topic}.other`;
      await transport.publish([...messages(0, 5), message('city', 'x', other), message('city', 'y', other)]);
      let release: () => void = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const seen: Delivery[] = [];
      const subscription = await transport.subscribe('g', [topic, other], async (batch) => {
        await held;
        seen.push(...batch);
      });
      const canSay = () =>
        subscription.lag().then(
          () => true,
          () => false,
        );
      await until(canSay);
      expect(await subscription.lag()).toEqual({ [topic]: 5, [other]: 2 });
      release();
      await until(() => seen.length >= 7);
      await until(async () => Object.values(await subscription.lag()).every((n) => n === 0));
      expect(seen.filter(({ topic }) => topic === other).map(valueOf)).toEqual(['x', 'y']);
      expect(seen).toHaveLength(7);
    });

    it('given a subscription that is closed, it waits for the handler and delivers no more', async () => {
      await transport.publish(messages(0, 2));
      let begun = 0;
      let finish: () => void = () => {};
      let done = false;
      const subscription: Subscription = await transport.subscribe(
        'g',
        [topic],
        async () => {
          begun++;
          await new Promise<void>((resolve) => (finish = resolve));
          done = true;
        },
        { maxBatch: 1 },
      );
      await until(() => begun === 1);
      const closed = subscription.close();
      finish();
      await closed;
      expect(done).toBe(true);
      await transport.publish(messages(2, 3));
      const { seen } = await collect('another');
      await until(() => seen.length >= 3);
      expect(begun).toBe(1);
    });

    it('given a subscription that is closed, what its handler resolved for can still be committed', async () => {
      await transport.publish(messages(0, 3));
      const { seen, subscription } = await collect('g');
      await until(() => seen.length >= 3);
      await subscription.close();
      await subscription.commit();
      await transport.publish(messages(3, 4));
      const next = await collect('g');
      await until(() => next.seen.length >= 1);
      expect(next.seen.map(valueOf)).toEqual(['3']);
    });

    it('given a transport that is closed, it refuses, and nothing that was asked before is lost', async () => {
      const published = transport.publish(messages(0, 3));
      await close(transport);
      await published;
      await expect(transport.publish(messages(3, 4))).rejects.toThrow();
      transport = await open();
      const { seen } = await collect('g');
      await until(() => seen.length >= 3);
      expect(seen).toHaveLength(3);
    });

    transportTrials({
      store: () => store,
      transport: () => transport,
      topic: () => topic,
      open,
      reopen,
      collect,
    });
  });
}
