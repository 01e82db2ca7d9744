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
  /** As it came: bytes from a broker, text from the embedded transport. */
  readonly value: string | Uint8Array | null;
}

export interface Subscription {
  /**
   * Moves the durable position of the group behind everything whose handler has resolved so far. What is
   * not committed is delivered again after a restart: at least once.
   */
  commit(): Promise<void>;
  /** How many messages of each topic wait behind what was delivered. */
  lag(): Promise<Readonly<Record<string, number>>>;
  /** Stops deliveries, waits for the running handler. Does not commit. */
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
   * the beginning). A handler that rejects gets the same batch again after a pause that grows to 10 s.
   */
  subscribe(
    group: string,
    topics: readonly string[],
    handler: (batch: readonly Delivery[]) => Promise<void>,
    options?: { readonly maxBatch?: number },
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
