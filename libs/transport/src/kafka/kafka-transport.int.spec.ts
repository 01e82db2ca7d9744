import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { Admin, ConfigResourceTypes, Producer, type Connection } from '@platformatic/kafka';
import { describeWithKafka, kafkaBrokers, stopKafka } from '../../testing';
import type { Delivery, Transport } from '../transport';
import { transportContract } from '../transport.contract';
import { until, valueOf } from '../transport.fixture';
import type { KafkaSettings } from './kafka-settings';
import { openKafkaTransport } from './kafka-transport';

jest.setTimeout(180_000);
afterAll(stopKafka);

const newTopic = () => `jiedui.test-${randomUUID().slice(0, 8)}.events`;
const open = async (settings: Partial<KafkaSettings> = {}): Promise<Transport> =>
  openKafkaTransport({
    brokers: await kafkaBrokers(),
    clientId: 'test',
    partitions: 3,
    replication: 1,
    ...settings,
  });

describeWithKafka('Kafka', () => {
  transportContract('Kafka', async () => ({
    open: () => open(),
    killed: ['libs/transport/src/kafka/kafka-transport.killed.ts', (await kafkaBrokers()).join()],
    remove: async () => {},
  }));
});

describeWithKafka('Kafka: what only it can do', () => {
  let transport: Transport;
  let admin: Admin;
  beforeEach(async () => {
    transport = await open();
    admin = new Admin({ clientId: 'test', bootstrapBrokers: [...(await kafkaBrokers())] });
  });
  afterEach(async () => {
    await transport.close();
    await admin.close();
  });

  const create = (topic: string, partitions: number, configs: Record<string, string>) =>
    admin.createTopics({
      topics: [topic],
      partitions,
      replicas: 1,
      configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
    });
  const KEPT = { 'retention.ms': '-1', 'retention.bytes': '-1' };

  async function collect(topics: string[], from = transport): Promise<Delivery[]> {
    const seen: Delivery[] = [];
    await from.subscribe(randomUUID(), topics, async (batch) => void seen.push(...batch));
    return seen;
  }

  it('given a topic that is missing, it is created so that nothing is ever removed from it', async () => {
    const topic = newTopic();
    await transport.publish([{ topic, key: 'city', value: '1' }]);
    const { topics } = await admin.metadata({ topics: [topic] });
    expect(topics.get(topic)!.partitionsCount).toBe(3);
    const [described] = await admin.describeConfigs({
      resources: [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic }],
    });
    expect(described!.configs.map(({ name, value }) => `${name}=${value}`)).toEqual(
      expect.arrayContaining(['retention.ms=-1', 'retention.bytes=-1', 'cleanup.policy=delete']),
    );
  });

  it('given a topic with other settings, it is refused with each fault: what it has, and what is wanted', async () => {
    const topic = newTopic();
    await create(topic, 2, { 'retention.ms': '604800000', 'cleanup.policy': 'compact' });
    await expect(transport.publish([{ topic, key: 'city', value: '1' }])).rejects.toMatchObject({
      faults: [
        `Kafka topic ${topic}: number of partitions is 2, but at least 3 is wanted.`,
        `Kafka topic ${topic}: cleanup.policy is compact, but delete is wanted.`,
        `Kafka topic ${topic}: retention.ms is 604800000, but -1 is wanted.`,
      ],
    });
    await expect(transport.subscribe('g', [topic], async () => {})).rejects.toThrow(/retention.ms/);
  });

  it('given topics with more partitions than wanted, all must have the same number, new ones too', async () => {
    const [six, fresh, four] = [newTopic(), newTopic(), newTopic()];
    await create(six, 6, KEPT);
    await create(four, 4, KEPT);
    await transport.subscribe('g', [six, fresh], async () => {});
    expect((await admin.metadata({ topics: [fresh] })).topics.get(fresh)!.partitionsCount).toBe(6);
    await expect(transport.subscribe('g', [six, four], async () => {})).rejects.toThrow(
      `Kafka topic ${four}: number of partitions is 4, but 6, as in every other topic, is wanted.`,
    );
  });

  it('given keys, each goes to the partition to which the Java client sends it', async () => {
    const topic = newTopic();
    // murmur2 of these texts as Kafka's own tests have it (org.apache.kafka.common.utils.UtilsTest)
    const known = {
      '21': -973932308,
      foobar: -790332482,
      'a-little-bit-long-string': -985981536,
      'a-little-bit-longer-string': -1486304829,
      lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8: -58897971,
      abc: 479470107,
    };
    await transport.publish(Object.keys(known).map((key) => ({ topic, key, value: key })));
    const seen = await collect([topic]);
    await until(() => seen.length === 6);
    expect(Object.fromEntries(seen.map(({ key, partition }) => [key, partition]))).toEqual(
      Object.fromEntries(Object.entries(known).map(([key, hash]) => [key, (hash & 0x7fffffff) % 3])),
    );
  });

  it('given messages of another program, with no key, no value, and bytes, they come as they are', async () => {
    const topic = newTopic();
    await create(topic, 3, KEPT);
    const other = new Producer({ clientId: 'other', bootstrapBrokers: [...(await kafkaBrokers())] });
    const header = new Map([[Buffer.from('reason'), Buffer.from('迁出')]]);
    await other.send({
      messages: [
        { topic, partition: 0, key: Buffer.from('120119101201') },
        { topic, partition: 0, value: Buffer.from([0xff, 0x00]), headers: header },
      ],
      acks: -1,
    });
    await other.close();
    const seen = await collect([topic]);
    await until(() => seen.length === 2);
    expect(seen).toMatchObject([
      { key: '120119101201', value: null, headers: {} },
      { key: null, value: Buffer.from([0xff, 0x00]), headers: { reason: '迁出' } },
    ]);
  });

  it('given more messages than a broker takes at once, all are published', async () => {
    const topic = newTopic();
    const value = '住'.repeat(30_000);
    await transport.publish(Array.from({ length: 50 }, () => ({ topic, key: 'city', value })));
    const seen = await collect([topic]);
    await until(() => seen.length === 50);
    expect(new Set(seen.map(valueOf))).toEqual(new Set([value]));
  });

  it('given a position whose messages were removed by hand, it goes on with the first that is there', async () => {
    const topic = newTopic();
    const numbers = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => ({ topic, key: 'city', value: `${from + i}` }));
    await transport.publish(numbers(0, 5));
    const first = await transport.subscribe(
      'g',
      [topic],
      async (batch) => {
        if (valueOf(batch[0]!) !== '0') throw new Error('not now');
      },
      { maxBatch: 2 },
    );
    await until(async () => (await first.lag())[topic] === 3);
    await first.commit();
    await first.close();
    const { partition } = (await collectOne(topic))!;
    await admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition, offset: 4n }] }] });
    const seen: Delivery[] = [];
    await transport.subscribe('g', [topic], async (batch) => void seen.push(...batch));
    await transport.publish(numbers(5, 6));
    await until(() => seen.length === 2);
    expect(seen.map(valueOf)).toEqual(['4', '5']);
  });

  async function collectOne(topic: string): Promise<Delivery | undefined> {
    const seen = await collect([topic]);
    await until(() => seen.length > 0);
    return seen[0];
  }

  it('given no broker yet, a subscription is there, and gets its messages when one comes', async () => {
    const topic = newTopic();
    await transport.publish([{ topic, key: 'city', value: '1' }]);
    const doorway = new Doorway((await kafkaBrokers())[0]!);
    const port = await doorway.open();
    await doorway.close();
    const errors: unknown[] = [];
    const early = await open({ brokers: [`127.0.0.1:${port}`], onError: (error) => errors.push(error) });
    const seen: Delivery[] = [];
    const subscription = await early.subscribe('g', [topic], async (batch) => void seen.push(...batch));
    await expect(subscription.lag()).rejects.toThrow('not answered');
    expect(errors).not.toEqual([]);
    await doorway.open(port);
    await until(() => seen.length === 1);
    await early.close();
    await doorway.close();
  });

  it('given a connection that breaks while it waits for news, it begins a new fetch session', async () => {
    const topic = newTopic();
    await transport.publish([{ topic, key: 'city', value: '1' }]);
    const connections = new Set<Connection>();
    const note = (message: unknown) => connections.add((message as { connection: Connection }).connection);
    subscribe('tracing:plt:kafka:connections:connects:start', note);
    const errors: unknown[] = [];
    const reader = await open({ onError: (error) => errors.push(error) });
    const seen: Delivery[] = [];
    await reader.subscribe('g', [topic], async (batch) => void seen.push(...batch));
    await until(() => seen.length === 1);
    unsubscribe('tracing:plt:kafka:connections:connects:start', note);
    for (const { socket } of connections) socket.destroy();
    await until(() => errors.length > 0);
    await transport.publish([{ topic, key: 'city', value: '2' }]);
    await until(() => seen.length === 2);
    await reader.close();
    expect(String(errors)).not.toContain('session');
  });
});

/** A door to a broker: whoever comes in learns the brokers' own addresses. */
class Doorway {
  private server: Server | undefined;

  constructor(private readonly broker: string) {}

  async open(port = 0): Promise<number> {
    const [host, brokerPort] = this.broker.split(':');
    const server = createServer((socket) => {
      const inner = connect(Number(brokerPort), host);
      socket.pipe(inner).pipe(socket);
      for (const end of [socket, inner]) end.on('error', () => end.destroy());
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server!.close(() => resolve()));
  }
}
