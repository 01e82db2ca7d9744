import fc from 'fast-check';
import type { Status } from '@jiedui/programme';
import type { ListFigures } from '../book/current';
import { directoryOf, orderByCode } from './directory';
import {
  listVillages,
  placeInList,
  type ListFilter,
  type ListOrder,
  type ListPosition,
} from './village-list';

/** A village as the list sees it: one indicator, one area. */
interface Village {
  code: string;
  name: string;
  district: string | undefined;
  status: Status;
  light: Status;
  provisional: boolean;
  progress: number;
  score: number;
  met: number;
}

const figuresOf = (villages: readonly Village[]): ListFigures => {
  const unmark = (marks: Uint8Array, fails: (village: Village) => boolean) =>
    villages.forEach((village, at) => fails(village) && (marks[at] = 0));
  return {
    day: '2019-09-30',
    overview: () => {
      throw new Error('a list asks for no overview');
    },
    district: (v) => villages[v]!.district,
    status: (v) => villages[v]!.status,
    provisional: (v) => villages[v]!.provisional,
    progress: (v) => villages[v]!.progress,
    light: (v) => villages[v]!.light,
    score: (v) => villages[v]!.score,
    met: (v) => villages[v]!.met,
    unmarkOutside: (marks, districts) =>
      unmark(marks, ({ district }) => district === undefined || districts?.has(district) === false),
    unmarkStatuses: (marks, _, among) => unmark(marks, ({ status }) => !among.has(status)),
    unmarkLights: (marks, _, among) => unmark(marks, ({ light }) => !among.has(light)),
    readScores: (into) => villages.forEach(({ score }, at) => (into[at] = score)),
    readProgress: (_, into) => villages.forEach(({ progress }, at) => (into[at] = progress)),
  };
};

const directory = (villages: readonly Village[]) => {
  const known = { size: villages.length, find: () => undefined, code: (v: number) => villages[v]!.code };
  return directoryOf(known, orderByCode(known), (v) => villages[v]!.name);
};

/** Follows the pages to the end; between two pages `meanwhile` may change villages. */
function readAll(
  villages: readonly Village[],
  filter: ListFilter,
  order: ListOrder,
  limit: number,
  meanwhile: () => void = () => {},
) {
  const codes: string[] = [];
  const totals: number[] = [];
  let after: ListPosition | undefined;
  do {
    const page = listVillages(figuresOf(villages), directory(villages), filter, order, limit, after);
    codes.push(...page.villages.map((v) => villages[v]!.code));
    totals.push(page.total);
    after = page.next && (JSON.parse(JSON.stringify(page.next)) as ListPosition);
    meanwhile();
  } while (after);
  return { codes, totals };
}

const STATUS = fc.constantFrom<Status>('met', 'lagging', 'no-data');
const village = fc.record({
  name: fc.string({ unit: fc.constantFrom('东', '李', '庄', '安', 'a', 'B'), minLength: 1, maxLength: 3 }),
  district: fc.constantFrom('120110', '120119', undefined),
  status: STATUS,
  light: STATUS,
  provisional: fc.boolean(),
  progress: fc.constantFrom(NaN, 0, 0.25, 1 / 3, 0.99, 1),
  score: fc.constantFrom(0, 0.125, 0.5, 1),
  met: fc.constantFrom(0, 16, 17),
});
const villagesArbitrary = fc
  .uniqueArray(fc.integer({ min: 0, max: 999 }), { maxLength: 60 })
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((n) =>
        village.map((v): Village => ({ ...v, code: `120110101${String(n).padStart(3, '0')}` })),
      ),
    ),
  );
const filterArbitrary: fc.Arbitrary<ListFilter> = fc.record(
  {
    districts: fc.constantFrom(new Set(['120119']), new Set(['120110', '120119'])),
    status: fc.record({
      of: fc.constantFrom({ indicator: 0 }, { area: 0 }),
      among: fc.constantFrom(new Set<Status>(['met']), new Set<Status>(['lagging', 'no-data'])),
    }),
    provisional: fc.record({ indicator: fc.constant(0), is: fc.boolean() }),
    reached: fc.record({ targets: fc.constant(17), is: fc.boolean() }),
    text: fc.constantFrom('12011010', '120110101 5', '庄', 'b'),
  },
  { requiredKeys: [] },
);
const orderArbitrary: fc.Arbitrary<ListOrder> = fc.record({
  by: fc.constantFrom<ListOrder['by'][]>('code', 'name', 'score', 'met', { progressOf: 0 }, { lightOf: 0 }),
  descending: fc.boolean(),
});

const passes = (v: Village, { districts, status, provisional, reached, text }: ListFilter): boolean =>
  v.district !== undefined &&
  (!districts || districts.has(v.district)) &&
  (!status || status.among.has('area' in status.of ? v.light : v.status)) &&
  (!provisional || v.provisional === provisional.is) &&
  (!reached || (v.met === 17) === reached.is) &&
  (text === undefined || v.code.startsWith(text) || v.name.toLowerCase().includes(text));

const collator = new Intl.Collator('zh-CN');
const byName = (a: string, b: string): number => {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at++)
    if (left[at] !== right[at])
      return collator.compare(left[at]!, right[at]!) || (left[at]! < right[at]! ? -1 : 1);
  return left.length - right.length;
};

const WORST_FIRST: readonly Status[] = ['lagging', 'no-data', 'met'];
const progress = (v: Village) => (Number.isNaN(v.progress) ? -1 : v.progress);
const difference = (a: Village, b: Village, by: object): number =>
  'lightOf' in by ? WORST_FIRST.indexOf(a.light) - WORST_FIRST.indexOf(b.light) : progress(a) - progress(b);

function compare(a: Village, b: Village, { by, descending }: ListOrder): number {
  const codes = a.code < b.code ? -1 : 1;
  if (by === 'code') return descending ? -codes : codes;
  const order =
    by === 'name' ? byName(a.name, b.name) : typeof by === 'string' ? a[by] - b[by] : difference(a, b, by);
  return (descending ? -order : order) || codes;
}

describe('the list of villages', () => {
  it('gives every village that passes the filter once, in order, whatever the size of the pages, and tells its place', () => {
    fc.assert(
      fc.property(
        villagesArbitrary,
        filterArbitrary,
        orderArbitrary,
        fc.integer({ min: 1, max: 9 }),
        (villages, filter, order, limit) => {
          const expected = villages
            .filter((v) => passes(v, filter))
            .sort((a, b) => compare(a, b, order))
            .map(({ code }) => code);
          const { codes, totals } = readAll(villages, filter, order, limit);
          expect(codes).toEqual(expected);
          expect(totals.every((total) => total === expected.length)).toBe(true);
          villages.forEach(({ code }, at) => {
            const place = placeInList(figuresOf(villages), directory(villages), filter, order, at);
            expect(place ?? -1).toBe(expected.indexOf(code));
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives any stretch of itself to a screen that scrolls', () => {
    fc.assert(
      fc.property(
        villagesArbitrary,
        filterArbitrary,
        orderArbitrary,
        fc.nat({ max: 70 }),
        fc.integer({ min: 1, max: 20 }),
        (villages, filter, order, skip, limit) => {
          const { codes } = readAll(villages, filter, order, 100);
          const page = listVillages(
            figuresOf(villages),
            directory(villages),
            filter,
            order,
            limit,
            undefined,
            skip,
          );
          expect(page.villages.map((v) => villages[v]!.code)).toEqual(codes.slice(skip, skip + limit));
          expect(page.total).toBe(codes.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives a village that stays as it is exactly once while others change, come and go', () => {
    fc.assert(
      fc.property(
        villagesArbitrary,
        orderArbitrary,
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.tuple(fc.nat(), village), { minLength: 1, maxLength: 20 }),
        (villages, order, limit, changes) => {
          const changing = [...villages];
          const touched = new Set<number>();
          const queue = changes.filter(() => villages.length > 0);
          const { codes } = readAll(changing, {}, order, limit, () => {
            const change = queue.shift();
            if (!change) return;
            const at = change[0] % changing.length;
            touched.add(at);
            changing[at] = { ...change[1], code: changing[at]!.code };
          });
          villages.forEach(({ code, district }, at) => {
            const times = codes.filter((c) => c === code).length;
            if (!touched.has(at)) expect(times).toBe(district === undefined ? 0 : 1);
            if (order.by === 'code') expect(times).toBeLessThanOrEqual(1);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  const base = {
    ...({ name: '', district: '120110', status: 'met', light: 'met', provisional: false } as const),
    ...{ progress: 0, score: 0, met: 0 },
  } as const;

  it('puts villages without progress before those with 0', () => {
    const villages: Village[] = [
      { ...base, code: '1', progress: 0 },
      { ...base, code: '2', progress: NaN },
    ];
    expect(readAll(villages, {}, { by: { progressOf: 0 }, descending: false }, 10).codes).toEqual(['2', '1']);
  });

  it('orders names by pinyin', () => {
    const villages: Village[] = ['张家庄村', '艾各庄村', '李家村'].map((name, at) => ({
      ...base,
      name,
      code: `${at}`,
    }));
    expect(readAll(villages, {}, { by: 'name', descending: false }, 2).codes).toEqual(['1', '2', '0']);
  });
});
