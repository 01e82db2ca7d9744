import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { Kept, well } from './kept.fixture';

const BY = { events: [], closed: true, actor: 'u-1', at: '2018-06-15T01:00:00.000Z' };

describe('the erasure of a person', () => {
  let kept: Kept;
  beforeEach(() => (kept = new Kept()));
  afterEach(() => kept.end());

  it('given whatever values, then no byte of a ciphertext or a wrapped key of an erased person is left in a file', async () => {
    const size = fc.oneof(fc.constant(10), fc.integer({ min: 1, max: 12_000 })); // some beyond a page
    const people = fc.array(
      fc.record({ values: fc.array(size, { minLength: 1, maxLength: 8 }), erased: fc.boolean() }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(people, async (people) => {
        const kept = new Kept();
        for (let round = 0; round < 8; round++)
          for (const [i, { values }] of people.entries())
            for (const length of values.slice(round, round + 1))
              await kept.keep(well(String(i)), { remark: 'x'.repeat(length) });
        await kept.reopen();
        const before = kept.secrets();
        expect(kept.found(before.map((bytes) => bytes.subarray(0, 16)))).toHaveLength(before.length);
        for (const [i, { erased }] of people.entries())
          if (erased) await kept.store.erase(well(String(i)), BY);
        const left = new Set(kept.secrets().map((bytes) => Buffer.from(bytes).toString('hex')));
        const gone = before.filter((bytes) => !left.has(Buffer.from(bytes).toString('hex')));
        const counts = people.filter(({ erased }) => erased).map(({ values }) => values.length + 1);
        expect(gone).toHaveLength(counts.reduce((sum, n) => sum + n, 0));
        expect(kept.found(gone.flatMap(pieces))).toHaveLength(0);
        for (const [i, { erased }] of people.entries())
          expect((await kept.store.get(well(String(i)))) === undefined).toBe(erased);
        await kept.end();
      }),
      { numRuns: 10 },
    );
  });

  it('given an older private store that is put back, then they are erased again when it is opened', async () => {
    await kept.keep(well('a'), { owner: '王芳' });
    await kept.keep(well('b'), { owner: '李伟' });
    const backup = await kept.backUp();
    const secrets = kept.secrets();
    await kept.store.erase(well('a'), BY);
    await backup.restore();
    expect(await kept.store.get(well('a'))).toBeUndefined();
    expect(kept.store.erasedAt(well('a'))).toBe(BY.at);
    expect(await kept.store.get(well('b'))).toEqual({ owner: '李伟' });
    expect(kept.found(secrets)).toHaveLength(secrets.length - 2);
  });

  it('given one that is put back over a record that has new values since, then only the old ones are erased again', async () => {
    await kept.keep(well('a'), { owner: '王芳' });
    await kept.store.erase(well('a'), { ...BY, closed: false });
    await kept.keep(well('a'), { owner: '李伟' });
    const backup = await kept.backUp();
    await kept.keep(well('a'), { remark: '井台破损' });
    await backup.restore();
    expect(await kept.store.get(well('a'))).toEqual({ owner: '李伟' });
  });

  it('given the power is gone between the register and the store, then the next start ends it', async () => {
    await kept.keep(well('a'), { owner: '王芳' });
    await kept.reopen();
    const secrets = kept.secrets();
    kept.sql("CREATE TRIGGER cut BEFORE DELETE ON keys BEGIN SELECT RAISE(ABORT, 'the power is gone'); END");
    await expect(kept.store.erase(well('a'), BY)).rejects.toThrow('the power is gone');
    expect(kept.store.erasedAt(well('a'))).toBe(BY.at);
    kept.sql('DROP TRIGGER cut');
    await kept.reopen();
    expect(await kept.store.get(well('a'))).toBeUndefined();
    expect(kept.found(secrets)).toEqual([]);
  });

  it('given the power is gone before the file was written anew, then the next start does it, once', async () => {
    await kept.keep(well('a'), { owner: '王芳' });
    const copies = () => kept.sql('SELECT copies FROM bureau').map((row) => row['copies']);
    kept.sql(
      `CREATE TRIGGER cut BEFORE UPDATE ON bureau WHEN new.copies = 0 BEGIN SELECT RAISE(ABORT, 'the power is gone'); END`,
    );
    await expect(kept.store.erase(well('a'), BY)).rejects.toThrow('the power is gone');
    expect(copies()).toEqual([1]);
    kept.sql('DROP TRIGGER cut');
    await kept.reopen();
    expect(copies()).toEqual([0]);
  });

  it('then the register tells who, when and which events, and no value', async () => {
    await kept.keep(well('a'), { owner: '王芳' });
    await kept.store.erase(well('a'), BY);
    await kept.close();
    const register = fs.readFileSync(path.join(kept.dir, 'erasures.db'));
    for (const part of ['well', 'event-1', 'u-1', BY.at]) expect(register.includes(part)).toBe(true);
    expect(register.includes('王芳')).toBe(false);
  });
});

/** What is left of a long text could be a part of it: a few bytes here and there. */
const pieces = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / 500) }, (_, i) =>
    bytes.subarray(i * 500, i * 500 + 16),
  ).filter(({ length }) => length === 16);
