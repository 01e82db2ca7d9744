import { randomUUID } from 'node:crypto';
import { describeWithKafka, kafkaBrokers, stopKafka } from '../../testing';
import type { Delivery, Transport } from '../transport';
import { byKey, until, valueOf } from '../transport.fixture';
import { openKafkaTransport } from './kafka-transport';

jest.setTimeout(180_000);
afterAll(stopKafka);

const PARTITIONS = 6;

/** Members of one group over two topics, which commit what they have handled when they give it away. */
class Team {
  readonly topics = ['housing', 'industry'].map((area) => `jiedui.test-${randomUUID().slice(0, 8)}.${area}`);
  readonly group = `team-${randomUUID().slice(0, 8)}`;
  readonly seen: Delivery[] = [];
  /** Member -> what it has been assigned, and not revoked. */
  readonly held = new Map<string, Set<number>>();
  readonly faults: string[] = [];
  /** How often partitions were assigned. */
  moves = 0;
  private readonly transports = new Map<string, Transport>();
  private sent = 0;

  open = async (client: string, member?: string): Promise<Transport> => {
    const transport = openKafkaTransport({
      brokers: await kafkaBrokers(),
      clientId: client,
      partitions: PARTITIONS,
      replication: 1,
      ...(member !== undefined && { member }),
    });
    this.transports.set(client, transport);
    return transport;
  };

  async publish(transport: Transport, count: number): Promise<void> {
    const numbers = Array.from({ length: count }, () => this.sent++);
    await transport.publish(
      numbers.map((n) => ({ topic: this.topics[n % 2]!, key: `village-${n % 20}`, value: String(n) })),
    );
  }

  async join(
    name: string,
    { work = async () => {}, member }: { work?: () => Promise<void>; member?: string } = {},
  ): Promise<void> {
    const transport = await this.open(name, member);
    const held = new Set<number>();
    this.held.set(name, held);
    const subscription = await transport.subscribe(
      this.group,
      this.topics,
      async (batch) => {
        await work();
        for (const { partition } of batch)
          if (!held.has(partition)) this.faults.push(`${name} was given ${partition} unassigned`);
        this.seen.push(...batch);
      },
      {
        maxBatch: 5,
        share: {
          assigned: async (partitions) => {
            this.moves++;
            for (const partition of partitions) {
              for (const [other, theirs] of this.held)
                if (theirs.has(partition)) this.faults.push(`${name} and ${other} have ${partition}`);
              held.add(partition);
            }
          },
          revoked: async (partitions) => {
            await subscription.commit().catch(() => undefined); // then another has them already
            for (const partition of partitions) held.delete(partition);
          },
        },
      },
    );
  }

  async leave(name: string): Promise<void> {
    await this.transports.get(name)!.close();
    this.transports.delete(name);
    this.held.delete(name);
  }

  shares = () => Object.fromEntries([...this.held].map(([name, numbers]) => [name, [...numbers].sort()]));

  sizes = () => [...this.held.values()].map(({ size }) => size).sort();

  allSeen = () => until(() => new Set(this.seen.map(valueOf)).size === this.sent);

  async end(): Promise<void> {
    await Promise.all([...this.transports.values()].map((transport) => transport.close()));
  }
}

describeWithKafka('Kafka: a group that shares', () => {
  let team: Team;
  beforeEach(() => {
    team = new Team();
  });
  afterEach(() => team.end());

  it('given members that come and go, each message is handled once, per key in order, by who has its partition', async () => {
    const publisher = await team.open('publisher');
    await team.publish(publisher, 100);
    await team.join('a');
    await team.allSeen();
    await team.join('b');
    await team.publish(publisher, 100);
    await until(() => team.sizes().join() === '3,3');
    await team.join('c');
    await team.publish(publisher, 100);
    await until(() => team.sizes().join() === '2,2,2');
    await team.leave('a');
    await team.publish(publisher, 100);
    await until(() => team.sizes().join() === '3,3');
    await team.leave('c');
    await team.publish(publisher, 100);
    await team.allSeen();
    expect(team.faults).toEqual([]);
    expect(team.seen).toHaveLength(500);
    for (const values of byKey(team.seen).values())
      expect(values.map(Number)).toEqual([...values.map(Number)].sort((x, y) => x - y));
  });

  it('given a member that is at work, what it has to give away is handled first, and once', async () => {
    const publisher = await team.open('publisher');
    let finish: () => void = () => {};
    const held = new Promise<void>((resolve) => (finish = resolve));
    await team.join('slow', { work: () => held });
    await until(() => team.sizes().join() === '6');
    await team.publish(publisher, 40);
    await team.join('quick');
    await team.publish(publisher, 40);
    expect(team.held.get('quick')!.size).toBe(0);
    finish();
    await team.allSeen();
    await until(() => team.sizes().join() === '3,3');
    expect(team.faults).toEqual([]);
    expect(team.seen).toHaveLength(80);
  });

  it('given members with names, one that is away for a moment has its partitions again, and nobody else moves', async () => {
    const publisher = await team.open('publisher');
    for (const name of ['a', 'b', 'c']) await team.join(name, { member: `${team.group}-${name}` });
    await until(() => team.sizes().join() === '2,2,2');
    const before = team.shares();
    await team.publish(publisher, 100);
    await team.leave('b');
    await team.publish(publisher, 100);
    await team.join('b', { member: `${team.group}-b` });
    await team.publish(publisher, 100);
    await team.allSeen();
    expect(team.shares()).toEqual(before);
    expect(team.moves).toBe(4);
    expect(team.faults).toEqual([]);
    expect(team.seen).toHaveLength(300);
  });

  it('given a second process with the same name, it takes over, and the first lets go', async () => {
    const publisher = await team.open('publisher');
    await team.join('first', { member: team.group });
    await until(() => team.sizes().join() === '6');
    await team.publish(publisher, 20);
    await team.allSeen();
    const first = team.held.get('first')!;
    team.held.delete('first'); // until it notices, both have everything
    await team.join('second', { member: team.group });
    await until(() => first.size === 0 && team.sizes().join() === '6');
    expect(team.faults).toEqual([]);
  });
});
