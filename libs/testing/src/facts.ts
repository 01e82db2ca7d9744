import type { Facts } from '@jiedui/bureau';
import type { Day } from '@jiedui/programme';

/**
 * Reference values for specs: `facts({ lines: { '2018-04-01': 40_000 } })`. `lines` maps the day from which a
 * subsistence line holds to its amount, fen per person and year.
 */
export function facts({ lines = {} }: { readonly lines?: Readonly<Record<Day, number>> } = {}): Facts {
  const days = Object.keys(lines).sort();
  return {
    lineOn: (on) => lines[days.findLast((day) => day <= on) ?? ''],
    lineDays: (from, to) => days.filter((day) => from < day && day <= to),
  };
}
