import fc from 'fast-check';
import { defineArea, record, type AreaDef, type Classification } from '@jiedui/programme';
import type { DueDay } from '../domain/due';
import { classificationOf, type DueQuery, type RecordQuery, type SavedRecord } from './record-store';

export const VILLAGES = ['120119101201', '120119101202', '120114000111', '120114000112'];

/** Records with a field of each sort. */
export const area: AreaDef = defineArea({
  ...{ id: 'pumps', prefix: 'PU', zh: '水泵', en: 'Pumps', survey: false },
  bureau: { zh: '水泵局', en: 'Bureau of pumps' },
  records: {
    pump: record({ zh: '泵', en: 'Pump' }, { state: ['new', 'old'], works: 'boolean', litres: 'integer' }),
    valve: record({ zh: '阀', en: 'Valve' }, { works: 'boolean' }),
  },
  events: {},
  measures: {},
  indicators: [],
});

type Told = Partial<Pick<SavedRecord, 'kind' | 'village' | 'id' | 'version' | 'updatedAt' | 'due'>> & {
  readonly classification?: Classification | null;
};

export const saved = ({
  classification = { state: 'new', works: true, litres: 1 },
  ...told
}: Told = {}): SavedRecord => ({
  ...{ kind: 'pump', village: VILLAGES[0]!, id: 'a', version: 1, updatedAt: '2018-01-01T00:00:00.000Z' },
  due: undefined,
  timeline: { facts: [], published: [{ on: '2018-01-01', before: null, after: classification }] },
  ...told,
});

const days = ['2018-01-01', '2018-01-02', '2018-02-01'];
const dues = fc.uniqueArray(
  fc.record({ name: fc.constantFrom('fee', 'term'), day: fc.constantFrom(...days), overTime: fc.boolean() }),
  { maxLength: 2, selector: ({ name }) => name },
);

/** Any records, each key once. */
export const records: fc.Arbitrary<SavedRecord[]> = fc
  .uniqueArray(
    fc.record({
      kind: fc.constantFrom('pump', 'pump', 'pump', 'valve'),
      village: fc.constantFrom(...VILLAGES),
      id: fc.constantFrom(...'abcdef', 'A', '一'),
      version: fc.integer({ min: 1, max: 9 }),
      updatedAt: fc.constantFrom(...days.map((day) => `${day}T00:00:00.000Z`)),
      due: fc.option(dues, { nil: undefined }),
      classification: fc.option(
        fc.record({
          state: fc.option(fc.constantFrom('new', 'old')),
          works: fc.boolean(),
          litres: fc.option(fc.integer({ min: 0, max: 3 })),
        }),
      ),
    }),
    { maxLength: 40, selector: ({ kind, village, id }) => `${kind}/${village}/${id}` },
  )
  .map((all) => all.map(saved));

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const places = {
  village: optional(fc.constantFrom(...VILLAGES)),
  district: optional(fc.constantFrom('120119', '120114')),
};

export const queries: fc.Arbitrary<Omit<RecordQuery, 'cursor'>> = fc
  .record({
    ...places,
    kind: fc.constant('pump'),
    removed: optional(fc.boolean()),
    where: fc.record(
      {
        state: fc.subarray(['new', 'old', null]),
        works: fc.subarray([true, false]),
        litres: fc.subarray([0, 1, 2, 3]),
      },
      { requiredKeys: [] },
    ),
    sort: optional(
      fc.record({
        by: fc.constantFrom('village', 'updatedAt', 'state', 'works', 'litres'),
        descending: fc.boolean(),
      }),
    ),
    limit: fc.integer({ min: 1, max: 9 }),
  })
  .map((query) => withoutUndefined(query));

export const dueQueries: fc.Arbitrary<Omit<DueQuery, 'cursor'>> = fc
  .record({ ...places, until: fc.constantFrom(...days, '2017-01-01'), limit: fc.integer({ min: 1, max: 9 }) })
  .map((query) => withoutUndefined(query));

function withoutUndefined<T extends object, R>(value: T): R {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as R;
}

type Key = readonly (string | number)[];
const compare = (a: Key, b: Key): number => {
  const i = a.findIndex((part, i) => part !== b[i]);
  return i < 0 ? 0 : a[i]! < b[i]! ? -1 : 1;
};
const isIn = ({ village, district }: Pick<RecordQuery, 'village' | 'district'>, of: string) =>
  (village === undefined || of === village) && (district === undefined || of.startsWith(district));
export const nameOf = ({ kind, village, id }: Pick<SavedRecord, 'kind' | 'village' | 'id'>) =>
  `${kind}/${village}/${id}`;

/** What a list must hold, read off all records: texts sort behind none, numbers and flags before none. */
export function naiveList(
  all: readonly SavedRecord[],
  { where = {}, sort, removed, ...query }: RecordQuery,
): string[] {
  const valueOf = (record: SavedRecord, field: string) => classificationOf(record)?.[field] ?? null;
  const by = sort?.by ?? 'village';
  const keyOf = (record: SavedRecord): Key => {
    const value = valueOf(record, by);
    const first =
      by === 'village'
        ? ''
        : by === 'updatedAt'
          ? record.updatedAt
          : by === 'state'
            ? String(value ?? '')
            : Number(value ?? 99);
    return [first, record.village, record.id];
  };
  const found = all.filter(
    (record) =>
      record.kind === query.kind &&
      isIn(query, record.village) &&
      (removed || classificationOf(record)) &&
      Object.entries(where).every(([field, allowed]) => allowed.includes(valueOf(record, field) as never)),
  );
  const sorted = found.sort((a, b) => compare(keyOf(a), keyOf(b)));
  return (sort?.descending ? sorted.reverse() : sorted).map(nameOf);
}

export const dueText = (
  record: Pick<SavedRecord, 'kind' | 'village' | 'id'>,
  { day, name, overTime }: DueDay,
) => `${day} ${nameOf(record)} ${name} ${overTime}`;

export function naiveDue(all: readonly SavedRecord[], query: DueQuery): string[] {
  const due = all
    .filter(({ village }) => isIn(query, village))
    .flatMap((record) => (record.due ?? []).map((of) => ({ record, of })))
    .filter(({ of }) => of.day <= query.until);
  const keyOf = ({ record: { village, kind, id }, of }: (typeof due)[number]): Key => [
    of.day,
    village,
    kind,
    id,
    of.name,
  ];
  return due.sort((a, b) => compare(keyOf(a), keyOf(b))).map(({ record, of }) => dueText(record, of));
}

export const naiveOverTime = (all: readonly SavedRecord[], today: string): string[] =>
  all
    .filter(({ due }) => due?.some(({ day, overTime }) => overTime && day <= today))
    .sort((a, b) => compare([a.village, a.kind, a.id], [b.village, b.kind, b.id]))
    .map(nameOf);
