import { Lease, type EventLog, type Position } from '@jiedui/event-log';
import { Bell, pauseAfter, type Message, type Transport } from '@jiedui/transport';

/** How many commits are published at once, and how long one of another process may wait. */
const BATCH = 200;
const POLL_MS = 200;
const LEASE_MS = 6_000;
const HEADERS = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };

export interface RelayOptions {
  readonly log: EventLog;
  readonly transport: Transport;
  readonly topic: string;
  /** The name of its bookmark and of its work. */
  readonly reader?: string;
  /** Who it is among the relays of this log: no other has the name at the same time. */
  readonly holder?: string;
  /** So long it may give no sign of life before another takes over. */
  readonly leaseMs?: number;
  /** Told of each failure; it is tried again. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

export interface RelayHealth {
  /** It is the one that publishes; the others stand by. */
  readonly isActive: boolean;
  /** Everything up to here is published. */
  readonly position: Position;
  /** How far the log is ahead, in positions. */
  readonly lag: number;
  /** Why it does not come further; undefined while it does. */
  readonly error: unknown;
}

/** Publishes a log in its order: at least once, and in order per village. */
export interface Relay {
  /** There is something new in the log. */
  wake(): void;
  health(): Promise<RelayHealth>;
  /** Ends behind the batch it is at. */
  close(): Promise<void>;
}

/**
 * The way from a bureau's log to the transport (docs/adr/002). Its bookmark follows what is durable there: a
 * crash in between publishes a batch again. Of several replicas one publishes, as long as it holds the lease.
 * One that was stalled and wakes up publishes at most again what was published, and receivers drop it by its
 * number; the bookmark only moves forward.
 */
export function startRelay(options: RelayOptions): Relay {
  const { log, transport, topic, reader = 'relay', holder = 'alone', leaseMs = LEASE_MS, onError } = options;
  const lease = new Lease(log, reader, holder, leaseMs);
  const news = new Bell();
  const pause = new Bell();
  let isClosed = false;
  let isActive = false;
  /** Published up to here; undefined: not known. */
  let position: Position | undefined;
  let error: unknown;

  async function publishNext(after: Position): Promise<Position> {
    const entries = await log.scan(after, BATCH);
    const last = entries.at(-1);
    if (!last) return after;
    const messages = entries.flatMap(({ commit: { village, events } }) =>
      events.map((value): Message => ({ topic, key: village, value, headers: HEADERS })),
    );
    await transport.publish(messages);
    await log.saveBookmark(reader, last.position);
    return last.position;
  }

  /** Does the next piece of work, if it is this relay's; whether there is more. */
  async function step(): Promise<boolean> {
    isActive = await lease.isMine();
    if (!isActive) {
      position = undefined; // another goes on from the bookmark, and so will this one
      return false;
    }
    const after = (position ??= await log.bookmark(reader));
    position = await publishNext(after);
    return position > after;
  }

  async function run(): Promise<void> {
    for (let failures = 0; !isClosed;)
      try {
        const isMore = await step();
        failures = 0;
        error = undefined;
        if (!isMore) await (isActive ? news : pause).sleep(POLL_MS);
      } catch (failure) {
        error = failure;
        onError?.(failure);
        await pause.sleep(pauseAfter(++failures));
      }
  }

  const running = run();
  return {
    wake: () => news.ring(),
    async health() {
      const position = await log.bookmark(reader);
      return { isActive, position, lag: (await log.summary()).position - position, error };
    },
    async close() {
      isClosed = true;
      news.ring();
      pause.ring();
      await running;
      await lease.giveUp().catch(() => {}); // then it runs out
    },
  };
}
