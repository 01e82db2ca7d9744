import type { Book } from '../book/book';
import type { Current } from '../book/current';
import type { RegistryView } from '../book/registry-view';
import type { Entry } from '../store/entry';
import type { Freshness, VillagePosition } from './freshness';

export interface AggregatorHealth {
  /** False while a gap, hole or conflict is open or the store cannot be written. */
  readonly whole: boolean;
  readonly freshness: Freshness;
  readonly deadLetters: number;
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
  /** The folded events of a village in an area by villageseq, from the store (and what is not written yet). */
  entries(village: string, area: string): Promise<readonly Entry[]>;
  /** Closes a hole that nobody will mend: its event counts for nothing. False when there is no such hole. */
  writeOff(village: string, area: string, villageseq: number): Promise<boolean>;
  /** Resolves when everything folded so far is durable. */
  flush(): Promise<void>;
  /** Resolves when everything published so far is folded, durable and evaluated. For programs that end, and tests. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}
