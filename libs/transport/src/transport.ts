export interface Message {
  readonly topic: string;
  /** Messages of one key keep their order. */
  readonly key: string;
  /** A CloudEvents JSON text, sent as it is. */
  readonly value: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Delivery {
  readonly topic: string;
  readonly partition: number;
  /** Grows by delivery within topic and partition; a string, for brokers count beyond 2^53. */
  readonly offset: string;
  readonly key: string | null;
  /** As it came: bytes from a broker, text from the embedded transport; null is a tombstone. */
  readonly value: string | Uint8Array | null;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Those who subscribe to a group with a share divide its partitions among them. Who has a partition number has
 * it in every topic, so the village of a key is in one hand. The embedded transport has one partition, and
 * every subscription has it.
 */
export interface Share {
  /** Awaited before the first delivery of these partitions; rejects: asked again after a pause. */
  assigned(partitions: readonly number[]): Promise<void>;
  /**
   * Awaited before these partitions are given away, also by `close`: the time to write what was handled, and
   * to commit. When they were lost already (no sign of life for too long), a commit rejects.
   */
  revoked(partitions: readonly number[]): Promise<void>;
}

/** The most messages of a batch, unless told otherwise. */
export const DEFAULT_BATCH = 500;

export interface SubscribeOptions {
  /** The most messages of a batch. */
  readonly maxBatch?: number;
  /** Without it the subscription gets all messages of its topics, whoever else reads in the group. */
  readonly share?: Share;
}

export interface Subscription {
  /**
   * Moves the durable position of the group behind everything whose handler has resolved so far. What is
   * not committed is delivered again after a restart: at least once.
   */
  commit(): Promise<void>;
  /** The same for what was handled before this call, to be done later, whatever is handled meanwhile. */
  handled(): () => Promise<void>;
  /** How many messages of each topic wait behind what was handled. Rejects when the broker does not answer. */
  lag(): Promise<Readonly<Record<string, number>>>;
  /**
   * Stops deliveries, waits for the running handler. Does not commit; without a share that can be done until
   * the transport is closed.
   */
  close(): Promise<void>;
}

/**
 * How events travel: at least once, in order per key. One contract suite (`transport.contract.ts`) holds for
 * every adapter.
 */
export interface Transport {
  /** Resolves when all messages are durable. */
  publish(messages: readonly Message[]): Promise<void>;
  /**
   * Delivers batches one after another, beginning behind the group's committed position (a new group: at
   * the beginning). A handler that rejects gets the same batch again after a pause that grows to 10 s. Resolves
   * also when the broker is not there yet: deliveries begin when it comes.
   */
  subscribe(
    group: string,
    topics: readonly string[],
    handler: (batch: readonly Delivery[]) => Promise<void>,
    options?: SubscribeOptions,
  ): Promise<Subscription>;
  close(): Promise<void>;
}

/** Where missing events of an area can be asked for: the bureau's own log, in process or over HTTP. */
export interface EventSource {
  /** Events of a village from `from` on, in order, at most 1,000. */
  events(village: string, from: number): Promise<readonly string[]>;
  /** How many events the log holds and the bureau's clock then: no later event has an earlier time. */
  summary(): Promise<{ readonly events: number; readonly time: string }>;
}
