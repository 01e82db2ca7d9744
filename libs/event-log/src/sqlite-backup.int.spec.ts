import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commit, OTHER, seqs, upTo, VILLAGE } from './event-log.fixture';
import { backUpSqliteLog } from './sqlite-backup';
import { openSqliteLog } from './sqlite-log';

describe('a copy of a log that is in use', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'log-backup-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds all that was acknowledged before, is told from its beginning, and can be written', async () => {
    const [file, copy] = [join(folder, 'log.db'), join(folder, 'copy.db')];
    const log = openSqliteLog(file, { area: 'housing' });
    for (const seq of upTo(300)) await log.append([commit(VILLAGE, seq)]);
    await log.saveBookmark('relay', 300);

    const copying = backUpSqliteLog(file, copy);
    for (const seq of upTo(50)) await log.append([commit(OTHER, seq)]);
    await copying;
    await log.close();

    const copied = openSqliteLog(copy, { area: 'housing' });
    expect(seqs(await copied.read(VILLAGE, 1, 1_000))).toEqual(upTo(300));
    expect(await copied.bookmark('relay')).toBe(0);
    const head = await copied.head(OTHER);
    expect(seqs(await copied.read(OTHER, 1, 1_000))).toEqual(upTo(head));
    expect(await copied.append([commit(OTHER, head + 1)])).toMatchObject([{ status: 'appended' }]);
    await copied.close();
  });
});
