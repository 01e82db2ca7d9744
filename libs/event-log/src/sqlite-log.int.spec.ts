import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NewerDataError } from '@jiedui/sqlite';
import type { Commit } from './event-log';
import { eventLogContract } from './event-log.contract';
import { openSqliteLog } from './sqlite-log';

const temporaryFolder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'event-log-'));

eventLogContract('SQLite', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'log.db');
  return {
    open: async () => openSqliteLog(file, { area: 'housing' }),
    writer: ['libs/event-log/src/sqlite-log.killed.ts', file],
    remove: async () => fs.rmSync(folder, { recursive: true }),
  };
});

describe('the log in a SQLite file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = path.join(folder, 'log.db');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('given a file of a newer program, it is refused and left alone', async () => {
    await openSqliteLog(file, { area: 'housing' }).close();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    const before = fs.readFileSync(file);
    expect(() => openSqliteLog(file, { area: 'housing' })).toThrow(NewerDataError);
    expect(fs.readFileSync(file).equals(before)).toBe(true);
  });

  it('given the file of another area, it is refused', async () => {
    await openSqliteLog(file, { area: 'housing' }).close();
    expect(() => openSqliteLog(file, { area: 'industry' })).toThrow(/log of housing, not of industry/);
  });

  it('given more commits than stay in memory, every one is found, by several handles and after a restart', async () => {
    const villages = Array.from({ length: 30 }, (_, i) => String(120119000000 + i));
    const perVillage = 900;
    const [a, b] = [openSqliteLog(file, { area: 'housing' }), openSqliteLog(file, { area: 'housing' })];
    const onlyReads = openSqliteLog(file, { area: 'housing' });
    await onlyReads.head(villages[0]!);
    for (let seq = 1; seq <= perVillage; seq++) {
      const commits = villages.map((village): Commit => ({
        village,
        firstSeq: seq,
        events: [`{"villageseq":${seq}}`],
        time: '2018-03-05T02:11:09.123Z',
        idempotencyKey: `${village}/${seq}`,
        digest: '',
      }));
      const results = await (seq % 5 ? a : b).append(commits);
      if (results.some(({ status }) => status !== 'appended'))
        throw new Error(`${seq}: ${JSON.stringify(results)}`);
    }
    const restarted = openSqliteLog(file, { area: 'housing' });
    for (const log of [a, b, onlyReads, restarted]) {
      for (const village of villages) {
        expect(await log.head(village)).toBe(perVillage);
        const events = await log.read(village, 1, perVillage + 1);
        expect(events.map((event) => JSON.parse(event).villageseq)).toEqual(
          Array.from({ length: perVillage }, (_, i) => i + 1),
        );
        for (let seq = 1; seq <= perVillage; seq += 89)
          expect((await log.findByKey(`${village}/${seq}`))?.firstSeq).toBe(seq);
      }
      await log.close();
    }
    const db = new DatabaseSync(file);
    expect(db.prepare('SELECT indexed > 8000 AS enough FROM log').get()).toEqual({ enough: 1 });
    db.close();
  });
});
