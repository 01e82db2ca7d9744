import fc from 'fast-check';
import { anyChange, anyClassification } from '../cases/any';
import { areas } from '../cases/areas';
import type { AreaDef } from './area';
import { compileProgramme } from './compile';
import { contributions, type Delta } from './contribution';
import { dayNumber } from './day';
import type { Change, Classification } from './event';

const programme = compileProgramme(areas);
const slotOf = (area: string, name: string) =>
  programme.measures.find((measure) => measure.area === area && measure.name === name)!.slot;

const change = (record: string, before: Classification | null, after: Classification | null): Change => ({
  record,
  id: '1',
  effectiveOn: '2018-03-01',
  before,
  after,
});
const day = dayNumber('2018-03-01');
const income = (year: number | null, fen: number | null): Classification => ({
  year,
  collectiveOperatingIncomeFen: fen,
  perCapitaDisposableIncomeFen: null,
});
const collective = slotOf('industry', 'collectiveIncomeFen');
const { deltasOf: ofIndustry } = contributions(programme, 'industry');
const { deltasOf: ofHousing, contributionsOf } = contributions(programme, 'housing');

describe('given a measure that counts records', () => {
  const outstanding = slotOf('housing', 'gradeCOutstanding');
  const cleared = slotOf('housing', 'gradeCCleared');
  const gradeC = (state: string) => ({ category: 'dibao', grade: 'C', state, remedy: 'none' });

  it('when a record begins to satisfy it, then 1 is added on the day from which it holds', () =>
    expect(ofHousing(change('dwelling', null, gradeC('none')))).toEqual([
      { slot: outstanding, day, year: null, sum: 1, count: 0 },
    ]));

  it('when a record goes from one measure to another, then 1 is taken here and added there', () =>
    expect(ofHousing(change('dwelling', gradeC('completed'), gradeC('accepted')))).toEqual([
      { slot: outstanding, day, year: null, sum: -1, count: 0 },
      { slot: cleared, day, year: null, sum: 1, count: 0 },
    ]));

  it('when it stays in the measure, then nothing is added', () =>
    expect(ofHousing(change('dwelling', gradeC('none'), gradeC('planned')))).toEqual([]));

  it('when a field is null or missing, then no condition holds', () => {
    expect(ofHousing(change('dwelling', null, { ...gradeC('none'), grade: null }))).toEqual([]);
    expect(ofHousing(change('dwelling', null, { grade: 'C' }))).toEqual([]);
  });

  it('when a record is neither before nor after, or of a kind that nobody measures, then nothing is added', () => {
    expect(ofHousing(change('dwelling', null, null))).toEqual([]);
    expect(ofHousing(change('constructor', null, {}))).toEqual([]);
  });

  it('when it is asked what a record counts for, then the measures are named', () =>
    expect(contributionsOf('dwelling', gradeC('none'))).toEqual([{ slot: outstanding, year: null, sum: 1 }]));
});

describe('given a measure that sums a field by year', () => {
  it('when a year is reported, then its sum and its count grow', () =>
    expect(ofIndustry(change('annual-income', null, income(2018, 500)))).toEqual([
      { slot: collective, day, year: 2018, sum: 500, count: 1 },
    ]));

  it('when 0 is reported, then the count alone grows', () =>
    expect(ofIndustry(change('annual-income', null, income(2018, 0)))).toEqual([
      { slot: collective, day, year: 2018, sum: 0, count: 1 },
    ]));

  it('when the amount changes, then the difference is added', () =>
    expect(ofIndustry(change('annual-income', income(2018, 500), income(2018, 450)))).toEqual([
      { slot: collective, day, year: 2018, sum: -50, count: 0 },
    ]));

  it('when the year changes, then one is taken back and the other reported', () =>
    expect(ofIndustry(change('annual-income', income(2017, 500), income(2018, 500)))).toEqual([
      { slot: collective, day, year: 2017, sum: -500, count: -1 },
      { slot: collective, day, year: 2018, sum: 500, count: 1 },
    ]));

  it('when there is no year or no amount, then nothing is reported', () => {
    expect(ofIndustry(change('annual-income', null, income(null, 500)))).toEqual([]);
    expect(ofIndustry(change('annual-income', null, income(2018, null)))).toEqual([]);
    expect(ofIndustry(change('annual-income', null, {}))).toEqual([]);
  });

  it('when the difference is no safe integer, then two deltas say it exactly', () => {
    const max = Number.MAX_SAFE_INTEGER;
    expect(ofIndustry(change('annual-income', income(2018, -max), income(2018, max)))).toEqual([
      { slot: collective, day, year: 2018, sum: max, count: -1 },
      { slot: collective, day, year: 2018, sum: max, count: 1 },
    ]);
  });
});

it('an area that the programme does not have is refused', () =>
  expect(() => contributions(programme, 'forestry')).toThrow('no area "forestry"'));

describe.each(areas.map((area) => [area.id, area] as const))('whatever changes in %s', (id, area) => {
  const { deltasOf, contributionsOf: of } = contributions(programme, id);

  it('then each delta is a safe integer, and they add up to after less before', () => {
    fc.assert(
      fc.property(anyChange(area), (any) => {
        const deltas = deltasOf(any);
        for (const { sum, count } of deltas) {
          expect(Number.isSafeInteger(sum) && !Object.is(sum, -0)).toBe(true);
          expect(sum !== 0 || count !== 0).toBe(true);
        }
        expect(totals(deltas)).toEqual(
          difference(naive(area, any.record, any.after), naive(area, any.record, any.before)),
        );
      }),
    );
  });

  it('then reversing and restating it adds up to the restatement alone', () => {
    const kinds = Object.entries(area.records);
    const restated = fc.constantFrom(...kinds).chain(([record, { fields }]) => {
      const side = anyClassification(fields);
      return fc.tuple(fc.constant(record), side, side, side);
    });
    fc.assert(
      fc.property(restated, ([record, before, wrong, right]) => {
        const asWas = [
          change(record, before, wrong),
          change(record, wrong, before),
          change(record, before, right),
        ];
        expect(totals(asWas.flatMap(deltasOf))).toEqual(totals(deltasOf(change(record, before, right))));
      }),
    );
  });

  it('then the sums do not depend on the order', () => {
    const shuffled = fc
      .array(anyChange(area), { maxLength: 12 })
      .chain((changes) =>
        fc.tuple(fc.constant(changes), fc.shuffledSubarray(changes, { minLength: changes.length })),
      );
    fc.assert(
      fc.property(shuffled, ([changes, others]) =>
        expect(totals(changes.flatMap(deltasOf))).toEqual(totals(others.flatMap(deltasOf))),
      ),
    );
  });

  it('then what a record counts for is what its beginning adds', () => {
    fc.assert(
      fc.property(anyChange(area), ({ record, after }) => {
        const begun = totals(deltasOf(change(record, null, after)));
        const counted = after
          ? of(record, after).map(({ slot, year, sum }) => [`${slot} ${year}`, sum] as const)
          : [];
        for (const [key, sum] of counted) expect(begun.get(key)?.[0] ?? 0n).toBe(BigInt(sum));
        expect(begun.size).toBeLessThanOrEqual(counted.length);
      }),
    );
  });
});

type Totals = Map<string, readonly [sum: bigint, count: number]>;

function totals(deltas: readonly Delta[]): Totals {
  const result: Totals = new Map();
  for (const { slot, year, sum, count } of deltas) {
    const key = `${slot} ${year}`;
    const [s, c] = result.get(key) ?? [0n, 0];
    result.set(key, [s + BigInt(sum), c + count]);
  }
  for (const [key, [sum, count]] of result) if (sum === 0n && count === 0) result.delete(key);
  return result;
}

/** Spec section 2.3 word for word, without any preparation. */
function naive({ id }: AreaDef, record: string, classification: Classification | null): Totals {
  const result: Totals = new Map();
  for (const { slot, area, def } of programme.measures) {
    if (area !== id || def.record !== record || !classification) continue;
    const isIn = ([field, allowed]: [string, readonly unknown[]]) => allowed.includes(classification[field]);
    if (!Object.entries(def.where ?? {}).every(isIn)) continue;
    const value = def.value === undefined ? 1 : classification[def.value];
    const year = def.by === undefined ? null : classification[def.by];
    if (typeof value !== 'number' || (def.by !== undefined && typeof year !== 'number')) continue;
    result.set(`${slot} ${year}`, [BigInt(value), def.by === undefined ? 0 : 1]);
  }
  return result;
}

function difference(after: Totals, before: Totals): Totals {
  const result: Totals = new Map(after);
  for (const [key, [sum, count]] of before) {
    const [s, c] = result.get(key) ?? [0n, 0];
    result.set(key, [s - sum, c - count]);
  }
  for (const [key, [sum, count]] of result) if (sum === 0n && count === 0) result.delete(key);
  return result;
}
