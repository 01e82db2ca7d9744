import {
  add,
  asOf,
  evaluate,
  subtract,
  type Classification,
  type Day,
  type Evaluation,
  type Indicator,
  type Instant,
  type Int,
  type MeasureDef,
  type Measures,
  type Programme,
} from '@jiedui/programme';
import type { AnyEvent } from './city.fixture';

/** Spec section 2 word by word: every question goes through all events again. */
export function naiveMeasures(
  programme: Programme,
  events: readonly AnyEvent[],
  village: string,
  day: Day,
  knownAt?: Instant,
): Measures {
  const known = events.filter(({ time }) => knownAt === undefined || time <= knownAt);
  /** Sum and count of a measure, of all years or one, over changes that take effect in `from..day`. */
  const sum = (slot: number, year?: number, from = ''): [Int, number] => {
    const { area, def } = programme.measures[slot]!;
    let total: Int = 0;
    let count = 0;
    for (const { subject, source, data } of known)
      if (subject === village && source === `/bureaus/${area}`)
        for (const { record, effectiveOn, before, after } of data.changes ?? [])
          if (record === def.record && effectiveOn <= day && effectiveOn >= from) {
            const [is, isCount] = amount(def, after, year);
            const [was, wasCount] = amount(def, before, year);
            total = add(total, subtract(is, was));
            count += isCount - wasCount;
          }
    return [total, count];
  };
  return {
    total: (slot) => sum(slot)[0],
    grownSince: (slot, from) => sum(slot, undefined, from)[0],
    years: (slot) =>
      [2016, 2017, 2018, 2019, 2020]
        .map((year) => ({ year, sum: sum(slot, year)[0], count: sum(slot, year)[1] }))
        .filter(({ count }) => count > 0),
    reference: (_, year) =>
      known.findLast(({ type, data }) => type === 'registry.CityIncomePublished' && data['year'] === year)
        ?.data['fen'] as Int | undefined,
  };
}

function amount(
  { where, value, by }: MeasureDef,
  record: Classification | null,
  year?: number,
): [Int, number] {
  if (record === null) return [0, 0];
  for (const [field, allowed] of Object.entries(where ?? {}))
    if (!allowed.includes(record[field] as string | boolean)) return [0, 0];
  if (by !== undefined && year !== undefined && record[by] !== year) return [0, 0];
  return [value === undefined ? 1 : (record[value] as number), 1];
}

export const naively = (
  programme: Programme,
  events: readonly AnyEvent[],
  village: string,
  indicator: Indicator,
  day: Day,
  knownAt?: Instant,
): Evaluation =>
  evaluate(indicator, naiveMeasures(programme, events, village, day, knownAt), asOf(day, programme.frame));
