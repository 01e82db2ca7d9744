import type { Book } from '../book/book';
import type { Current } from '../book/current';
import type { RegistryView } from '../book/registry-view';
import type { Entry } from '../store/entry';
import type { Freshness, VillagePosition } from './freshness';

export interface AggregatorHealth {
  /** False while a gap, hole or conflict is open or the store cannot be written. */
  readonly whole: boolean;
  readonly freshness: Freshness;
  /** Those that were neither redriven nor discarded. */
  readonly deadLetters: number;
  /** The partitions that this aggregator folds; it follows the others. */
  readonly partitions: readonly number[];
  /** It has taken its part in folding, since it was opened. */
  readonly joined: boolean;
  /** Why folding stands still, if it does. */
  readonly failure: string | null;
}

/** The running aggregator: folds what the transport delivers; everything here is for reading. */
export interface Aggregator {
  readonly book: Book;
  readonly registry: RegistryView;
  readonly current: Current;
  freshness(): Freshness;
  /** One entry per area (the registry's last) in which the village has events or marks. */
  positions(village: string): readonly VillagePosition[];
  health(): AggregatorHealth;
  /** Dead letters that wait, by area; an area that is not named has none. */
  deadLetters(): ReadonlyMap<string, number>;
  /** The folded events of a village in an area by villageseq, from the store (and what is not written yet). */
  entries(village: string, area: string): Promise<readonly Entry[]>;
  /** Resolves when everything folded so far is durable. */
  flush(): Promise<void>;
  /** Resolves when everything published so far is folded, durable and evaluated. For programs that end, and tests. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}
