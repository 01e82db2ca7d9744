import { dayNumber, type DayNumber } from './day';
import type { Change, Classification } from './event';
import type { Programme, Slot } from './programme';

/** What a change adds to one measure from `day` on (spec section 2.3). */
export interface Delta {
  readonly slot: Slot;
  readonly day: DayNumber;
  /** The value of the measure's `by` field; null for a measure without `by`. */
  readonly year: number | null;
  /** A safe integer. */
  readonly sum: number;
  /** Records that begin or cease to be counted for `year`; 0 for a measure without `by`. */
  readonly count: -1 | 0 | 1;
}

/** Takes a delta apart, so that the fold allocates nothing. */
export type AddDelta = (
  slot: Slot,
  day: DayNumber,
  year: number | null,
  sum: number,
  count: -1 | 0 | 1,
) => void;

/** What one record with a classification counts for in one measure. */
export interface Contribution {
  readonly slot: Slot;
  readonly year: number | null;
  readonly sum: number;
}

/** The measures of one area, ready to fold the changes of its events. */
export interface Contributions {
  /** Calls `add` with each delta of the change: `contribution(after) - contribution(before)`. The hot path. */
  eachDelta(change: Change, add: AddDelta): void;
  /** The same as a list. */
  deltasOf(change: Change): readonly Delta[];
  /** What a record counts for, measure by measure. A record kind that no measure reads counts for nothing. */
  contributionsOf(record: string, classification: Classification): readonly Contribution[];
}

interface Addend {
  readonly slot: Slot;
  readonly conditions: readonly { readonly field: string; readonly allowed: readonly unknown[] }[];
  readonly value: string | undefined;
  readonly by: string | undefined;
}

/** Compiles the measures of an area per record kind. Throws for an area that the programme does not have. */
export function contributions(programme: Programme, areaId: string): Contributions {
  if (!programme.areas.some(({ id }) => id === areaId)) throw new Error(`no area "${areaId}"`);
  const byKind = new Map<string, Addend[]>();
  for (const { slot, area, def } of programme.measures) {
    if (area !== areaId) continue;
    const addend: Addend = {
      slot,
      conditions: Object.entries(def.where ?? {}).map(([field, allowed]) => ({ field, allowed })),
      value: def.value,
      by: def.by,
    };
    byKind.set(def.record, [...(byKind.get(def.record) ?? []), addend]);
  }

  const eachDelta = ({ record, before, after, effectiveOn }: Change, add: AddDelta): void => {
    const addends = byKind.get(record);
    if (!addends) return;
    let day = NaN; // read only when something changes
    for (const addend of addends) {
      const was = before === null ? null : amountOf(addend, before);
      const is = after === null ? null : amountOf(addend, after);
      if (was === null && is === null) continue;
      const { slot, by } = addend;
      const wasYear = by === undefined || was === null ? null : (before![by] as number);
      const isYear = by === undefined || is === null ? null : (after![by] as number);
      const sum = (is ?? 0) - (was ?? 0);
      const sameYear = by === undefined || wasYear === isYear;
      if (sameYear && sum === 0) continue;
      if (Number.isNaN(day)) day = dayNumber(effectiveOn);
      if (sameYear && Number.isSafeInteger(sum)) add(slot, day, isYear, sum, 0);
      else {
        const one = by === undefined ? 0 : 1;
        if (was !== null) add(slot, day, wasYear, 0 - was, one ? -1 : 0);
        if (is !== null) add(slot, day, isYear, is + 0, one);
      }
    }
  };

  return {
    eachDelta,
    deltasOf: (change) => {
      const deltas: Delta[] = [];
      eachDelta(change, (slot, day, year, sum, count) => deltas.push({ slot, day, year, sum, count }));
      return deltas;
    },
    contributionsOf: (record, classification) =>
      (byKind.get(record) ?? []).flatMap((addend) => {
        const sum = amountOf(addend, classification);
        const year = addend.by === undefined ? null : (classification[addend.by] as number);
        return sum === null ? [] : [{ slot: addend.slot, year, sum }];
      }),
  };
}

/**
 * 1 or the value field of a record that the measure counts; null when it does not count. A field that is null
 * or absent satisfies no `where`, and without a value or a year there is nothing to add: a year whose only
 * record has no figure is not reported.
 */
function amountOf({ conditions, value, by }: Addend, classification: Classification): number | null {
  for (const { field, allowed } of conditions) if (!allowed.includes(classification[field])) return null;
  if (by !== undefined && classification[by] == null) return null;
  return value === undefined ? 1 : ((classification[value] ?? null) as number | null);
}
