import { setImmediate as othersTurn, setTimeout } from 'node:timers/promises';
import type { BaseOptions } from '@platformatic/kafka';
import { Bell, pauseAfter } from '../bell';
import type { Delivery, Share, Subscription } from '../transport';
import { KafkaFetches, OutOfRange, type Fetched } from './kafka-fetches';
import { KafkaMember } from './kafka-member';
import { ALONE, KafkaOffsets } from './kafka-offsets';
import { keyOf, type Position, type Positions } from './kafka-position';
import { TopicsDiffer, type KafkaTopics } from './kafka-topics';

export interface KafkaSubscriptionOptions {
  readonly client: BaseOptions;
  readonly topics: KafkaTopics;
  readonly group: string;
  readonly names: readonly string[];
  readonly handler: (batch: readonly Delivery[]) => Promise<void>;
  readonly maxBatch: number;
  readonly share: Share | undefined;
  /** The name of this process in the groups that it shares. */
  readonly member: string | undefined;
  readonly onError: (error: unknown) => void;
}

/** So long whoever subscribes is held up by a Kafka that does not answer. */
const OPEN_MS = 1_000;
/** How long one that has no partition waits to be given one. */
const IDLE_MS = 1_000;
/** How long one that has lost its membership waits: where two have the same name, they do not take turns at once. */
const REJOIN_MS = 5_000;

/**
 * One reader of some topics: a loop that fetches, and hands over batch after batch of one partition each. Alone
 * it reads all partitions and is no member of its group, which then only keeps its positions; with a share it
 * reads those that the group gives it.
 */
export class KafkaSubscription implements Subscription {
  private readonly offsets: KafkaOffsets;
  private readonly fetches: KafkaFetches;
  private readonly bell = new Bell();
  private readonly pause = new Bell();
  /** The partition numbers that it has, and where it is in each topic; by {@link keyOf}. */
  private readonly held = new Set<number>();
  private readonly positions = new Map<string, Position>();
  private readonly saved = new Map<string, bigint>();
  private member: KafkaMember | undefined;
  private isReady = false;
  private isClosed = false;
  private queue: Promise<unknown> = Promise.resolve();
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly options: KafkaSubscriptionOptions) {
    const { client, group, names } = options;
    this.offsets = new KafkaOffsets(client, group, names);
    this.fetches = new KafkaFetches(client, group, names);
  }

  /** Resolves soon also when no broker answers: it goes on trying. @throws TopicsDiffer */
  async open(): Promise<void> {
    let isOpening = true;
    const begun = this.prepare().catch((error: unknown) => {
      if (error instanceof TopicsDiffer && isOpening) throw error;
      this.options.onError(error);
    });
    this.ended = begun.then(
      () => this.run(),
      () => undefined, // the subscriber knows
    );
    await Promise.race([begun, setTimeout(OPEN_MS, undefined, { ref: false })]);
    isOpening = false;
  }

  private async prepare(): Promise<void> {
    const { share, topics, names } = this.options;
    if (share) await topics.ensure(names);
    else await this.takeOver();
  }

  private async run(): Promise<void> {
    await othersTurn(); // the subscriber has its subscription before the first batch
    for (let failures = 0; !this.isClosed;) {
      try {
        await this.takeOver();
        if (!this.positions.size) await this.bell.sleep(IDLE_MS);
        else await this.deliverNext();
        failures = 0;
      } catch (error) {
        if (this.isClosed) return;
        this.options.onError(error);
        if (error instanceof OutOfRange) await this.begin(error.positions).catch(this.options.onError);
        await this.pause.sleep(pauseAfter(++failures));
      }
    }
  }

  /** What follows is fetched while this is handled. */
  private async deliverNext(): Promise<void> {
    const fetched = await this.fetches.next(this.positions);
    await this.fetches.request(
      new Map([...this.positions, ...fetched.map(({ next }) => [keyOf(next), next] as const)]),
    );
    for (const one of fetched) await this.deliver(one);
  }

  /** Takes what it is to read and does not read yet. */
  private async takeOver(): Promise<void> {
    const { topics, names, share } = this.options;
    const count = await topics.ensure(names);
    if (share) await this.beMember();
    if (this.isClosed) return;
    const { member } = this;
    await this.alone(async () => {
      const all = member ? member.assigned : Array.from({ length: count }, (_, number) => number);
      const numbers = all.filter((number) => !this.held.has(number));
      if (!numbers.length) return;
      const places = names.flatMap((topic) => numbers.map((partition) => ({ topic, partition })));
      const positions = await this.offsets.positions(places);
      await share?.assigned(numbers);
      for (const number of numbers) this.held.add(number);
      for (const position of positions) {
        this.positions.set(keyOf(position), position);
        this.saved.set(keyOf(position), position.offset);
      }
    });
    this.isReady = true;
  }

  private async beMember(): Promise<void> {
    if (this.member?.isLost) {
      await this.letGo([]);
      await this.member.close();
      this.member = undefined;
      await this.pause.sleep(REJOIN_MS);
    }
    if (this.member || this.isClosed) return;
    const { client, group, names: topics, member: name, onError } = this.options;
    const letGo = (but: readonly number[]) => this.letGo(but);
    const onChange = () => this.bell.ring();
    this.member = new KafkaMember({ client, group, topics, name, letGo, onChange, onError });
    await this.member.join();
  }

  /** Gives away all partitions but these, once the running handler has ended. */
  private letGo(but: readonly number[]): Promise<void> {
    return this.alone(async () => {
      const numbers = [...this.held].filter((number) => !but.includes(number));
      if (!numbers.length) return;
      await this.options.share?.revoked(numbers).catch(this.options.onError); // the next gets it again
      for (const number of numbers) this.held.delete(number);
      for (const [key, { partition }] of this.positions)
        if (numbers.includes(partition)) this.positions.delete(key);
    });
  }

  /** Goes to the first messages that are there. */
  private async begin(positions: readonly Position[]): Promise<void> {
    for (const position of await this.offsets.beginnings(positions))
      if (positions.includes(this.positions.get(keyOf(position))!))
        this.positions.set(keyOf(position), position);
  }

  private async deliver({ from, deliveries, next }: Fetched): Promise<void> {
    const { maxBatch } = this.options;
    let at = from;
    for (let begin = 0; begin < deliveries.length; begin += maxBatch) {
      const batch = deliveries.slice(begin, begin + maxBatch);
      const behind = { ...from, offset: BigInt(batch.at(-1)!.offset) + 1n };
      if (!(await this.handle(batch, at, behind))) return;
      at = behind;
    }
    if (this.positions.get(keyOf(from)) === at) this.positions.set(keyOf(from), next); // behind what is no message
  }

  /** Hands a batch over until it is handled, at most while the position is this subscription's. */
  private async handle(batch: readonly Delivery[], at: Position, behind: Position): Promise<boolean> {
    for (let failures = 0; ;) {
      const outcome = await this.alone(async () => {
        if (this.isClosed || this.positions.get(keyOf(at)) !== at) return 'gone';
        try {
          await this.options.handler(batch);
        } catch {
          return 'refused'; // whoever handles knows why it failed
        }
        this.positions.set(keyOf(at), behind);
        return 'handled';
      });
      if (outcome === 'refused') await this.pause.sleep(pauseAfter(++failures));
      else {
        await othersTurn();
        return outcome === 'handled';
      }
    }
  }

  /** Runs `work` while no batch is handled and no partition changes hands. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  commit(): Promise<void> {
    return this.handled()();
  }

  handled(): () => Promise<void> {
    const positions = new Map(this.positions);
    return () => this.save(positions);
  }

  private async save(positions: Positions): Promise<void> {
    await this.member?.settled();
    const moved = [...positions].filter(
      ([key, { offset }]) => this.positions.has(key) && this.saved.get(key) !== offset,
    );
    if (!moved.length) return;
    await this.offsets.save(
      moved.map(([, position]) => position),
      this.member ?? ALONE,
    );
    for (const [key, { offset }] of moved) this.saved.set(key, offset);
  }

  async lag(): Promise<Record<string, number>> {
    if (!this.isReady) throw new Error('Kafka has not answered yet');
    const positions = [...this.positions.values()];
    const ends = positions.length ? await this.offsets.ends(positions) : new Map<string, bigint[]>();
    const lag = Object.fromEntries(this.options.names.map((name) => [name, 0]));
    for (const { topic, partition, offset } of positions)
      lag[topic]! += Number(ends.get(topic)![partition]! - offset);
    return lag;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.bell.ring();
    this.pause.ring();
    await this.fetches.close();
    await this.ended;
    if (this.options.share) await this.letGo([]);
    await this.member?.close();
  }

  /** Ends also what a commit needs. */
  async end(): Promise<void> {
    await this.close();
    await this.offsets.close();
  }
}
