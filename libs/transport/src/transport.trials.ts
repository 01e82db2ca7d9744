import fc from 'fast-check';
import type { Delivery, Message, Subscription, Transport } from './transport';
import type { TransportStore } from './transport.contract';
import { byKey, KEYS, until, valueOf } from './transport.fixture';
import { runAndKill } from './transport.killed';

interface Trial {
  store(): TransportStore;
  /** The transport that was opened first, as it is now. */
  transport(): Transport;
  /** A topic that nobody has used. */
  topic(): string;
  /** One more connection to the same store. */
  open(): Promise<Transport>;
  /** Closes the first transport and opens it again. */
  reopen(): Promise<void>;
  /** Subscribes to the topic and collects. */
  collect(
    group: string,
    options: { maxBatch?: number },
  ): Promise<{ readonly seen: readonly Delivery[]; readonly subscription: Subscription }>;
}

/** The part of the contract that takes many hands, many tries, or a kill. */
export function transportTrials({ store, transport, topic, open, reopen, collect }: Trial): void {
  it('given many publishers at once, nothing is lost and each keeps its order', async () => {
    const second = await open();
    const { seen } = await collect('g', { maxBatch: 50 });
    const publishers = Array.from({ length: 20 }, async (_, p) => {
      for (let i = 0; i < 10; i++)
        await (p % 2 ? transport() : second).publish([
          { topic: topic(), key: `key-${p}`, value: `${p}:${i}` },
        ]);
    });
    await Promise.all(publishers);
    await until(() => seen.length >= 200);
    for (const [key, values] of byKey(seen))
      expect(values).toEqual(Array.from({ length: 10 }, (_, i) => `${key.slice(4)}:${i}`));
  });

  it('given a publisher that is killed, every acknowledged message is there', async () => {
    let acknowledged = 0;
    for (const enough of [1, 50, 200])
      acknowledged = await runAndKill(
        [...store().killed, 'publish', topic(), String(acknowledged)],
        acknowledged + enough,
      );
    const { seen, subscription } = await collect('g', { maxBatch: 500 });
    await until(async () => seen.length > 0 && (await subscription.lag())[topic()] === 0);
    const numbers = new Set(seen.map((delivery) => Number(valueOf(delivery))));
    for (let n = 1; n <= acknowledged; n++) expect(numbers).toContain(n);
  });

  it('given a consumer that is killed, what it has not committed comes again and nothing before it', async () => {
    const numbers = Array.from({ length: 90 }, (_, i) => String(i + 1));
    await transport().publish(numbers.map((value) => ({ topic: topic(), key: 'city', value })));
    const committed = await runAndKill([...store().killed, 'handle', topic(), 'g'], 20);
    const { seen } = await collect('g', { maxBatch: 500 });
    await until(() => seen.length > 0 && valueOf(seen.at(-1)!) === '90');
    const first = Number(valueOf(seen[0]!));
    expect(first).toBeGreaterThan(committed);
    expect(seen.map(valueOf)).toEqual(numbers.slice(first - 1));
  });

  it('given a subscriber that shares, partitions are assigned before and revoked behind all deliveries', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => String(i));
    await transport().publish(numbers.map((value) => ({ topic: topic(), key: `key-${value}`, value })));
    const steps: string[] = [];
    const seen: Delivery[] = [];
    let refused = false;
    const subscription = await transport().subscribe(
      `${topic()}.share`,
      [topic()],
      async (batch) => {
        steps.push('handled');
        seen.push(...batch);
      },
      {
        share: {
          assigned: async (partitions) => {
            if (!refused) {
              refused = true;
              throw new Error('not now');
            }
            steps.push('assigned');
            expect(partitions.length).toBeGreaterThan(0);
          },
          revoked: async (partitions) => {
            steps.push('revoked');
            expect([...new Set(seen.map(({ partition }) => partition))].sort()).toEqual(
              [...partitions].sort(),
            );
            await subscription.commit();
          },
        },
      },
    );
    await until(() => seen.length >= 20);
    await subscription.close();
    expect([steps[0], ...new Set(steps.slice(1, -1)), steps.at(-1)]).toEqual([
      'assigned',
      'handled',
      'revoked',
    ]);
    await transport().publish([{ topic: topic(), key: 'key-0', value: '20' }]);
    const { seen: next } = await collect(`${topic()}.share`, { maxBatch: 10 });
    await until(() => next.length >= 1);
    expect(next.map(valueOf)).toEqual(['20']);
  });

  it('given many keys, each keeps to one partition', async () => {
    const values = Array.from({ length: 60 }, (_, i) => `${i % 20}`);
    for (const part of [values.slice(0, 30), values.slice(30)])
      await transport().publish(part.map((value) => ({ topic: topic(), key: value, value })));
    const { seen } = await collect('g', { maxBatch: 7 });
    await until(() => seen.length >= 60);
    const byKey = Map.groupBy(seen, ({ key }) => key);
    for (const [key, of] of byKey) {
      expect(new Set(of.map(({ partition }) => partition)).size).toBe(1);
      expect(of.map(valueOf)).toEqual([key, key, key]);
    }
  });

  it('whatever is published, committed, refused and reopened, each group sees all, per key in order', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          publish: fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 5 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ commit: fc.constantFrom('a', 'b') }) },
      { weight: 1, arbitrary: fc.constant('reopen' as const) },
      { weight: 1, arbitrary: fc.constant('refuse' as const) },
      { weight: 1, arbitrary: fc.constant('let them work' as const) },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.integer({ min: 1, max: 4 }),
        async (steps, maxBatch) => {
          const mine = `${topic()}.${++run}`;
          const expected = new Map<string, string[]>();
          const seen: Record<string, Delivery[]> = { a: [], b: [] };
          const refuse: Record<string, boolean> = { a: false, b: false };
          const subscriptions: Record<string, Subscription> = {};
          const subscribe = async () => {
            for (const group of ['a', 'b'])
              subscriptions[group] = await transport().subscribe(
                group,
                [mine],
                async (batch) => {
                  if (refuse[group]) {
                    refuse[group] = false;
                    throw new Error('refused');
                  }
                  seen[group]!.push(...batch);
                },
                { maxBatch },
              );
          };
          await subscribe();
          let n = 0;
          for (const now of steps) {
            if (now === 'refuse') refuse['a'] = refuse['b'] = true;
            else if (now === 'let them work') await new Promise(setImmediate);
            else if (now === 'reopen') {
              await reopen();
              await subscribe();
            } else if ('commit' in now) await subscriptions[now.commit]!.commit();
            else {
              const batch = now.publish.map((key): Message => ({ topic: mine, key, value: String(n++) }));
              for (const { key, value } of batch) expected.set(key, [...(expected.get(key) ?? []), value]);
              await transport().publish(batch);
            }
          }
          await until(() => Object.values(seen).every((all) => new Set(all.map(valueOf)).size === n));
          for (const all of Object.values(seen)) expect(byKey(all)).toEqual(expected);
          for (const subscription of Object.values(subscriptions)) await subscription.close();
        },
      ),
      { numRuns: 30 },
    );
  });
}
