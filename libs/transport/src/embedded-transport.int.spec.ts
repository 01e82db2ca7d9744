import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NewerDataError } from '@jiedui/sqlite';
import { openEmbeddedTransport } from './embedded-transport';
import { transportContract } from './transport.contract';

const temporaryFolder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'transport-'));

transportContract('embedded', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'transport.db');
  return {
    open: async () => openEmbeddedTransport(file),
    killed: ['libs/transport/src/embedded-transport.killed.ts', file],
    remove: async () => fs.rmSync(folder, { recursive: true }),
  };
});

describe('the embedded transport', () => {
  it('given a file of a newer program, it is refused', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'transport.db');
    await openEmbeddedTransport(file).close();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => openEmbeddedTransport(file)).toThrow(NewerDataError);
    fs.rmSync(folder, { recursive: true });
  });

  it('given topics with names of any kind, they do not mix', async () => {
    const folder = temporaryFolder();
    const transport = openEmbeddedTransport(path.join(folder, 'transport.db'));
    const names = ['a', 'A', 'a"; DROP TABLE topics; --', '结对'];
    await transport.publish(names.map((topic) => ({ topic, key: topic, value: topic })));
    const subscription = await transport.subscribe('g', names, async () => {});
    expect(await subscription.lag()).toEqual(Object.fromEntries(names.map((name) => [name, 1])));
    await transport.close();
    fs.rmSync(folder, { recursive: true });
  });
});
