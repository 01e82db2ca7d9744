import type { Instant } from '@jiedui/programme';
import type { AreaFreshness, Conflict, Gap, Hole, VillagePosition } from '../consumer/freshness';
import type { Mark, MarkKey } from '../store/view-store';
import type { Sequencer, Arrival, Stream } from './sequencer';
import type { AreaNumber, Streams } from './streams';

/** How many of a kind are listed. */
const LISTED = 100;

interface OpenGap {
  readonly since: Instant;
  seen: number;
}

/** The body of a mark: of each kind what it needs. */
interface Kept {
  readonly since: Instant;
  readonly seen: number;
  readonly id?: string;
  readonly reason: string;
  readonly applied: string;
}

/** What is not whole, in memory; what it returns belongs into the store. */
export class Troubles {
  private readonly gaps = new Map<Stream, OpenGap>();
  private readonly holes = new Map<Stream, Map<number, Hole>>();
  private readonly conflicts = new Map<Stream, Map<string, Conflict>>();

  constructor(
    private readonly streams: Streams,
    private readonly sequencer: Sequencer<Arrival>,
  ) {}

  /** Undefined when it is known already. */
  gap(stream: Stream, seen: number, now: Instant): Mark | undefined {
    const gap = this.gaps.get(stream);
    if (gap && gap.seen >= seen) return undefined;
    if (gap) gap.seen = seen;
    else this.gaps.set(stream, { since: now, seen });
    return this.mark('gap', stream, 0, '', this.gaps.get(stream)!);
  }

  /** Undefined when there was none. */
  closeGap(stream: Stream): MarkKey | undefined {
    return this.gaps.delete(stream) ? this.mark('gap', stream, 0, '', {}) : undefined;
  }

  hole(stream: Stream, villageseq: number, id: string | undefined, reason: string, now: Instant): Mark {
    const hole = { village: this.streams.code(stream), villageseq, reason, since: now };
    within(this.holes, stream).set(villageseq, hole);
    return this.mark('hole', stream, villageseq, '', { id, reason, since: now });
  }

  closeHole(stream: Stream, villageseq: number): MarkKey {
    const holes = this.holes.get(stream);
    holes?.delete(villageseq);
    if (holes?.size === 0) this.holes.delete(stream);
    return this.mark('hole', stream, villageseq, '', {});
  }

  /** Undefined when it is known already. */
  conflict(
    stream: Stream,
    villageseq: number,
    applied: string,
    other: string,
    now: Instant,
  ): Mark | undefined {
    const conflicts = within(this.conflicts, stream);
    const key = `${villageseq} ${other}`;
    if (conflicts.has(key)) return undefined;
    conflicts.set(key, { village: this.streams.code(stream), villageseq, applied, other, since: now });
    return this.mark('conflict', stream, villageseq, other, { applied, since: now });
  }

  /** Undefined when there was none. */
  closeConflict(stream: Stream, villageseq: number, other: string): MarkKey | undefined {
    const conflicts = this.conflicts.get(stream);
    if (!conflicts?.delete(`${villageseq} ${other}`)) return undefined;
    if (conflicts.size === 0) this.conflicts.delete(stream);
    return this.mark('conflict', stream, villageseq, other, {});
  }

  /** Takes back what the store kept, `waiting` and `dead-letter` apart. */
  restore(
    stream: Stream,
    { kind, villageseq, id, body }: Mark,
  ): { readonly id?: string; readonly seen: number } {
    const kept = JSON.parse(body) as Kept;
    if (kind === 'gap') this.gap(stream, kept.seen, kept.since);
    if (kind === 'hole') this.hole(stream, villageseq, kept.id, kept.reason, kept.since);
    if (kind === 'conflict') this.conflict(stream, villageseq, kept.applied, id, kept.since);
    return kept;
  }

  /** Streams with a gap; those open longest come first. */
  openGaps(area?: AreaNumber): readonly Stream[] {
    const streams = [...this.gaps.keys()];
    return area === undefined ? streams : streams.filter((stream) => this.streams.areaOf(stream) === area);
  }

  openHoles(): readonly (readonly [Stream, number])[] {
    return [...this.holes].flatMap(([stream, holes]) =>
      [...holes.keys()].map((number) => [stream, number] as const),
    );
  }

  ofArea(area: AreaNumber): Pick<AreaFreshness, 'gaps' | 'holes' | 'conflicts'> {
    const mine = ([stream]: readonly [Stream, unknown]) => this.streams.areaOf(stream) === area;
    const gaps = this.openGaps(area);
    return {
      gaps: { count: gaps.length, first: gaps.slice(0, LISTED).map((stream) => this.gapOf(stream)!) },
      holes: listed([...this.holes].filter(mine).map(([, holes]) => holes)),
      conflicts: listed([...this.conflicts].filter(mine).map(([, conflicts]) => conflicts)),
    };
  }

  ofStream(stream: Stream): Pick<VillagePosition, 'gap' | 'holes' | 'conflicts'> {
    return {
      gap: this.gapOf(stream) ?? null,
      holes: [...(this.holes.get(stream)?.values() ?? [])],
      conflicts: [...(this.conflicts.get(stream)?.values() ?? [])],
    };
  }

  get any(): boolean {
    return this.gaps.size > 0 || this.holes.size > 0 || this.conflicts.size > 0;
  }

  private gapOf(stream: Stream): Gap | undefined {
    const gap = this.gaps.get(stream);
    return gap && { village: this.streams.code(stream), missing: this.sequencer.head(stream) + 1, ...gap };
  }

  private mark(kind: Mark['kind'], stream: Stream, villageseq: number, id: string, body: object): Mark {
    const village = this.streams.code(stream);
    return { kind, area: this.streams.area(stream), village, villageseq, id, body: JSON.stringify(body) };
  }
}

function within<K, V>(maps: Map<Stream, Map<K, V>>, stream: Stream): Map<K, V> {
  let map = maps.get(stream);
  if (!map) maps.set(stream, (map = new Map()));
  return map;
}

function listed<T>(maps: readonly ReadonlyMap<unknown, T>[]): { count: number; first: readonly T[] } {
  const count = maps.reduce((sum, map) => sum + map.size, 0);
  return {
    count,
    first: maps
      .slice(0, LISTED)
      .flatMap((map) => [...map.values()])
      .slice(0, LISTED),
  };
}
