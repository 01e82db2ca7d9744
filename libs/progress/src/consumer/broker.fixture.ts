import { setImmediate } from 'node:timers/promises';
import type { Delivery, Message, Share, Subscription, Transport } from '@jiedui/transport';

type Handler = (batch: readonly Delivery[]) => Promise<void>;

const partitionOf = (key: string, partitions: number): number =>
  [...key].reduce((sum, char) => sum + char.charCodeAt(0), 0) % partitions;

/** Topics with partitions in memory, whose one group is shared out as the trial says. */
export class Broker {
  /** By group, topic and partition. */
  readonly committed = new Map<string, number>();
  private readonly topics = new Map<string, Delivery[][]>();

  constructor(readonly partitions: number) {}

  logOf(topic: string, partition: number): Delivery[] {
    let logs = this.topics.get(topic);
    if (!logs) this.topics.set(topic, (logs = Array.from({ length: this.partitions }, () => [])));
    return logs[partition]!;
  }

  publish(messages: readonly Message[]): void {
    for (const { topic, key, value, headers = {} } of messages) {
      const partition = partitionOf(key, this.partitions);
      const log = this.logOf(topic, partition);
      log.push({ topic, partition, offset: String(log.length), key, value, headers });
    }
  }
}

/** One replica's connection, and its part in the group. */
export class Member implements Transport {
  /** What it believes to have; of it, what others have been given without its knowledge. */
  readonly held = new Set<number>();
  readonly lost = new Set<number>();
  private readonly positions = new Map<string, number>();
  private group = '';
  private handler: Handler = async () => {};
  private share: Share | undefined;
  private topics: readonly string[] = [];
  private maxBatch = 1;
  private isOpen = false;
  private isDead = false;
  private running: Promise<void> = Promise.resolve();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly broker: Broker,
    /** It has subscribed, and has no partition yet. */
    private readonly onSubscribe: (member: Member) => void,
  ) {}

  async publish(messages: readonly Message[]): Promise<void> {
    this.broker.publish(messages);
  }

  async subscribe(
    ...[group, topics, handler, { maxBatch = 1, share } = {}]: Parameters<Transport['subscribe']>
  ): Promise<Subscription> {
    Object.assign(this, { group, topics, handler, share, maxBatch });
    this.isOpen = true;
    this.running = this.run();
    if (share) this.onSubscribe(this);
    else await this.give(Array.from({ length: this.broker.partitions }, (_, partition) => partition));
    const handled = () => {
      const positions = new Map(this.positions);
      return async () => {
        if (this.isDead || this.lost.size) throw new Error('not a member of this generation');
        for (const [key, position] of positions) this.broker.committed.set(`${group}/${key}`, position);
      };
    };
    return {
      handled,
      commit: () => handled()(),
      lag: async () => Object.fromEntries(topics.map((topic) => [topic, this.behind(topic)])),
      close: async () => {
        this.isOpen = false;
        await this.running;
        if (share) await this.giveAway([...this.held]);
      },
    };
  }

  async close(): Promise<void> {}

  /** Gets partitions; asked again until the subscriber is ready for them. */
  give(partitions: readonly number[]): Promise<void> {
    return this.alone(async () => {
      const mine = partitions.filter((partition) => !this.held.has(partition));
      const assign = async () => (await this.share?.assigned(mine).catch(() => false)) !== false;
      while (this.isOpen && mine.length && !(await assign())) await setImmediate();
      if (!this.isOpen) return;
      for (const partition of mine) {
        this.held.add(partition);
        for (const topic of this.topics) {
          const key = `${topic}/${partition}`;
          this.positions.set(key, this.broker.committed.get(`${this.group}/${key}`) ?? 0);
        }
      }
    });
  }

  /** Has to let go of partitions, also of those that it has lost before. */
  giveAway(partitions: readonly number[]): Promise<void> {
    return this.alone(async () => {
      const mine = partitions.filter((partition) => this.held.has(partition));
      if (mine.length && !this.isDead) await this.share?.revoked(mine);
      for (const partition of mine) {
        this.held.delete(partition);
        this.lost.delete(partition);
        for (const topic of this.topics) this.positions.delete(`${topic}/${partition}`);
      }
    });
  }

  /** Others get its partitions, and it does not hear of it yet. */
  lose(partitions: readonly number[]): void {
    for (const partition of partitions) if (this.held.has(partition)) this.lost.add(partition);
  }

  /** The process has ended without a word. */
  die(): void {
    this.isDead = true;
    this.isOpen = false;
  }

  private behind(topic: string): number {
    const lengths = [...this.held].map(
      (partition) =>
        this.broker.logOf(topic, partition).length - this.positions.get(`${topic}/${partition}`)!,
    );
    return lengths.reduce((sum, length) => sum + length, 0);
  }

  private async run(): Promise<void> {
    for (let turn = 0; this.isOpen; turn++) {
      await setImmediate();
      await this.alone(() => this.deliver(turn));
    }
  }

  /** A batch of one topic and partition, in turn. */
  private async deliver(turn: number): Promise<void> {
    const topic = this.topics[turn % this.topics.length]!;
    for (const partition of this.held) {
      const key = `${topic}/${partition}`;
      const at = this.positions.get(key)!;
      const batch = this.broker.logOf(topic, partition).slice(at, at + this.maxBatch);
      if (!batch.length || !this.isOpen) continue;
      await this.handler(batch).then(
        () => this.positions.set(key, at + batch.length),
        () => undefined, // it gets it again
      );
    }
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }
}
