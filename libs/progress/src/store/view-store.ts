import type { Chunk } from './chunk';

/**
 * What is not whole, kept until it is (spec section 5). `waiting`: an event behind a gap, `body` its text;
 * `gap`, `hole`, `conflict`: what {@link Freshness} tells, in JSON; `dead-letter`: where a refused message
 * came from. `id` tells apart what has the same number.
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

/** What one flush writes: all of it or nothing. */
export interface Writes {
  /** Each continues its village and area where the store stands: sums and position move together, forward. */
  readonly chunks: Iterable<Chunk>;
  /** Events that came for holes: single numbers behind the position. */
  readonly mended: Iterable<Chunk>;
  readonly put: readonly Mark[];
  readonly drop: readonly MarkKey[];
}

/** Another aggregator has written further into the same store; this one must not go on. */
export class Superseded extends Error {}

/** Where the aggregator keeps what it has folded. Nothing in it is the only copy: it can be folded again. */
export interface ViewStore {
  /** The consumer group whose positions belong to this store; a new store begins a new one. */
  readonly group: string;
  /** Everything that was written, in the order of writing within a village and area. */
  load(chunk: (chunk: Chunk, mended: boolean) => void, mark: (mark: Mark) => void): Promise<void>;
  /** Durable when it resolves. Rejects with {@link Superseded} when a chunk does not continue the store. */
  write(writes: Writes): Promise<void>;
  /** The chunks of a village and area that hold numbers in `from..to`; mended ones come after the others. */
  chunks(village: string, area: string, from?: number, to?: number): Promise<readonly Chunk[]>;
  close(): Promise<void>;
}
