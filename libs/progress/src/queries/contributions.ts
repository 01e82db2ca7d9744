import {
  add,
  type Day,
  type Indicator,
  type Instant,
  type Int,
  type Measures,
  type Programme,
  type Slot,
  type YearSum,
} from '@jiedui/programme';
import type { AsOf, References } from '../book/book';
import type { Entry, EntryDelta } from '../store/entry';

/** An event that made a number, and what it added to the measures of the formula. */
export interface Contributor {
  readonly entry: Entry;
  readonly deltas: readonly EntryDelta[];
}

/** The measures that an indicator's status follows from: those of its formula, and of its survey. */
export function measuresBehind(
  { measures }: Programme,
  { slots, surveyedSlot }: Indicator,
): ReadonlyMap<string, Slot> {
  const behind = new Map(Object.entries(slots));
  if (surveyedSlot !== undefined) behind.set(measures[surveyedSlot]!.name, surveyedSlot);
  return behind;
}

/** The events that count at a point in time, by villageseq. `upTo`: leaves out those with a higher one. */
export const contributorsOf = (
  entries: readonly Entry[],
  behind: ReadonlyMap<string, Slot>,
  { day, knownAt }: AsOf,
  upTo = Infinity,
): readonly Contributor[] =>
  entries
    .filter(({ time, villageseq }) => villageseq <= upTo && (knownAt === undefined || time <= knownAt))
    .map((entry) => ({
      entry,
      deltas: entry.deltas.filter(({ measure, effectiveOn }) => effectiveOn <= day && behind.has(measure)),
    }))
    .filter(({ deltas }) => deltas.length > 0)
    .sort((a, b) => a.entry.villageseq - b.entry.villageseq);

/** The measures that these contributions add up to: what the explained number is computed from. */
export function addUp(
  contributors: readonly Contributor[],
  behind: ReadonlyMap<string, Slot>,
  references: References,
  knownAt: Instant | undefined,
): Measures {
  const bySlot = new Map<Slot, EntryDelta[]>([...behind.values()].map((slot) => [slot, []]));
  for (const { deltas } of contributors)
    for (const delta of deltas) bySlot.get(behind.get(delta.measure)!)!.push(delta);
  const of = (slot: Slot) => bySlot.get(slot) ?? [];
  return {
    total: (slot) => sumOf(of(slot)),
    grownSince: (slot: Slot, day: Day) => sumOf(of(slot).filter(({ effectiveOn }) => effectiveOn >= day)),
    years: (slot) => yearsOf(of(slot)),
    reference: (name, year) => references.find(name, year, knownAt),
  };
}

const sumOf = (deltas: readonly EntryDelta[]): Int =>
  deltas.reduce<Int>((sum, delta) => add(sum, delta.sum), 0);

function yearsOf(deltas: readonly EntryDelta[]): readonly YearSum[] {
  const years = new Map<number, YearSum>();
  for (const { year, sum, count } of deltas) {
    if (year === undefined) continue;
    const before = years.get(year) ?? { year, sum: 0, count: 0 };
    years.set(year, { year, sum: add(before.sum, sum), count: before.count + count });
  }
  return [...years.values()].filter(({ count }) => count > 0).sort((a, b) => a.year - b.year);
}
