import { addDays, MAX_FEN, type AreaDef, type Day, type Field, type Fields } from '@jiedui/programme';
import fc from 'fast-check';
import type { Happening, Report } from './happening';

/** A few days close together, about a New Year: late reports and several reports on one day are the rule. */
const anyDay: fc.Arbitrary<Day> = fc.nat({ max: 12 }).map((n) => addDays('2017-12-26', n));
const YEARS_ABOUT = [2016, 2017, 2018, 2019];

/** Values that a field may have; small amounts are frequent, so that they meet a limit from both sides. */
function anyValue(field: Field): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'code':
      return fc.constantFrom(...field.values);
    case 'flag':
      return fc.boolean();
    case 'count':
      return fc.integer({ min: field.min, max: field.max });
    case 'year': {
      const { min, max } = field;
      const about = YEARS_ABOUT.filter((year) => min <= year && year <= max);
      return fc.oneof(fc.integer({ min, max }), ...about.map((year) => fc.constant(year)));
    }
    case 'fen':
      return fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 10 }) }, fc.nat({ max: MAX_FEN }));
    case 'day':
      return anyDay;
    case 'id':
      return fc.constantFrom('a', 'b');
    case 'village':
      return fc.constantFrom('120119101201', '120119101202');
    case 'number':
      return fc.double({ min: field.min, max: field.max, noNaN: true });
    case 'name':
      return fc.string({ minLength: 1, maxLength: field.maxLength });
  }
}

const anyData = (fields: Fields): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, anyValue(field)])), {
    requiredKeys: Object.keys(fields).filter((name) => !('optional' in fields[name]!)),
  });

/**
 * Any report of a record kind that the area's contract allows; most of them will be refused. `rarely` names the
 * events that end a life, so that lives get old.
 */
export function anyReport(
  area: AreaDef,
  record: string,
  rarely: readonly string[] = [],
): fc.Arbitrary<Report> {
  const types = Object.entries(area.events).filter(
    ([, event]) => event.touches.includes(record) && event.issuedBy !== 'service',
  );
  return fc.oneof(
    ...types.map(([type, { fields }]) => ({
      weight: rarely.includes(type) ? 1 : 8,
      arbitrary: fc.record({ on: anyDay, type: fc.constant(type), data: anyData(fields) }),
    })),
  );
}

/** Many reports in the order of their days; then late ones, corrections, withdrawals and passing days. */
export function anyHistory(
  area: AreaDef,
  record: string,
  rarely?: readonly string[],
): fc.Arbitrary<Happening[]> {
  const report = anyReport(area, record, rarely);
  const afterwards: fc.Arbitrary<Happening> = fc.oneof(
    report,
    fc.record({ corrects: fc.integer({ min: 1, max: 12 }), by: fc.option(report) }),
    fc.record({ passTo: anyDay }),
  );
  return fc
    .tuple(fc.array(report, { maxLength: 100, size: 'max' }), fc.array(afterwards, { maxLength: 12 }))
    .map(([reports, later]) => [
      ...reports.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
      ...later,
    ]);
}
