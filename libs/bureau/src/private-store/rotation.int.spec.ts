import fc from 'fast-check';
import { KEY } from '../opened-wells.fixture';
import { Kept, well } from './kept.fixture';

const NEW = Buffer.alloc(32, 9);
const OTHER = Buffer.alloc(32, 10);

/** Keeps the owners of so many wells. */
async function keepOwners({ store }: Kept, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, i) => `w-${i}`);
  const entry = (id: string) => ({
    ...{ record: well(id), person: well(id), eventId: `e-${id}`, villageseq: 1, idempotencyKey: `k-${id}` },
    values: { owner: `of ${id}` },
  });
  await store.put(ids.map(entry));
  store.confirm(ids.map((id) => `e-${id}`));
  return ids;
}

async function expectOwners({ store }: Kept, ids: readonly string[]): Promise<void> {
  for (const id of ids) expect(await store.get(well(id))).toEqual({ owner: `of ${id}` });
}

describe('another key', () => {
  let kept: Kept;
  beforeEach(() => (kept = new Kept()));
  afterEach(() => kept.end());

  it('given the former key too, when started, then everything is read, alike, and the former is needed no more', async () => {
    const ids = await keepOwners(kept, 2_500); // more than two batches
    const digest = kept.store.digest('王芳');
    const wrapped = kept.sql('SELECT wrapped FROM keys').map(({ wrapped }) => wrapped as Uint8Array);
    await kept.reopen({ key: NEW, formerKeys: [OTHER, KEY] });
    await expectOwners(kept, ids);
    await kept.reopen({ key: NEW });
    await expectOwners(kept, ids);
    expect(kept.store.digest('王芳')).toBe(digest);
    await kept.close();
    expect(kept.found(wrapped)).toEqual([]);
  });

  it('given neither key fits, then a sentence says what to do, and the file stays as it is', async () => {
    const ids = await keepOwners(kept, 3);
    const told = 'private.db was encrypted with a key that is not given';
    await expect(kept.reopen({ key: NEW })).rejects.toThrow(told);
    await expect(kept.reopen({ key: NEW, formerKeys: [OTHER] })).rejects.toThrow('JIEDUI_KEY_FORMER');
    await kept.reopen();
    await expectOwners(kept, ids);
  });

  it('wherever it is cut off, both keys read everything, either way, and the next start ends it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2_300 }),
        fc.constantFrom([NEW, KEY] as const, [KEY, NEW] as const),
        async (at, [key, former]) => {
          const kept = new Kept();
          const ids = await keepOwners(kept, 2_200);
          const last = kept.sql('SELECT person FROM keys ORDER BY person LIMIT 1 OFFSET ?', at)[0]?.[
            'person'
          ];
          kept.sql(`CREATE TRIGGER cut BEFORE UPDATE ON ${last ? 'keys' : 'bureau'}
            WHEN ${last ? `new.person = '${String(last)}'` : 'new.rewrapping = 0'}
            BEGIN SELECT RAISE(ABORT, 'the power is gone'); END`);
          await expect(kept.reopen({ key: NEW, formerKeys: [KEY] })).rejects.toThrow('the power is gone');
          kept.sql('DROP TRIGGER cut');
          if (last) await expect(kept.reopen({ key: NEW })).rejects.toThrow('not given');
          await kept.reopen({ key, formerKeys: [former] });
          await kept.reopen({ key });
          await expectOwners(kept, ids);
          await kept.end();
        },
      ),
      { numRuns: 6 },
    );
  });
});
