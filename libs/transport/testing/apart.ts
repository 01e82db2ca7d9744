import type { Transport } from '../src/transport';

/** Topics of this test alone. */
export const apart = (transport: Transport, prefix: string): Transport => ({
  ...transport,
  publish: (messages) =>
    transport.publish(messages.map((message) => ({ ...message, topic: prefix + message.topic }))),
  subscribe: async (group, topics, handler, options) => {
    const plain = (topic: string) => topic.slice(prefix.length);
    const subscription = await transport.subscribe(
      group,
      topics.map((topic) => prefix + topic),
      (batch) => handler(batch.map((delivery) => ({ ...delivery, topic: plain(delivery.topic) }))),
      options,
    );
    return {
      ...subscription,
      commit: () => subscription.commit(),
      close: () => subscription.close(),
      lag: async () =>
        Object.fromEntries(Object.entries(await subscription.lag()).map(([topic, n]) => [plain(topic), n])),
    };
  },
});
