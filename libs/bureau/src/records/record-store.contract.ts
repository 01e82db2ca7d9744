import fc from 'fast-check';
import { BadCursor, type Page, type RecordQuery, type RecordStore, type SavedRecord } from './record-store';
import {
  dueQueries,
  dueText,
  naiveDue,
  naiveList,
  naiveOverTime,
  nameOf,
  queries,
  records,
  saved,
  VILLAGES,
} from './record-store.fixture';

/** A store that can be opened any number of times, as after a restart or by several replicas. */
export interface RecordPlace {
  open(): Promise<RecordStore>;
  remove(): Promise<void>;
}

const [A, B] = VILLAGES as [string, string];
const NO_HEADS = new Map<string, number>();

/** What every store of records promises. */
export function recordStoreContract(name: string, createPlace: () => Promise<RecordPlace>): void {
  describe(`${name}: the contract of the store of records`, () => {
    let place: RecordPlace;
    let store: RecordStore;
    const opened: RecordStore[] = [];
    const open = async () => {
      const handle = await place.open();
      opened.push(handle);
      return handle;
    };
    const close = () => Promise.all(opened.splice(0).map((handle) => handle.close()));
    beforeAll(async () => {
      place = await createPlace();
    });
    beforeEach(async () => {
      store = await open();
      await store.clear();
    });
    afterEach(close);
    afterAll(() => place.remove());

    const write = (...some: readonly SavedRecord[]) => store.write({ records: some, heads: NO_HEADS });
    const all = async <R>(page: (cursor: object) => Promise<{ rows: readonly R[]; next?: string }>) => {
      const rows: R[] = [];
      let next: string | undefined;
      do {
        const found = await page(next === undefined ? {} : { cursor: next });
        rows.push(...found.rows);
        next = found.next;
      } while (next !== undefined);
      return rows;
    };
    const listed = (query: RecordQuery) =>
      all(async (cursor) => {
        const { records, ...rest } = await store.list({ ...query, ...cursor });
        expect(records.length).toBeLessThanOrEqual(query.limit);
        return { rows: records.map(nameOf), ...rest };
      });

    it('given a new store, there is nothing in it', async () => {
      expect(await store.position()).toBe(0);
      expect(await store.heads([A, B])).toEqual(new Map());
      expect(await store.read([saved()])).toEqual([undefined]);
      expect(await store.read([])).toEqual([]);
      expect(await store.ofVillage(A, ['pump', 'valve'])).toEqual([]);
      expect(await store.list({ kind: 'pump', limit: 5 })).toEqual({ records: [] });
      expect(await store.listDue({ until: '2030-01-01', limit: 5 })).toEqual({ due: [] });
    });

    it('given records, they are read as they were written, before and after a restart', async () => {
      const [a, gone] = [saved({ id: '一/𠮷' }), saved({ id: 'b', classification: null, version: 4 })];
      await store.write({ records: [a, gone], heads: new Map([[A, 4]]), position: 3 });
      await close();
      store = await open();
      const { due: _, ...plain } = a;
      const [first, none, second] = await store.read([a, saved({ id: 'c' }), gone]);
      expect(first).toEqual(plain);
      expect(none).toBeUndefined();
      expect(second).toMatchObject({ version: 4, timeline: gone.timeline });
      expect(await store.position()).toBe(3);
      expect(await store.heads([B, A])).toEqual(new Map([[A, 4]]));
    });

    it('given an older state of what is there, it changes nothing, whoever writes it', async () => {
      const other = await open();
      const newest = saved({
        version: 7,
        classification: { state: 'old' },
        due: [{ name: 'fee', day: '2018-01-01', overTime: false }],
      });
      await store.write({ records: [newest], heads: new Map([[A, 7]]), position: 9 });
      await other.write({
        records: [saved({ version: 6, due: [] }), saved({ id: 'b', version: 2 })],
        heads: new Map([
          [A, 6],
          [B, 2],
        ]),
        position: 5,
      });
      expect(await store.read([newest])).toMatchObject([{ version: 7, timeline: newest.timeline }]);
      expect(await listed({ kind: 'pump', where: { state: ['old'] }, limit: 5 })).toEqual([nameOf(newest)]);
      expect((await store.listDue({ until: '2018-01-01', limit: 5 })).due).toHaveLength(1);
      expect(await store.heads([A, B])).toEqual(
        new Map([
          [A, 7],
          [B, 2],
        ]),
      );
      expect(await store.position()).toBe(9);
      await other.write({ records: [saved({ version: 7, due: [] })], heads: NO_HEADS });
      expect((await store.listDue({ until: '2018-01-01', limit: 5 })).due).toEqual([]);
    });

    it('given replicas that write the same records at once, the newest of each stays', async () => {
      const handles = [store, await open(), await open()];
      const versions = Array.from({ length: 12 }, (_, n) => n + 1);
      await Promise.all(
        versions.map((version) =>
          handles[version % 3]!.write({
            records: [...'abcdef'].map((id) => saved({ id, version })),
            heads: new Map([[A, version]]),
            position: version,
          }),
        ),
      );
      const found = await store.read([...'abcdef'].map((id) => saved({ id })));
      expect(found.map((record) => record?.version)).toEqual([12, 12, 12, 12, 12, 12]);
      expect(await store.heads([A])).toEqual(new Map([[A, 12]]));
      expect(await store.position()).toBe(12);
    });

    it('whatever is there and however it is asked for, lists are whole, in order, page by page', async () => {
      await fc.assert(
        fc.asyncProperty(records, fc.array(queries, { minLength: 6, maxLength: 6 }), async (some, asked) => {
          await store.clear();
          await write(...some);
          for (const query of asked) expect(await listed(query)).toEqual(naiveList(some, query));
        }),
        { numRuns: 25 },
      );
    });

    it('whatever falls due, it is listed by day, and what time does by village', async () => {
      await fc.assert(
        fc.asyncProperty(records, dueQueries, async (some, query) => {
          await store.clear();
          await write(...some);
          const due = await all(async (cursor) => {
            const { due: rows, ...rest } = await store.listDue({ ...query, ...cursor });
            expect(rows.length).toBeLessThanOrEqual(query.limit);
            return { rows: rows.map((row) => dueText(row, row)), ...rest };
          });
          expect(due).toEqual(naiveDue(some, query));
          const passed: string[] = [];
          for (let page = await store.dueOverTime(query.until, undefined, query.limit); page.length;) {
            passed.push(...page.map(nameOf));
            page = await store.dueOverTime(query.until, page.at(-1), query.limit);
          }
          expect(passed).toEqual(naiveOverTime(some, query.until));
        }),
        { numRuns: 25 },
      );
    });

    it('given a cursor, it holds while others come and go, and belongs to its list alone', async () => {
      await write(...[...'bdfh'].map((id) => saved({ id })));
      const page: Page<unknown> = await store.list({ kind: 'pump', limit: 2 });
      await write(
        saved({ id: 'a' }),
        saved({ id: 'd', version: 2, classification: null }),
        saved({ id: 'g' }),
      );
      const rest = await store.list({ kind: 'pump', limit: 9, cursor: page.next! });
      expect(rest.records.map(({ id }) => id)).toEqual(['f', 'g', 'h']);
      for (const query of [
        { kind: 'pump', village: A },
        { kind: 'pump', sort: { by: 'litres' } },
      ])
        await expect(store.list({ ...query, limit: 2, cursor: page.next! })).rejects.toThrow(BadCursor);
      await expect(store.listDue({ until: '2018-01-01', limit: 2, cursor: page.next! })).rejects.toThrow(
        BadCursor,
      );
    });

    it('given records of a village, they come by kind and id, removed ones too, and villages in order', async () => {
      await write(
        saved({ id: 'b' }),
        saved({ id: 'a', classification: null }),
        saved({ kind: 'valve', id: 'v' }),
        saved({ village: B }),
        saved({ village: B, id: 'b' }),
      );
      const mine = await store.ofVillage(A, ['pump', 'valve']);
      expect(mine.map(nameOf)).toEqual([`pump/${A}/a`, `pump/${A}/b`, `valve/${A}/v`]);
      expect((await store.ofVillage(A, ['valve'])).map(nameOf)).toEqual([`valve/${A}/v`]);
      expect(await store.villagesWith('pump', '', 5)).toEqual([A, B]);
      expect(await store.villagesWith('pump', A, 5)).toEqual([B]);
      expect(await store.villagesWith('pump', '', 1)).toEqual([A]);
      expect(await store.villagesWith('valve', A, 5)).toEqual([]);
    });

    it('however equal records came about, the fingerprint is equal, and of others it is not', async () => {
      await fc.assert(
        fc.asyncProperty(records, fc.nat(), async (some, n) => {
          const heads = new Map(some.map(({ village, version }) => [village, version]));
          await store.clear();
          await store.write({ records: some, heads, position: 1 });
          const at = await store.fingerprint();
          await store.clear();
          for (const record of some) await write({ ...saved(record), due: [], version: 0 });
          await write(...some.toReversed());
          await store.write({ records: [], heads, position: 2 });
          expect(await store.fingerprint()).toBe(at);
          const one = some[n % some.length];
          if (one) await write({ ...one, version: one.version + 1 });
          expect((await store.fingerprint()) === at).toBe(!one);
        }),
        { numRuns: 10 },
      );
    });

    it('given a store that is cleared, everything is gone', async () => {
      await store.write({ records: [saved()], heads: new Map([[A, 1]]), position: 1 });
      await store.clear();
      expect([
        await store.position(),
        await store.heads([A]),
        await listed({ kind: 'pump', limit: 1 }),
      ]).toEqual([0, new Map(), []]);
    });
  });
}
