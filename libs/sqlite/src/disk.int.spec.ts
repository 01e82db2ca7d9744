import type * as Files from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction, openDatabase } from './database';
import { Disk } from './disk';

jest.mock('node:fs', () => ({ ...jest.requireActual<object>('node:fs') }));
const files = jest.requireMock<typeof Files>('node:fs');

type Flushed = (error: NodeJS.ErrnoException | null) => void;

describe('given a store that is flushed apart', () => {
  let folder: string;
  let db: DatabaseSync;
  let disk: Disk;
  /** Flushes that the system was asked for and has not done. */
  let asked: Flushed[];

  const write = () => inTransaction(db, () => db.exec('INSERT INTO facts VALUES (1)'));
  const isDone = async (promise: Promise<unknown>) => {
    const pending = {};
    await new Promise(setImmediate);
    return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jiedui-disk-'));
    db = openDatabase(join(folder, 'facts.db'), ['CREATE TABLE facts (fact INTEGER) STRICT']);
    disk = new Disk(db);
    asked = [];
    jest.spyOn(files, 'fdatasync').mockImplementation((_, done) => void asked.push(done));
  });

  afterEach(() => {
    jest.restoreAllMocks();
    db.close();
    rmSync(folder, { recursive: true });
  });

  it('when a commit is flushed, then it is durable and handed out only after the disk has it', async () => {
    write();
    const flushed = disk.flush();
    const settled = disk.settled();
    expect(await isDone(flushed)).toBe(false);
    expect(await isDone(settled)).toBe(false);
    asked.shift()!(null);
    await flushed;
    await settled;
  });

  it('when several commit while the disk works, then one more flush serves all of them', async () => {
    write();
    const first = disk.flush();
    expect(await isDone(first)).toBe(false);
    write();
    const [second, third] = [disk.flush(), disk.flush()];
    asked.shift()!(null);
    await first;
    expect(await isDone(second)).toBe(false);
    expect(asked).toHaveLength(1);
    asked.shift()!(null);
    await Promise.all([second, third, disk.settled()]);
    expect(asked).toEqual([]);
  });

  it('when nothing waits for the disk, then what is read is handed out at once', async () => {
    await disk.settled();
    expect(asked).toEqual([]);
  });

  it('when the disk fails once, then nothing is said to be durable any more', async () => {
    write();
    const first = disk.flush();
    expect(await isDone(first)).toBe(false);
    asked.shift()!(Object.assign(new Error('EIO'), { code: 'EIO' }));
    await expect(first).rejects.toThrow('EIO');
    await expect(disk.settled()).rejects.toThrow('EIO');
    await expect(disk.flush()).rejects.toThrow('EIO');
    await expect(disk.close()).rejects.toThrow('EIO');
  });
});
