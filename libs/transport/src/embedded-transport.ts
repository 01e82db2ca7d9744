import { EmbeddedSubscription } from './embedded-subscription';
import { EmbeddedTopics } from './embedded-topics';
import { DEFAULT_BATCH, type Message, type Transport } from './transport';

interface Publication {
  readonly messages: readonly Message[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Durable topics in one SQLite file: the transport of the platform in one process. Several processes may
 * share the file. Each topic has one partition; every subscription gets all messages of its topics.
 *
 * @throws NewerDataError when a newer program wrote the file
 */
export function openEmbeddedTransport(file: string): Transport {
  const topics = new EmbeddedTopics(file);
  const subscriptions = new Set<EmbeddedSubscription>();
  let waiting: Publication[] = [];
  let isClosed = false;

  /** What was published in one turn of the event loop shares one durable write. */
  async function flush(): Promise<void> {
    if (!waiting.length) return; // closing was quicker
    const group = waiting;
    waiting = [];
    try {
      await topics.append(group.flatMap(({ messages }) => messages));
    } catch (error) {
      group.forEach(({ reject }) => reject(error));
      return;
    }
    group.forEach(({ resolve }) => resolve());
    subscriptions.forEach((subscription) => subscription.wake());
  }

  return {
    async publish(messages) {
      if (isClosed) throw new Error('the transport is closed');
      if (!messages.length) return;
      await new Promise<void>((resolve, reject) => {
        if (waiting.push({ messages, resolve, reject }) === 1) setImmediate(() => void flush());
      });
    },
    async subscribe(group, names, handler, { maxBatch = DEFAULT_BATCH, share } = {}) {
      if (isClosed) throw new Error('the transport is closed');
      const subscription = new EmbeddedSubscription(topics, group, names, handler, maxBatch, share);
      subscriptions.add(subscription);
      return {
        commit: () => subscription.commit(),
        handled: () => subscription.handled(),
        lag: () => subscription.lag(),
        close: () => {
          subscriptions.delete(subscription);
          return subscription.close();
        },
      };
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await Promise.all([...subscriptions].map((subscription) => subscription.close()));
      await flush();
      await topics.close();
    },
  };
}
