import { Superseded, type LogEntry, type ViewStore } from './view-store';
import { chunk, events, hole, mended, readAll, VILLAGE } from './view-store.fixture';
import { appendAndKill, SIZE_OF_THE_KILLED } from './view-store.killed';

/** A place for views that can be opened any number of times, as after a restart or by several replicas. */
export interface ViewStorePlace {
  open(measures?: string): Promise<ViewStore>;
  /** A script with its arguments that opens it and runs `appendUntilKilled`; undefined: it does not outlive its process. */
  readonly writer: readonly string[] | undefined;
  remove(): Promise<void>;
}

/** What every store of views promises. */
export function viewStoreContract(name: string, createPlace: () => Promise<ViewStorePlace>): void {
  describe(`${name}: the contract of the view store`, () => {
    let place: ViewStorePlace;
    let store: ViewStore;
    const opened: ViewStore[] = [];
    const open = async (measures?: string) => {
      const handle = await place.open(measures);
      opened.push(handle);
      return handle;
    };
    beforeEach(async () => {
      place = await createPlace();
      store = await open();
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((handle) => handle.close()));
      await place.remove();
    });
    const append = async (to: ViewStore, partition: number, after: number, ...entries: LogEntry[]) =>
      (await to.append([{ partition, after, entries }]))[0]!;

    it('given entries of all kinds, whoever opens the store reads them as they were, in order', async () => {
      const marks = { put: [hole], drop: [{ ...hole, villageseq: 7 }] };
      expect(await append(store, 0, 0, events(1, 3), { owner: 'a' }, mended(2), marks)).toBe(4);
      expect(await append(store, 0, 4, events(4, 4))).toBe(5);
      expect(await readAll(await open())).toEqual([
        '0/1 orchards 1-3',
        '0/2 owner a',
        '0/3 orchards 2-2 mended',
        '0/4 hole 2 {"reason":"坏 \\"\\u2028"},no hole 7',
        '0/5 orchards 4-4',
      ]);
      const whole: LogEntry[] = [];
      await store.read(new Map(), (_partition, _number, entry) => whole.push(entry), true);
      expect(whole).toMatchObject([events(1, 3), { owner: 'a' }, mended(2), marks, events(4, 4)]);
    });

    it('given several partitions, each has its own numbers and is read behind where the reader stands', async () => {
      await store.append([
        { partition: 3, after: 0, entries: [events(1, 1, { village: 'c' })] },
        { partition: 0, after: 0, entries: [events(1, 1)] },
        { partition: 11, after: 0, entries: [{ owner: 'b' }] },
      ]);
      await append(store, 3, 1, events(2, 2, { village: 'c' }));
      expect(await readAll(store, new Map([[3, 1]]))).toEqual(['0/1 orchards 1-1', '3/2 orchards 2-2', '11/1 owner b']); // prettier-ignore
      await append(store, 1, 0, events(1, 9, { village: 'd' }));
      const seen = new Map([[0, 1], [3, 2], [11, 1]]); // prettier-ignore
      expect(await readAll(store, seen)).toEqual(['1/1 orchards 1-9']);
      expect(await readAll(store, new Map([...seen, [1, 1]]))).toEqual([]);
      expect(await store.append([])).toEqual([]);
    });

    it('given thousands of entries, all are read, each once', async () => {
      const many = Array.from({ length: 2_500 }, (_, n) => events(n + 1, n + 1));
      expect(await append(store, 0, 0, ...many)).toBe(2_500);
      await append(store, 2, 0, events(1, 1, { village: 'c' }));
      expect(await readAll(store)).toHaveLength(2_501);
    });

    it('given a reader that does not ask for the lines, the chunks come without', async () => {
      await append(store, 0, 0, events(1, 3));
      const seen: LogEntry[] = [];
      await store.read(new Map(), (_partition, _number, entry) => seen.push(entry), false);
      expect(seen).toMatchObject([{ chunk: { firstSeq: 1, payload: chunk(1, 3).payload } }]);
      expect((seen[0] as { chunk: { lines: Uint8Array } }).chunk.lines).toHaveLength(0);
    });

    it('given two writers of a partition, one that does not know the latest entry writes nothing', async () => {
      const late = await open();
      await append(store, 0, 0, events(1, 3));
      await append(store, 0, 1, { owner: 'store' });
      for (const after of [0, 1])
        await expect(append(late, 0, after, events(4, 4), { put: [hole], drop: [] })).rejects.toThrow(
          Superseded,
        );
      expect(await readAll(store)).toEqual(['0/1 orchards 1-3', '0/2 owner store']);
      expect(await append(late, 0, 2, events(4, 4))).toBe(3);
      await expect(append(store, 0, 2, events(4, 5))).rejects.toThrow(Superseded);
    });

    it('given many writers at once, the entries of each that was not refused are there, without a gap', async () => {
      const writers = [store, await open(), await open()];
      await Promise.all(
        writers.map(async (writer, n) => {
          for (let done = 0; done < 20;) {
            const seen = await readAll(writer);
            const head = seen.length;
            const seq = 3 * seen.filter((entry) => entry.includes('orchards')).length;
            try {
              await append(writer, 0, head, events(seq + 1, seq + 3, { lines: Buffer.from(`${n}`) }));
              done++;
            } catch (error) {
              if (!(error instanceof Superseded)) throw error;
            }
          }
        }),
      );
      const numbers = (await readAll(store)).map((entry) => entry.split(' ')[0]);
      expect(numbers).toEqual(Array.from({ length: 60 }, (_, n) => `0/${n + 1}`));
    });

    it('given an event that is there already, it is refused in whatever partition', async () => {
      await append(store, 0, 0, events(1, 3));
      await expect(append(store, 1, 0, events(1, 1))).rejects.toThrow(Superseded);
      await expect(append(store, 0, 1, events(1, 3))).rejects.toThrow(Superseded);
      expect(await readAll(store)).toEqual(['0/1 orchards 1-3']);
    });

    it('finds the chunks that hold given numbers, mended ones last', async () => {
      const elsewhere = events(1, 9, { area: 'bees' });
      await append(store, 0, 0, events(1, 3), mended(2), elsewhere, events(4, 9), events(10, 12));
      const found = async (from?: number, to?: number) =>
        (await store.chunks(VILLAGE, 'orchards', from, to)).map(({ firstSeq, lastSeq }) => [
          firstSeq,
          lastSeq,
        ]);
      expect(await found(3, 5)).toEqual([[1, 3], [4, 9]]); // prettier-ignore
      expect(await found()).toEqual([[1, 3], [4, 9], [10, 12], [2, 2]]); // prettier-ignore
      expect((await store.chunks(VILLAGE, 'orchards', 2, 2))[0]).toMatchObject(chunk(1, 3));
    });

    it('keeps its group while it lives, and begins anew with another when something else is measured', async () => {
      await append(store, 0, 0, events(1, 3));
      const { group } = store;
      expect((await open()).group).toBe(group);
      await Promise.all(opened.splice(0).map((handle) => handle.close()));
      const other = await open('m2');
      expect(other.group).not.toBe(group);
      expect(await readAll(other)).toEqual([]);
    });

    it('given a writer that is killed, of each partition the entries up to somewhere are there, all that it was told at least', async () => {
      if (!place.writer) return;
      const told = await appendAndKill(place.writer, 40);
      const seen = await readAll(store);
      for (const partition of [0, 1]) {
        const mine = seen.filter((entry) => entry.startsWith(`${partition}/`));
        expect(mine.length).toBeGreaterThanOrEqual(told * SIZE_OF_THE_KILLED);
        expect(mine).toEqual(mine.map((_, n) => `${partition}/${n + 1} orchards ${n + 1}-${n + 1}`));
      }
    });
  });
}
