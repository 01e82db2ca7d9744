import type { EventLog, Position } from '@jiedui/event-log';
import { Bell, pauseAfter, type Message, type Transport } from '@jiedui/transport';

/** How many commits are published at once, and how long one of another process may wait. */
const BATCH = 200;
const POLL_MS = 1_000;
const HEADERS = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };

export interface RelayOptions {
  readonly log: EventLog;
  readonly transport: Transport;
  readonly topic: string;
  /** The name of its bookmark. */
  readonly reader?: string;
  /** Told of each failure; it is tried again. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

export interface RelayHealth {
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
 * crash in between publishes a batch again.
 */
export function startRelay({ log, transport, topic, reader = 'relay', onError }: RelayOptions): Relay {
  const news = new Bell();
  const pause = new Bell();
  let isClosed = false;
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

  async function run(): Promise<void> {
    let position: Position | undefined;
    for (let failures = 0; !isClosed;) {
      try {
        position ??= await log.bookmark(reader);
        const next = await publishNext(position);
        failures = 0;
        error = undefined;
        if (next === position) await news.sleep(POLL_MS);
        position = next;
      } catch (failure) {
        error = failure;
        onError?.(failure);
        await pause.sleep(pauseAfter(++failures));
      }
    }
  }

  const running = run();
  return {
    wake: () => news.ring(),
    async health() {
      const position = await log.bookmark(reader);
      return { position, lag: (await log.summary()).position - position, error };
    },
    async close() {
      isClosed = true;
      news.ring();
      pause.ring();
      await running;
    },
  };
}
