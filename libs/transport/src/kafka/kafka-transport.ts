import { DEFAULT_BATCH, type Transport } from '../transport';
import { plain, plainly } from './kafka-failure';
import { KafkaPublisher } from './kafka-publisher';
import { clientOptions, type KafkaSettings } from './kafka-settings';
import { KafkaSubscription } from './kafka-subscription';
import { KafkaTopics } from './kafka-topics';

/**
 * Topics on Kafka (docs/adr/009). They are created when they are named for the first time, and refused with
 * `TopicsDiffer` when they are there with other settings.
 *
 * @throws Error when the settings cannot be used
 */
export function openKafkaTransport(settings: KafkaSettings): Transport {
  const { partitions = 12, replication = 3, member } = settings;
  const client = clientOptions(settings);
  const topics = new KafkaTopics(client, { partitions, replication });
  const publisher = new KafkaPublisher(client, topics);
  const subscriptions = new Set<KafkaSubscription>();
  const onError = (error: unknown) => settings.onError?.(plain(error));
  let isClosed = false;

  return {
    async publish(messages) {
      if (isClosed) throw new Error('the transport is closed');
      if (messages.length) await plainly(publisher.publish(messages));
    },
    async subscribe(group, names, handler, { maxBatch = DEFAULT_BATCH, share } = {}) {
      if (isClosed) throw new Error('the transport is closed');
      const subscription = new KafkaSubscription({
        client,
        topics,
        group,
        names,
        handler,
        maxBatch,
        share,
        member,
        onError,
      });
      subscriptions.add(subscription);
      await subscription.open();
      return {
        commit: () => plainly(subscription.commit()),
        handled: () => {
          const commit = subscription.handled();
          return () => plainly(commit());
        },
        lag: () => plainly(subscription.lag()),
        close: () => subscription.close(),
      };
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await Promise.all([publisher.close(), ...[...subscriptions].map((subscription) => subscription.end())]);
      await topics.close();
    },
  };
}
