import fc from 'fast-check';
import type { Delivery, Message, Subscription, Transport } from './transport';
import type { TransportStore } from './transport.contract';
import { byKey, KEYS, until, valueOf } from './transport.fixture';
import { publishAndKill } from './transport.killed';

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
      acknowledged = await publishAndKill(
        [...store().publisher, topic()],
        acknowledged,
        acknowledged + enough,
      );
    const { seen, subscription } = await collect('g', { maxBatch: 500 });
    await until(async () => seen.length > 0 && (await subscription.lag())[topic()] === 0);
    const numbers = new Set(seen.map((delivery) => Number(valueOf(delivery))));
    for (let n = 1; n <= acknowledged; n++) expect(numbers).toContain(n);
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
