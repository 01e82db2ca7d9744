import { DEAD_LETTER_TOPIC, msOf, topicOf, type Instant, type Programme } from '@jiedui/programme';
import type { EventSource, Subscription, Transport } from '@jiedui/transport';
import type { CurrentFigures } from '../book/current-figures';
import type { HistoryBook } from '../book/history-book';
import type { RegistryBook } from '../book/registry-book';
import { REGISTRY } from '../book/registry-view';
import type { VillageIndex } from '../book/village-index';
import { Fold } from '../fold/fold';
import type { Chunk } from '../store/chunk';
import type { Superseded, ViewStore } from '../store/view-store';
import { Driver } from './driver';
import type { Freshness } from './freshness';
import { Healer } from './healer';
import { KnownThrough } from './known-through';

export interface RunOptions {
  readonly programme: Programme;
  readonly villages: VillageIndex;
  readonly current: CurrentFigures;
  readonly store: ViewStore;
  readonly transport: Transport;
  readonly sources: Readonly<Record<string, EventSource>>;
  readonly now: () => Instant;
  readonly maxBatch: number;
  /** Another aggregator has taken over what this one was folding. */
  readonly onLost: (error: Superseded) => void;
}

/** How often others' writes and gaps, and the sources, are looked after. */
const LOOK_EVERY_MS = 200;
const ASK_EVERY_MS = 1_000;
/** An area that is known through no later instant than so long ago is stale. */
const STALE_AFTER_MS = 10_000;

/** An aggregator from what the store holds on, until it is closed, or has to read everything again. */
export class Run {
  readonly store: ViewStore;
  readonly fold: Fold;
  readonly driver: Driver;
  /** It has what the transport gives it to fold, be it nothing. */
  hasJoined = false;
  private readonly healer: Healer;
  private readonly known: readonly (KnownThrough | undefined)[];
  /** The areas' by their numbers, and that of the dead letters. */
  private readonly topics: readonly string[];
  private readonly timers: NodeJS.Timeout[] = [];
  /** Answers that the store still owes. */
  private readonly reading = new Set<Promise<unknown>>();
  private subscription: Subscription | undefined;
  private lag: Readonly<Record<string, number>> | undefined;
  private isLooking = false;
  /** The book's version then. */
  private lookedAt = -1;

  constructor(
    private readonly options: RunOptions,
    readonly book: HistoryBook,
    readonly registry: RegistryBook,
  ) {
    const { store, transport, sources, onLost } = options;
    this.store = store;
    this.fold = new Fold({ ...options, book, registry }, REGISTRY);
    this.driver = new Driver({
      ...{ fold: this.fold, store, onLost },
      publish: (messages) => transport.publish(messages),
      handled: () => this.subscription?.handled() ?? (async () => undefined),
    });
    this.healer = new Healer(this.fold, this.driver, sources);
    this.topics = [...this.fold.streams.areas.map(topicOf), DEAD_LETTER_TOPIC];
    this.known = this.fold.streams.areas.map((area, number) => {
      const source = sources[area];
      return source && new KnownThrough(source, () => this.fold.folded[number]!.events);
    });
    this.fold.onFolded = (area, ms) => this.known[area]?.onFolded(ms);
  }

  /** Takes part in folding what comes. */
  async join(): Promise<void> {
    const { driver, topics } = this;
    const { transport, store, current, maxBatch } = this.options;
    this.subscription = await transport.subscribe(
      store.group,
      topics,
      async (batch) => {
        await driver.take(
          batch.map((origin) => {
            const { topic, partition, value, key } = origin;
            if (topic === DEAD_LETTER_TOPIC) return { partition, mail: origin };
            return { area: topics.indexOf(topic), partition, value, key, origin };
          }),
        );
        current.refresh(true);
      },
      {
        maxBatch,
        share: {
          assigned: (partitions) => driver.assigned(partitions),
          revoked: (partitions) => driver.revoked(partitions),
        },
      },
    );
    this.timers.push(setInterval(() => void this.look(), LOOK_EVERY_MS));
    this.timers.push(setInterval(() => void this.ask(), ASK_EVERY_MS));
    await this.askTransport();
    void this.ask();
  }

  freshness(): Freshness {
    const { fold, known, topics, lag } = this;
    const now = msOf(this.options.now());
    return fold.streams.areas.map((area, number) => {
      const { events, lastMs } = fold.folded[number]!;
      const knownThrough = known[number]?.through ?? null;
      return {
        ...{ area, events, lastEventTime: lastMs === -Infinity ? null : new Date(lastMs).toISOString() },
        lag: lag?.[topics[number]!] ?? null,
        ...{ knownThrough, stale: knownThrough === null || now - msOf(knownThrough) > STALE_AFTER_MS },
        ...fold.troubles.ofArea(number),
      };
    });
  }

  /** Those of a village and area up to a number that are written. */
  async chunks(village: string, area: string, to: number): Promise<readonly Chunk[]> {
    const answer = this.store.chunks(village, area, 1, to);
    this.reading.add(answer);
    try {
      return await answer;
    } finally {
      this.reading.delete(answer);
    }
  }

  /** Messages that wait for this aggregator. */
  async behind(): Promise<number> {
    const lag = await this.subscription!.lag();
    return Object.values(lag).reduce((sum, messages) => sum + messages, 0);
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.subscription?.close();
    await this.healer.stop();
    await this.driver.stop();
  }

  /** Behind the answers that are under way; the run is closed already. */
  async closeStore(): Promise<void> {
    await Promise.allSettled(this.reading);
    await this.store.close();
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    await this.driver.follow();
    this.isLooking = false;
    const { version } = this.book;
    this.options.current.refresh(version !== this.lookedAt);
    this.lookedAt = version;
    await this.healer.heal();
  }

  private async askTransport(): Promise<void> {
    this.lag = await this.subscription!.lag().catch(() => undefined);
    this.hasJoined ||= this.lag !== undefined;
  }

  private async ask(): Promise<void> {
    await this.askTransport();
    await Promise.allSettled(this.known.map((area) => area?.ask()));
  }
}
