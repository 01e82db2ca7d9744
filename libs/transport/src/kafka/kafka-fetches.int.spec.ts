import { randomUUID } from 'node:crypto';
import { describeWithKafka, kafkaBrokers, stopKafka } from '../../testing';
import { KafkaFetches, OutOfRange } from './kafka-fetches';
import { clientOptions } from './kafka-settings';
import { KafkaTopics } from './kafka-topics';

afterAll(stopKafka);

describeWithKafka('given a leader that fails', () => {
  it('then it is left alone for a while before it is asked again', async () => {
    const options = clientOptions({ brokers: await kafkaBrokers(), clientId: 'test' });
    const topic = `jiedui.test-${randomUUID().slice(0, 8)}.events`;
    const topics = new KafkaTopics(options, { partitions: 1, replication: 1 });
    await topics.ensure([topic]);
    const fetches = new KafkaFetches(options, 'g', [topic]);
    const nothingThere = new Map([['0', { topic, partition: 0, offset: 999n }]]);
    await expect(fetches.next(nothingThere)).rejects.toThrow(OutOfRange);
    expect(await fetches.next(nothingThere)).toEqual([]);
    await expect(fetches.next(nothingThere)).rejects.toThrow(OutOfRange);
    await fetches.close();
    await topics.close();
  });
});
