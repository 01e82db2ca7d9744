import type { DomainEvent } from '@jiedui/programme';

/** One way in which the events of a case may reach the aggregator: parts, with a restart between them. */
export interface Way {
  readonly name: string;
  readonly maxBatch: number;
  readonly parts: (
    events: readonly DomainEvent[],
    random: () => number,
  ) => readonly (readonly DomainEvent[])[];
}

/** The indicators hold whatever the order of areas, batch sizes, duplicates or replays (spec section 6). */
export const ways: readonly Way[] = [
  { name: 'in order', maxBatch: 500, parts: (events) => [events] },
  { name: 'one by one', maxBatch: 1, parts: (events) => [events] },
  {
    name: 'areas and villages shuffled',
    maxBatch: 7,
    parts: (events, random) => [interleaved(events, random)],
  },
  { name: 'everything shuffled', maxBatch: 7, parts: (events, random) => [shuffled(events, random)] },
  {
    name: 'everything twice, shuffled',
    maxBatch: 500,
    parts: (events, random) => [shuffled([...events, ...events], random)],
  },
  {
    name: 'with a restart in the middle',
    maxBatch: 7,
    parts: (events, random) => halves(interleaved(events, random)),
  },
  {
    name: 'shuffled, with a restart in the middle and then all again',
    maxBatch: 500,
    parts: (events, random) => {
      const [first, second] = halves(shuffled(events, random));
      return [first, [...second, ...events]];
    },
  },
];

/** Random numbers in 0..1, the same for the same seed (mulberry32). */
export function randomOf(seed: string): () => number {
  let state = [...seed].reduce((hash, c) => Math.imul(hash ^ c.codePointAt(0)!, 0x01000193), 0x811c9dc5);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

/** Shuffled, but the events of a village in an area keep their order. */
function interleaved(events: readonly DomainEvent[], random: () => number): DomainEvent[] {
  const streamOf = (event: Partial<DomainEvent> | null) => `${event?.source} ${event?.subject}`;
  const streams = Map.groupBy(events, streamOf);
  const next = new Map([...streams].map(([stream, mine]) => [stream, mine[Symbol.iterator]()]));
  return shuffled(events, random).map((event) => next.get(streamOf(event))!.next().value!);
}

const halves = <T>(items: readonly T[]): [T[], T[]] => {
  const middle = items.length >> 1;
  return [items.slice(0, middle), items.slice(middle)];
};
