import { setImmediate as othersTurn } from 'node:timers/promises';
import { Bell, pauseAfter } from './bell';
import type { EmbeddedTopics } from './embedded-topics';
import type { Delivery, Share, Subscription } from './transport';

/** How long a message of another process may wait to be seen. */
const POLL_MS = 200;
/** A topic has one partition. */
const PARTITIONS = [0];

/** One reader of some topics: a loop that delivers batch after batch, a topic after the other. */
export class EmbeddedSubscription implements Subscription {
  private readonly bell = new Bell();
  private readonly pause = new Bell();
  private readonly delivered: Map<string, number>;
  private isClosed = false;
  private turn = 0;
  private readonly ended: Promise<void>;

  constructor(
    private readonly topics: EmbeddedTopics,
    private readonly group: string,
    private readonly names: readonly string[],
    private readonly handler: (batch: readonly Delivery[]) => Promise<void>,
    private readonly maxBatch: number,
    private readonly share: Share | undefined,
  ) {
    this.delivered = new Map(names.map((name) => [name, topics.position(group, name)]));
    this.ended = this.run();
  }

  /** Something was published. */
  wake(): void {
    this.bell.ring();
  }

  private async next(): Promise<readonly Delivery[]> {
    for (let tried = 0; tried < this.names.length; tried++) {
      const name = this.names[this.turn++ % this.names.length]!;
      const batch = await this.topics.read(name, this.delivered.get(name)!, this.maxBatch);
      if (batch.length) return batch;
    }
    return [];
  }

  private async run(): Promise<void> {
    let batch: readonly Delivery[] = [];
    let failures = 0;
    let isAssigned = !this.share;
    await othersTurn(); // the subscriber has its subscription before the first batch
    while (!this.isClosed) {
      try {
        if (!isAssigned) await this.share!.assigned(PARTITIONS);
        isAssigned = true;
        if (!batch.length) batch = await this.next();
        if (batch.length) {
          await this.handler(batch);
          const { topic, offset } = batch.at(-1)!;
          this.delivered.set(topic, Number(offset));
          batch = [];
          await othersTurn();
        } else await this.bell.sleep(POLL_MS);
        failures = 0;
      } catch {
        await this.pause.sleep(pauseAfter(++failures)); // whoever handles knows why it failed
      }
    }
    if (isAssigned) await this.share?.revoked(PARTITIONS).catch(() => undefined); // it comes again
  }

  commit(): Promise<void> {
    return this.handled()();
  }

  handled(): () => Promise<void> {
    const delivered = new Map(this.delivered);
    return async () => this.topics.savePositions(this.group, delivered);
  }

  async lag(): Promise<Record<string, number>> {
    return Object.fromEntries(
      [...this.delivered].map(([name, offset]) => [name, this.topics.head(name) - offset]),
    );
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.bell.ring();
    this.pause.ring();
    await this.ended;
  }
}
