import { Consumer, type BaseOptions } from '@platformatic/kafka';
import type { Identity } from './kafka-offsets';
import { assignNumbers } from './share-out';

/** How soon a member learns that others came or went. */
const HEARTBEAT_MS = 500;
/**
 * How long it may give no sign of life before others take over; with a name, time enough for a restart. It gives
 * none while it finishes what it has to give away.
 */
const SESSION_MS = 20_000;
const NAMED_SESSION_MS = 45_000;
/** How long the others wait for one that has to give something away. */
const REBALANCE_MS = NAMED_SESSION_MS;
/** To join takes as long as the others wait. */
const REQUEST_MS = REBALANCE_MS + 5_000;
/** A heartbeat shall not wait for news about brokers and topics. */
const METADATA_MS = 300_000;

/** Another has taken over already. */
class MembershipLost extends Error {
  constructor() {
    super(
      'Kafka gave the partitions of this process away: it gave no sign of life for too long, or another has its name',
    );
  }
}

export interface MemberOptions {
  readonly client: BaseOptions;
  readonly group: string;
  readonly topics: readonly string[];
  /** Its name over restarts (static membership, KIP-345). */
  readonly name?: string | undefined;
  /** Awaited before it says that it holds these partitions, and has let go of all others. */
  readonly letGo: (but: readonly number[]) => Promise<void>;
  /** Something was assigned, or the membership is lost. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * A member of a group whose members share partitions: heartbeats go on whatever the handler does, and what it
 * keeps it goes on reading while others come and go (cooperative rebalancing).
 */
export class KafkaMember implements Identity {
  isLost = false;
  private hasJoined = false;
  private readonly consumer: Consumer;
  private joining = Promise.withResolvers<void>();

  constructor(private readonly options: MemberOptions) {
    const { client, group, topics, name, onChange, onError } = options;
    this.consumer = new Consumer({
      ...client,
      groupId: group,
      ...(name !== undefined && { groupInstanceId: name }),
      requestTimeout: REQUEST_MS,
      metadataMaxAge: METADATA_MS,
      sessionTimeout: name === undefined ? SESSION_MS : NAMED_SESSION_MS,
      rebalanceTimeout: REBALANCE_MS,
      heartbeatInterval: HEARTBEAT_MS,
      protocols: [{ name: 'cooperative-sticky', version: 3 }],
      partitionAssigner: assignNumbers,
      protocolsMetadata: () => this.beforeJoin(),
    });
    this.consumer.topics.trackAll(...topics);
    this.consumer.on('consumer:group:join', () => {
      this.hasJoined = true;
      this.joining.resolve();
      onChange();
    });
    this.consumer.on('error', (error: unknown) => {
      this.lose();
      onError(error);
      onChange();
    });
  }

  get memberId(): string | null {
    return this.consumer.memberId;
  }

  get generationId(): number {
    return this.consumer.generationId;
  }

  /** The partition numbers that it has, in every topic. */
  get assigned(): readonly number[] {
    if (this.isLost) return [];
    return [...new Set((this.consumer.assignments ?? []).flatMap(({ partitions }) => partitions))];
  }

  /** Rejects, and is lost, when no broker answers. */
  async join(): Promise<void> {
    try {
      await this.consumer.joinGroup();
    } catch (error) {
      this.lose();
      throw error;
    }
  }

  /** Resolves when it is not just being counted: a position that is saved meanwhile would be refused. */
  async settled(): Promise<void> {
    await this.joining.promise;
  }

  /** Leaves the group; one with a name stays in it, to come back. */
  async close(): Promise<void> {
    this.lose();
    if (this.options.name !== undefined) this.consumer.memberId = null;
    try {
      await this.consumer.leaveGroup();
    } catch {
      // no broker answers: the group notices by itself
    }
    await this.consumer.close();
  }

  private lose(): void {
    this.isLost = true;
    this.joining.resolve();
  }

  /** The client asks this before each time that it joins; the group waits for it. */
  private async beforeJoin(): Promise<Buffer> {
    this.joining.resolve();
    const isGone = this.hasJoined && this.memberId === null;
    await this.options.letGo(isGone ? [] : this.assigned);
    if (isGone) throw new MembershipLost(); // what it was told before no longer holds
    this.joining = Promise.withResolvers();
    if (this.isLost) this.joining.resolve();
    return Buffer.alloc(0);
  }
}
