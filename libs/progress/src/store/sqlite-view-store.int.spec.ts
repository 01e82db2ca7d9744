import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chunk } from './chunk';
import { openSqliteViewStore } from './sqlite-view-store';
import { Superseded, type Mark, type ViewStore, type Writes } from './view-store';

const chunk = (firstSeq: number, lastSeq: number, more: Partial<Chunk> = {}): Chunk => ({
  ...{ village: '120119101201', area: 'orchards', firstSeq, lastSeq },
  ...{ payload: new Uint8Array(new Float64Array([firstSeq, 0, 0]).buffer), lines: new Uint8Array(), ...more },
});
const writes = (more: Partial<Writes>): Writes => ({ chunks: [], mended: [], put: [], drop: [], ...more });
const hole: Mark = { kind: 'hole', area: 'orchards', village: 'v', villageseq: 2, id: '', body: '{}' };

describe('the SQLite view store', () => {
  let folder: string;
  let store: ViewStore;
  const file = () => join(folder, 'views.db');
  const reopen = async (measures = 'm1') => {
    await store.close();
    store = openSqliteViewStore(file(), measures);
  };
  const loaded = async () => {
    const chunks: string[] = [];
    const marks: string[] = [];
    await store.load(
      (c, mended) =>
        chunks.push(`${c.village} ${c.area} ${c.firstSeq}-${c.lastSeq}${mended ? ' mended' : ''}`),
      (mark) => marks.push(`${mark.kind} ${mark.villageseq} ${mark.body}`),
    );
    return { chunks, marks };
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'views-'));
    store = openSqliteViewStore(file(), 'm1');
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('gives back after a restart what it wrote, in order', async () => {
    await store.write(writes({ chunks: [chunk(1, 3), chunk(1, 1, { area: 'bees' })], put: [hole] }));
    await store.write(writes({ chunks: [chunk(4, 4)], mended: [chunk(2, 2)] }));
    await reopen();
    expect(await loaded()).toEqual({
      chunks: [
        '120119101201 orchards 1-3',
        '120119101201 bees 1-1',
        '120119101201 orchards 4-4',
        '120119101201 orchards 2-2 mended',
      ],
      marks: ['hole 2 {}'],
    });
  });

  it('finds the chunks that hold given numbers, mended ones last', async () => {
    await store.write(writes({ chunks: [chunk(1, 3)], mended: [chunk(2, 2)] }));
    await store.write(writes({ chunks: [chunk(4, 9)] }));
    await store.write(writes({ chunks: [chunk(10, 12)] }));
    const found = await store.chunks('120119101201', 'orchards', 3, 5);
    expect(found.map(({ firstSeq }) => firstSeq)).toEqual([1, 4]);
    const all = await store.chunks('120119101201', 'orchards');
    expect(all.map(({ firstSeq, lastSeq }) => [firstSeq, lastSeq])).toEqual([[1, 3], [4, 9], [10, 12], [2, 2]]); // prettier-ignore
  });

  it('refuses all that is brought by one that was taken over, so that it does no harm', async () => {
    const late = store;
    await late.write(writes({ chunks: [chunk(1, 3)] }));
    store = openSqliteViewStore(file(), 'm1');
    for (const more of [chunk(4, 4), chunk(1, 3), chunk(1, 1, { area: 'bees' })])
      await expect(late.write(writes({ chunks: [more], put: [hole] }))).rejects.toThrow(Superseded);
    await late.close();
    expect(await loaded()).toEqual({ chunks: ['120119101201 orchards 1-3'], marks: [] });
    await store.write(writes({ chunks: [chunk(4, 4)] }));
  });

  it('writes nothing of a write in which a number comes again', async () => {
    await store.write(writes({ chunks: [chunk(1, 3)] }));
    await expect(
      store.write(writes({ chunks: [chunk(1, 1, { area: 'bees' }), chunk(1, 3)] })),
    ).rejects.toThrow(Superseded);
    expect((await loaded()).chunks).toEqual(['120119101201 orchards 1-3']);
  });

  it('forgets marks that are dropped', async () => {
    await store.write(writes({ put: [hole] }));
    await store.write(writes({ drop: [hole] }));
    expect((await loaded()).marks).toEqual([]);
  });

  it('keeps its group while it lives', async () => {
    const { group } = store;
    await reopen();
    expect(store.group).toBe(group);
  });

  it('begins anew, with another group, when something else is measured', async () => {
    await store.write(writes({ chunks: [chunk(1, 3)] }));
    const { group } = store;
    await reopen('m2');
    expect((await loaded()).chunks).toEqual([]);
    expect(store.group).not.toBe(group);
  });
});
