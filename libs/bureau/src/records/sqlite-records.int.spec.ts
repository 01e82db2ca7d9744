import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { accepted, command, openWells, temporaryFolder } from '../opened-wells.fixture';
import { recordStoreContract } from './record-store.contract';
import { openSqliteRecords } from './sqlite-records';

recordStoreContract('SQLite', async () => {
  const dir = temporaryFolder();
  return {
    open: async () => openSqliteRecords(path.join(dir, 'records.db')),
    remove: async () => fs.rmSync(dir, { recursive: true }),
  };
});

it('given records that an older program wrote, then they are thrown away and folded again', async () => {
  const dir = temporaryFolder();
  let wells = await openWells(dir);
  for (let i = 0; i < 5; i++) accepted(await wells.pipeline.submit(command('DigWell', { depth: 'deep' })));
  const live = await wells.records.fingerprint();
  await wells.close();
  const db = new DatabaseSync(path.join(dir, 'wells', 'records.db'));
  db.exec("DROP TABLE due; UPDATE records SET classification = NULL, timeline = ''; PRAGMA user_version = 1");
  db.close();
  wells = await openWells(dir);
  expect(await wells.records.fingerprint()).toBe(live);
  await wells.close();
  fs.rmSync(dir, { recursive: true });
});
