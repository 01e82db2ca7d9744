import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../opened-wells.fixture';
import { Kept, well } from './kept.fixture';
import { privateStoreContract } from './private-store.contract';
import { openSqlitePrivateStore } from './sqlite-private-store';

privateStoreContract('SQLite', async () => {
  const dir = temporaryFolder();
  return {
    open: async (keys, area = 'wells') =>
      openSqlitePrivateStore(path.join(dir, 'private.db'), { area, ...keys }),
    remove: async () => fs.rmSync(dir, { recursive: true }),
  };
});

describe('the private store in an SQLite file', () => {
  it('has no value in clear in its files, and needs record and event to read one', async () => {
    const kept = new Kept();
    await kept.keep(well('a'), { owner: 'MARKED 王芳' });
    await kept.keep(well('b'), { owner: 'MARKED 李伟' });
    await kept.reopen();
    expect(kept.found([Buffer.from('MARKED')])).toEqual([]);
    kept.sql(`UPDATE entries SET sealed = (SELECT sealed FROM entries WHERE event_id = 'event-2')
      WHERE event_id = 'event-1'`);
    await expect(kept.store.get(well('a'))).rejects.toThrow();
    await kept.end();
  });
});
