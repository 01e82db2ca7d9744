import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { compileProgramme, type AreaDef, type Day, type Instant, type Programme } from '@jiedui/programme';
import type { EventSource, Transport } from '@jiedui/transport';
import { CurrentFigures } from '../book/current-figures';
import { HistoryBook } from '../book/history-book';
import { RegistryBook } from '../book/registry-book';
import { VillageIndex } from '../book/village-index';
import { CHUNK_LAYOUT, entriesOf } from '../store/chunk';
import type { ViewStore } from '../store/view-store';
import type { Aggregator } from './aggregator';
import { Run, type RunOptions } from './run';

export interface AggregatorOptions {
  readonly areas: readonly AreaDef[];
  /** Opens the views that were folded with these measures ({@link measuresDigest}), or begins them. */
  readonly openStore: (measures: string) => ViewStore | Promise<ViewStore>;
  readonly transport: Transport;
  /** By area, `registry` among them; an area without one is not healed, and not known through any instant. */
  readonly sources?: Readonly<Record<string, EventSource>>;
  readonly clock: { now(): Instant; today(): Day };
  readonly maxBatch?: number;
}

const POLL_MS = 5;
/** The pause before everything is read again, when that has failed. */
const AGAIN_AFTER_MS = 1_000;
/** Messages in a batch, unless told otherwise. */
const MOST_AT_ONCE = 2_000;

/** What is measured, and how it is written down: views folded with other measures say something else. */
export const measuresDigest = ({ measures }: Programme): string =>
  createHash('sha256')
    .update(JSON.stringify([CHUNK_LAYOUT, ...measures.map(({ area, name, def }) => [area, name, def])]))
    .digest('hex');

/**
 * Starts an aggregator: takes back what the store holds, then folds the partitions that the transport gives it
 * and follows the others as their aggregators write them. Resolves when the views of the store are there; what
 * was published since comes in by and by.
 */
export async function openAggregator(options: AggregatorOptions): Promise<Aggregator> {
  const { transport, sources = {}, clock, maxBatch = MOST_AT_ONCE } = options;
  const programme = compileProgramme(options.areas);
  const villages = new VillageIndex();
  const openStore = async () => options.openStore(measuresDigest(programme));
  const newBooks = () => {
    const registry = new RegistryBook(villages);
    return [new HistoryBook(programme, villages, registry), registry] as const;
  };
  const books = newBooks();
  const current = new CurrentFigures(...books, () => clock.today());
  const runOptions: Omit<RunOptions, 'store'> = {
    ...{ programme, villages, current, transport, sources, maxBatch },
    now: () => clock.now(),
    onLost: () => void (again = again.then(beginAgain)),
  };
  let isClosed = false;
  let hasJoined = false;
  /** Everything is being read again. */
  let again = Promise.resolve();
  let run = await restored(books);

  /** Has taken in what the store holds. */
  async function restored(into: ReturnType<typeof newBooks>): Promise<Run> {
    const store = await openStore();
    try {
      const restoring = new Run({ ...runOptions, store }, ...into);
      await restoring.driver.restore();
      return restoring;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /**
   * Another aggregator folds what this one has folded too and could not write, or the views were rebuilt: they are
   * read anew beside the books that answer meanwhile.
   */
  async function beginAgain(): Promise<void> {
    await run.close();
    while (!isClosed)
      try {
        const former = run;
        run = await restored(newBooks());
        current.exchange(run.book, run.registry);
        await Promise.all([run.join(), former.closeStore().catch(() => undefined)]);
        return;
      } catch {
        await setTimeout(AGAIN_AFTER_MS); // the store or the transport is not there: health says so meanwhile
      }
  }

  await current.settle();
  await run.join();

  return {
    get book() {
      return run.book;
    },
    get registry() {
      return run.registry;
    },
    current,
    freshness: () => run.freshness(),
    positions(village) {
      const { streams, sequencer, troubles } = run.fold;
      const number = villages.find(village);
      if (number === undefined) return [];
      return streams.areas.flatMap((area, at) => {
        const stream = streams.of(number, at);
        const position = { area, villageseq: sequencer.head(stream), ...troubles.ofStream(stream) };
        return position.villageseq || position.gap ? [position] : [];
      });
    },
    health: () => ({
      whole: !run.fold.troubles.any && run.driver.failure === null,
      freshness: run.freshness(),
      deadLetters: [...run.fold.letters.waiting().values()].reduce((sum, count) => sum + count, 0),
      partitions: run.driver.partitions,
      joined: (hasJoined ||= run.hasJoined),
      failure: run.driver.failure,
    }),
    deadLetters: () => run.fold.letters.waiting(),
    async entries(village, area) {
      const { streams, sequencer } = run.fold;
      const number = villages.find(village);
      const at = programme.areas.findIndex(({ id }) => id === area);
      if (number === undefined || at < 0) return [];
      const stream = streams.of(number, at);
      const head = sequencer.head(stream);
      const pending = run.fold.unwritten.ofStream(stream).flatMap((some) => some.chunksOf(stream));
      const stored = await run.chunks(village, area, head);
      const entries = [...stored, ...pending].flatMap((chunk) => entriesOf(programme, chunk));
      // What was pending may have been written meanwhile, and what others wrote may not be in the book yet.
      const bySeq = new Map(entries.map((entry) => [entry.villageseq, entry]));
      return [...bySeq.values()]
        .filter(({ villageseq }) => villageseq <= head)
        .sort((a, b) => a.villageseq - b.villageseq);
    },
    flush: () => run.driver.flush(),
    async caughtUp() {
      for (;;) {
        const behind = await run.behind();
        await run.driver.flush();
        await run.driver.follow();
        if (behind === 0) break;
        await setTimeout(POLL_MS);
      }
      await current.settle();
    },
    async close() {
      isClosed = true;
      await again;
      await run.close();
      await current.settle();
      await run.closeStore();
    },
  };
}
