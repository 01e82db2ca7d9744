import {
  add,
  compileProgramme,
  contributions,
  dayNumber,
  type Day,
  type Delta,
  type DomainEvent,
  type Instant,
  type Int,
  type Measures,
  type Programme,
  type YearSum,
} from '../src';
import { areas } from './areas';

export const programme: Programme = compileProgramme(areas);
const areaOf = (event: DomainEvent): string => event.source.replace('/bureaus/', '');
const compiled = new Map(areas.map(({ id }) => [id, contributions(programme, id)]));

/** The plainest fold there is: everything that counts, filtered and summed for each question again. */
export function naiveMeasures(
  events: readonly DomainEvent[],
  village: string,
  at: { readonly asOf: Day; readonly asKnownAt?: Instant },
  references: Readonly<Record<string, Readonly<Record<string, number>>>> = {},
): Measures {
  const until = dayNumber(at.asOf);
  const deltas = areas
    .flatMap(({ id }) => gapless(events.filter((event) => event.subject === village && areaOf(event) === id)))
    .filter(({ time }) => at.asKnownAt === undefined || time <= at.asKnownAt)
    .flatMap((event) => event.data.changes.flatMap((change) => compiled.get(areaOf(event))!.deltasOf(change)))
    .filter(({ day }) => day <= until);
  const sum = (some: readonly Delta[]) => some.reduce<Int>((total, delta) => add(total, delta.sum), 0);
  const of = (slot: number) => deltas.filter((delta) => delta.slot === slot);
  return {
    total: (slot) => sum(of(slot)),
    grownSince: (slot, day) => sum(of(slot).filter((delta) => delta.day >= dayNumber(day))),
    years: (slot) => yearsOf(of(slot)),
    reference: (name, year) => references[name]?.[year],
  };
}

/** The events 1, 2, 3, ... of one village and area, each once, up to the first gap. */
function gapless(events: readonly DomainEvent[]): readonly DomainEvent[] {
  const bySeq = new Map(events.map((event) => [event.villageseq, event]));
  const result: DomainEvent[] = [];
  for (let seq = 1; bySeq.has(seq); seq++) result.push(bySeq.get(seq)!);
  return result;
}

function yearsOf(deltas: readonly Delta[]): readonly YearSum[] {
  const years = new Map<number, YearSum>();
  for (const { year, sum, count } of deltas) {
    const now = years.get(year!) ?? { year: year!, sum: 0, count: 0 };
    years.set(year!, { year: year!, sum: add(now.sum, sum), count: now.count + count });
  }
  return [...years.values()].filter(({ count }) => count > 0).sort((a, b) => a.year - b.year);
}
