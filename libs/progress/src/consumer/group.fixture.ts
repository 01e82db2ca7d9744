import type { DomainEvent } from '@jiedui/programme';
import { orchardAreas } from '../fold/orchards.fixture';
import type { ViewStore } from '../store/view-store';
import type { Aggregator } from './aggregator';
import { BreakableStore } from './breakable-store.fixture';
import { Broker, Member } from './broker.fixture';
import { openAggregator, type AggregatorOptions } from './open-aggregator';
import { messageOf } from './workshop.fixture';

export interface Replica {
  readonly aggregator: Aggregator;
  readonly member: Member;
  readonly store: BreakableStore;
}

/** Replicas of the aggregator on a broker and on views that they share; the trial says who gets what. */
export class Group {
  readonly broker: Broker;
  readonly replicas: Replica[] = [];
  /** Partition -> the replica that is to have it. */
  private owners: readonly number[] = [];

  constructor(
    partitions: number,
    private readonly openStore: () => ViewStore | Promise<ViewStore>,
    private readonly more: Partial<AggregatorOptions> = {},
  ) {
    this.broker = new Broker(partitions);
  }

  publish(events: readonly DomainEvent<object>[]): void {
    this.broker.publish(events.map(messageOf));
  }

  /** Starts a replica, or one more in the place of one that has ended. */
  async start(at = this.replicas.length): Promise<Replica> {
    const store = new BreakableStore();
    const member = new Member(this.broker, () => void member.give(this.partitionsOf(at)));
    const aggregator = await openAggregator({
      areas: orchardAreas,
      openStore: async () => store.wayTo(await this.openStore()),
      transport: member,
      clock: { now: () => '2019-09-30T04:00:00.000Z', today: () => '2019-09-30' },
      maxBatch: 3,
      ...this.more,
    });
    return (this.replicas[at] = { aggregator, member, store });
  }

  /** Shares the partitions out anew; with `unheard` nobody hears that it has lost any. */
  async share(owners: readonly number[], unheard = false): Promise<void> {
    this.owners = owners;
    for (const [at, { member }] of this.replicas.entries()) {
      const others = [...member.held].filter((partition) => owners[partition] !== at);
      if (unheard) member.lose(others);
      else await member.giveAway(others);
    }
    for (const [at, { member }] of this.replicas.entries()) {
      const mine = this.partitionsOf(at);
      await member.giveAway([...member.lost].filter((partition) => mine.includes(partition)));
      await member.give(mine);
    }
  }

  /** Everybody hears what it has lost. */
  async wake(): Promise<void> {
    for (const { member } of this.replicas) await member.giveAway([...member.lost]);
  }

  /** A replica is stopped in good order, and another begins in its place. */
  async restart(at: number): Promise<void> {
    await this.stop(at);
    await this.start(at);
  }

  async stop(at: number): Promise<void> {
    await this.replicas[at]!.aggregator.close();
  }

  /** A replica ends without a word, and another begins in its place. */
  async crash(at: number): Promise<void> {
    const { aggregator, member, store } = this.replicas[at]!;
    store.die();
    member.die();
    await aggregator.close();
    await this.start(at);
  }

  /** All say that so many events are in their books. */
  haveFolded(events: number): boolean {
    return this.replicas.every((replica) => foldedIn(replica) === events);
  }

  /** How many events are in the fullest book. */
  folded(): number {
    return Math.max(0, ...this.replicas.map(foldedIn));
  }

  areWhole(): boolean {
    return this.replicas.every(({ aggregator }) => aggregator.health().whole);
  }

  /** False where one hears only now that another folds its partitions: it begins again then. */
  async areWritten(): Promise<boolean> {
    const flushes = await Promise.allSettled(this.replicas.map(({ aggregator }) => aggregator.flush()));
    return flushes.every(({ status }) => status === 'fulfilled');
  }

  async close(): Promise<void> {
    for (const { aggregator } of this.replicas) await aggregator.close();
  }

  private partitionsOf(at: number): readonly number[] {
    return this.owners.flatMap((owner, partition) => (owner === at ? [partition] : []));
  }
}

const foldedIn = ({ aggregator }: Replica): number =>
  aggregator.freshness().reduce((sum, { events }) => sum + events, 0);
