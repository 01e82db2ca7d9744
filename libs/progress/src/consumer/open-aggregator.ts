import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  compileProgramme,
  topicOf,
  type AreaDef,
  type Day,
  type Instant,
  type Programme,
} from '@jiedui/programme';
import type { Delivery, EventSource, Subscription, Transport } from '@jiedui/transport';
import { CurrentFigures } from '../book/current-figures';
import { HistoryBook } from '../book/history-book';
import { RegistryBook } from '../book/registry-book';
import { REGISTRY } from '../book/registry-view';
import { VillageIndex } from '../book/village-index';
import { Fold } from '../fold/fold';
import { restore } from '../store/restore';
import { entriesOf } from '../store/chunk';
import type { ViewStore } from '../store/view-store';
import type { Aggregator } from './aggregator';
import { Driver } from './driver';
import type { AreaFreshness } from './freshness';
import { Healer } from './healer';
import { KnownThrough } from './known-through';

export interface AggregatorOptions {
  readonly areas: readonly AreaDef[];
  /** Opens the views that were folded with these measures ({@link measuresDigest}), or begins them. */
  readonly openStore: (measures: string) => ViewStore;
  readonly transport: Transport;
  /** By area, `registry` among them; an area without one is not healed, and not known through any instant. */
  readonly sources?: Readonly<Record<string, EventSource>>;
  readonly clock: { now(): Instant; today(): Day };
  readonly maxBatch?: number;
}

/** How often gaps, the sources and the calendar are looked after. */
const LOOK_EVERY_MS = 200;
const ASK_EVERY_MS = 1_000;
const CAUGHT_UP_POLL_MS = 5;
/** Messages in a batch, unless told otherwise. */
const MOST_AT_ONCE = 2_000;

/** What is measured: views folded with other measures say something else. */
export const measuresDigest = ({ measures }: Programme): string =>
  createHash('sha256')
    .update(JSON.stringify(measures.map(({ area, name, def }) => [area, name, def])))
    .digest('hex');

/**
 * Starts the aggregator: takes back what the store holds, then folds what the transport delivers behind it.
 * Resolves when the views of the store are there; what was published since comes in by and by.
 */
export async function openAggregator(options: AggregatorOptions): Promise<Aggregator> {
  const { transport, sources = {}, clock } = options;
  const programme = compileProgramme(options.areas);
  const villages = new VillageIndex();
  const registry = new RegistryBook(villages);
  const book = new HistoryBook(programme, villages, registry);
  const current = new CurrentFigures(book, registry, () => clock.today());
  const fold = new Fold({ programme, villages, book, registry, current, now: () => clock.now() }, REGISTRY);
  const { streams, sequencer, troubles } = fold;

  const store = options.openStore(measuresDigest(programme));
  let deadLetters = await restore(store, fold, book, registry);
  let subscription: Subscription | undefined;
  const publish: Transport['publish'] = async (messages) => {
    await transport.publish(messages);
    deadLetters += messages.length;
  };
  const driver = new Driver(fold, store, publish, async () => subscription?.commit());
  const healer = new Healer(fold, driver, sources);
  const known = streams.areas.map((area, number) => {
    const source = sources[area];
    return source && new KnownThrough(source, () => fold.folded[number]!.events);
  });
  fold.onFolded = (area, time) => known[area]?.onFolded(time);
  await current.settle();

  const topics = streams.areas.map(topicOf);
  subscription = await transport.subscribe(
    store.group,
    topics,
    async (batch: readonly Delivery[]) => {
      await driver.take(
        batch.map((delivery) => ({
          area: topics.indexOf(delivery.topic),
          value: delivery.value,
          origin: delivery,
        })),
      );
      current.refresh();
    },
    { maxBatch: options.maxBatch ?? MOST_AT_ONCE },
  );

  let lag: Readonly<Record<string, number>> | undefined;
  const look = setInterval(() => {
    current.refresh();
    void healer.heal();
  }, LOOK_EVERY_MS);
  const askAll = async () => {
    lag = await subscription.lag().catch(() => undefined);
    await Promise.allSettled(known.map((area) => area?.ask()));
  };
  const ask = setInterval(() => void askAll(), ASK_EVERY_MS);
  void askAll();

  const freshness = () =>
    streams.areas.map((area, number): AreaFreshness => ({
      area,
      events: fold.folded[number]!.events,
      lastEventTime: fold.folded[number]!.lastTime,
      lag: lag?.[topics[number]!] ?? null,
      knownThrough: known[number]?.through ?? null,
      ...troubles.ofArea(number),
    }));

  return {
    book,
    registry,
    current,
    freshness,
    positions: (village) => {
      const number = villages.find(village);
      if (number === undefined) return [];
      return streams.areas.flatMap((area, at) => {
        const stream = streams.of(number, at);
        const position = { area, villageseq: sequencer.head(stream), ...troubles.ofStream(stream) };
        return position.villageseq || position.gap ? [position] : [];
      });
    },
    health: () => ({
      whole: !troubles.any && driver.failure === null,
      freshness: freshness(),
      deadLetters,
      failure: driver.failure,
    }),
    entries: async (village, area) => {
      const number = villages.find(village);
      const at = programme.areas.findIndex(({ id }) => id === area);
      if (number === undefined || at < 0) return [];
      const pending = fold.pending.chunksOf(streams.of(number, at));
      const stored = await store.chunks(village, area);
      const entries = [...stored, ...pending].flatMap((chunk) => entriesOf(programme, chunk));
      // What was pending may have been written meanwhile.
      const bySeq = new Map(entries.map((entry) => [entry.villageseq, entry]));
      return [...bySeq.values()].sort((a, b) => a.villageseq - b.villageseq);
    },
    writeOff: async (village, area, villageseq) =>
      driver.alone(() => {
        const stream = streams.find(village, area);
        return stream !== undefined && fold.writeOff(stream, villageseq);
      }),
    flush: () => driver.flush(),
    caughtUp: async () => {
      for (;;) {
        const behind = Object.values(await subscription.lag());
        await driver.flush();
        if (behind.every((messages) => messages === 0)) break;
        await setTimeout(CAUGHT_UP_POLL_MS);
      }
      await current.settle();
    },
    close: async () => {
      clearInterval(look);
      clearInterval(ask);
      await subscription.close();
      await healer.stop();
      await driver.flush().catch(() => undefined);
      await driver.stop();
      await current.settle();
      await store.close();
    },
  };
}
