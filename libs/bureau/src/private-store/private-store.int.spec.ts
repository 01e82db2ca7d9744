import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KEY, temporaryFolder, VILLAGE } from '../opened-wells.fixture';
import type { PrivateStore } from './private-store';
import { openSqlitePrivateStore } from './sqlite-private-store';

const record = (id: string) => ({ kind: 'well', village: VILLAGE, id });
const entry = (id: string, eventId: string, values: Record<string, string>) => ({
  record: record(id),
  eventId,
  idempotencyKey: `key of ${eventId}`,
  values,
});

describe('the private store', () => {
  let dir: string;
  let file: string;
  let store: PrivateStore;
  const open = (key = KEY, area = 'wells') => openSqlitePrivateStore(file, { area, key });
  beforeEach(() => {
    dir = temporaryFolder();
    file = path.join(dir, 'private.db');
    store = open();
  });
  afterEach(async () => {
    await store.close();
    fs.rmSync(dir, { recursive: true });
  });
  const edit = (sql: string, ...values: (string | Uint8Array)[]) => {
    const db = new DatabaseSync(file);
    db.prepare(sql).run(...values);
    db.close();
  };

  it('shows the latest value of each field, once its event is in the log', async () => {
    await store.put([
      entry('a', 'e1', { owner: '王芳', phone: '1' }),
      entry('b', 'e2', { owner: 'another' }),
    ]);
    expect(await store.get(record('a'))).toBeUndefined();
    store.confirm(['e1']);
    await store.put([entry('a', 'e3', { phone: '2' })]);
    expect(await store.get(record('a'))).toEqual({ owner: '王芳', phone: '1' });
    store.confirm(['e3']);
    expect(await store.get(record('a'))).toEqual({ owner: '王芳', phone: '2' });
    await store.close();
    store = open();
    expect(await store.get(record('a'))).toEqual({ owner: '王芳', phone: '2' });
    expect(await store.get(record('c'))).toBeUndefined();
  });

  it('keeps nothing of an event that is not appended', async () => {
    await store.put([entry('a', 'e1', { owner: 'x' })]);
    await store.discard(['e1']);
    store.confirm(['e1']);
    expect(await store.get(record('a'))).toBeUndefined();
    // The data key went with it; the record gets another.
    await store.put([entry('a', 'e2', { owner: 'y' })]);
    store.confirm(['e2']);
    await store.close();
    store = open();
    expect(await store.get(record('a'))).toEqual({ owner: 'y' });
  });

  it('sweeps what a dead command left, and takes over what is in the log', async () => {
    await store.put([entry('a', 'e1', { owner: 'x' }), entry('b', 'e2', { owner: 'y' })]);
    await store.close();
    store = open();
    const asked: string[] = [];
    const swept = await store.sweep(async ({ eventId, idempotencyKey, record: { id } }) => {
      asked.push(`${id} ${idempotencyKey}`);
      return eventId === 'e1';
    });
    expect(swept).toBe(1);
    expect(asked).toEqual(['a key of e1', 'b key of e2']);
    expect([await store.get(record('a')), await store.get(record('b'))]).toEqual([{ owner: 'x' }, undefined]);
    await store.close();
    store = open();
    expect(await store.sweep(async () => false)).toBe(0);
    expect(await store.get(record('a'))).toEqual({ owner: 'x' });
  });

  it('has no value in clear in its files, and needs its key, area, record and event to read one', async () => {
    await store.put([entry('a', 'e1', { owner: 'MARKED 王芳' }), entry('b', 'e2', { owner: 'MARKED 李伟' })]);
    store.confirm(['e1', 'e2']);
    await store.close();
    for (const name of fs.readdirSync(dir))
      expect(fs.readFileSync(path.join(dir, name)).includes('MARKED')).toBe(false);
    expect(() => open(Buffer.alloc(32, 8))).toThrow('another key');
    expect(() => open(KEY, 'housing')).toThrow();
    store = open();
    const stolen = new DatabaseSync(file);
    const { sealed } = stolen.prepare("SELECT sealed FROM entries WHERE event_id = 'e2'").get() as {
      sealed: Uint8Array;
    };
    stolen.close();
    edit("UPDATE entries SET sealed = ? WHERE event_id = 'e1'", sealed);
    await expect(store.get(record('a'))).rejects.toThrow();
  });

  it('digests alike after a restart, and unlike any other bureau', async () => {
    const digest = store.digest('王芳');
    await store.close();
    store = open();
    expect(store.digest('王芳')).toBe(digest);
    expect(store.digest('王芬')).not.toBe(digest);
    const other = openSqlitePrivateStore(path.join(dir, 'other.db'), { area: 'wells', key: KEY });
    expect(other.digest('王芳')).not.toBe(digest);
    await other.close();
  });

  it('refuses a key of another length', () => {
    expect(() => open(Buffer.alloc(16))).toThrow('32 bytes');
  });
});
