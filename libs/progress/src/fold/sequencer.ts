/** The number of a village within an area: `village * areas + area`. */
export type Stream = number;

/** Something that came for a number: a whole event, or one that cannot be decoded (`broken`). */
export interface Arrival {
  /** Undefined: not even the id can be read. */
  readonly id: string | undefined;
  readonly broken: boolean;
}

/**
 * What to do with an arrival (spec section 5):
 * `apply` it now and then what {@link Sequencer.takeNext} gives; `wait` until the numbers before it are there;
 * `fetch`: the same, but too many wait already, so it is not kept and must come again from the bureau's log;
 * `mend` the hole that it fills; `repeated`: nothing to do; `conflict` with another id, given if known;
 * `seen`: the number is applied already, by an id that only the store knows.
 */
export type Verdict =
  | { readonly do: 'apply' | 'wait' | 'fetch' | 'mend' | 'repeated' | 'seen' }
  | { readonly do: 'conflict'; readonly with: string };

/** How many events of one village and area are kept waiting behind a gap, and how many in all. */
export const MOST_WAITING = 1000;
const MOST_WAITING_IN_ALL = 50_000;

interface Gap<A> {
  readonly waiting: Map<number, A>;
  /** The highest number that came. */
  seen: number;
}

const APPLY = { do: 'apply' } as const;
const SEEN = { do: 'seen' } as const;
const REPEATED = { do: 'repeated' } as const;

/**
 * Puts the events of every village and area in the order of their numbers: a gap is never jumped, nothing is
 * applied twice, and nothing that contradicts is dropped silently. Pure bookkeeping, no I/O.
 */
export class Sequencer<A extends Arrival> {
  private readonly heads: number[] = [];
  private readonly gaps = new Map<Stream, Gap<A>>();
  private waiting = 0;
  /** Applied numbers whose event could not be decoded -> its id, if that could be read. */
  private readonly holes = new Map<Stream, Map<number, string | undefined>>();

  /** The highest number up to which everything is applied. */
  head(stream: Stream): number {
    return this.heads[stream] ?? 0;
  }

  offer(stream: Stream, number: number, arrival: A): Verdict {
    const head = this.head(stream);
    if (number === head + 1) {
      this.advance(stream, number, arrival);
      return APPLY;
    }
    return number <= head ? this.again(stream, number, arrival) : this.early(stream, number, arrival);
  }

  /** The waiting event that is next now; it counts as applied from here on. */
  takeNext(stream: Stream): A | undefined {
    const gap = this.gaps.get(stream);
    if (!gap) return undefined;
    const number = this.head(stream) + 1;
    const arrival = gap.waiting.get(number);
    if (!arrival) {
      if (gap.seen < number) this.gaps.delete(stream);
      return undefined;
    }
    gap.waiting.delete(number);
    this.waiting--;
    this.advance(stream, number, arrival);
    if (gap.seen === number) this.gaps.delete(stream);
    return arrival;
  }

  hasGap(stream: Stream): boolean {
    return this.gaps.has(stream);
  }

  /** Restores what the store holds: everything up to `head` is applied. */
  restoreHead(stream: Stream, head: number): void {
    while (this.heads.length <= stream) this.heads.push(0);
    this.heads[stream] = Math.max(head, this.heads[stream]!);
  }

  restoreGap(stream: Stream, seen: number): void {
    if (seen > this.head(stream)) this.gapOf(stream, seen);
  }

  /** Streams with a gap. */
  gapped(): readonly Stream[] {
    return [...this.gaps.keys()];
  }

  /** Lets go of what waits behind a gap, by number; the gap stays. */
  release(stream: Stream): ReadonlyMap<number, A> {
    const gap = this.gaps.get(stream);
    if (!gap) return new Map();
    const waiting = new Map(gap.waiting);
    this.waiting -= waiting.size;
    gap.waiting.clear();
    return waiting;
  }

  restoreHole(stream: Stream, number: number, id: string | undefined): void {
    this.holesOf(stream).set(number, id);
  }

  /** A hole is closed: mended, or written off by hand. False when there is none. */
  closeHole(stream: Stream, number: number): boolean {
    const holes = this.holes.get(stream);
    if (!holes?.delete(number)) return false;
    if (holes.size === 0) this.holes.delete(stream);
    return true;
  }

  private advance(stream: Stream, number: number, { id, broken }: Arrival): void {
    this.restoreHead(stream, number);
    if (broken) this.holesOf(stream).set(number, id);
  }

  private again(stream: Stream, number: number, arrival: A): Verdict {
    const holes = this.holes.get(stream);
    if (!holes?.has(number)) return arrival.id === undefined ? REPEATED : SEEN;
    const id = holes.get(number);
    if (id !== undefined && arrival.id !== undefined && id !== arrival.id)
      return { do: 'conflict', with: id };
    if (arrival.broken) return REPEATED;
    this.closeHole(stream, number);
    return { do: 'mend' };
  }

  private early(stream: Stream, number: number, arrival: A): Verdict {
    const gap = this.gapOf(stream, number);
    const waiting = gap.waiting.get(number);
    if (waiting) {
      const { id } = waiting;
      if (id !== undefined && arrival.id !== undefined && id !== arrival.id)
        return { do: 'conflict', with: id };
      if (arrival.broken || !waiting.broken) return REPEATED;
    } else {
      if (gap.waiting.size >= MOST_WAITING || this.waiting >= MOST_WAITING_IN_ALL) return { do: 'fetch' };
      this.waiting++;
    }
    gap.waiting.set(number, arrival);
    return { do: 'wait' };
  }

  private gapOf(stream: Stream, seen: number): Gap<A> {
    let gap = this.gaps.get(stream);
    if (!gap) this.gaps.set(stream, (gap = { waiting: new Map(), seen }));
    gap.seen = Math.max(gap.seen, seen);
    return gap;
  }

  private holesOf(stream: Stream): Map<number, string | undefined> {
    let holes = this.holes.get(stream);
    if (!holes) this.holes.set(stream, (holes = new Map()));
    return holes;
  }
}
