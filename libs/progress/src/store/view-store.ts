import type { Chunk } from './chunk';

/**
 * What is not whole, kept until it is (spec section 5). `waiting`: an event behind a gap, `body` its text;
 * `gap`, `hole`, `conflict`: what {@link Freshness} tells, in JSON; `dead-letter`: that one is there, or
 * (`outcome`) what became of it. `id` tells apart what has the same number.
 */
export interface Mark {
  readonly kind: 'waiting' | 'gap' | 'hole' | 'conflict' | 'dead-letter';
  readonly area: string;
  readonly village: string;
  readonly villageseq: number;
  readonly id: string;
  readonly body: string;
}

export type MarkKey = Omit<Mark, 'body'>;

/** The number of a partition of the transport. */
export type Partition = number;

/**
 * What an entry of a partition's log says: events that continue their village and area, sums and position in
 * one, or that came for holes (`mended`); what is not whole, `drop` what was written off by hand (all else is
 * over when a chunk brings what was missing); or who writes from here on.
 */
export type LogEntry =
  | { readonly chunk: Chunk; readonly mended: boolean }
  | { readonly put: readonly Mark[]; readonly drop: readonly MarkKey[] }
  | { readonly owner: string };

/**
 * Partition -> the number of its last entry, as an append gave it or a read came to it; one that is not named
 * stands before its first, which is 1.
 */
export type Heads = ReadonlyMap<Partition, number>;

export interface Append {
  readonly partition: Partition;
  /** The number of the last entry of the partition, as the writer knows it. */
  readonly after: number;
  readonly entries: Iterable<LogEntry>;
}

/** Another aggregator has written behind the same entry; this one must not go on. */
export class Superseded extends Error {}

/**
 * Where aggregators keep what they have folded: a log for each partition, only ever appended to. Whoever does
 * not know the latest entry of a partition cannot append to it. Nothing in it is the only copy: it can be
 * folded again.
 */
export interface ViewStore {
  /** The consumer group whose positions belong to this store; a new store begins a new one. */
  readonly group: string;
  /**
   * All entries of all partitions behind `heads`, in the order of their numbers within a partition. `lines`: with
   * those of the chunks, which only telling and explaining need.
   */
  read(
    heads: Heads,
    entry: (partition: Partition, number: number, entry: LogEntry) => void,
    lines: boolean,
  ): Promise<void>;
  /**
   * Appends to partitions, each once. Durable when it resolves, with the numbers of their last entries. When it
   * rejects, of each partition any part from the first entry on may be there: the same may be tried again.
   *
   * @throws Superseded when another entry stands behind `after`, or an event is there already
   */
  append(appends: readonly Append[]): Promise<readonly number[]>;
  /** The chunks of a village and area that hold numbers in `from..to`; mended ones come after the others. */
  chunks(village: string, area: string, from?: number, to?: number): Promise<readonly Chunk[]>;
  close(): Promise<void>;
}
