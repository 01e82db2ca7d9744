import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NewerDataError } from '@jiedui/sqlite';
import { openSqliteViewStore } from './sqlite-view-store';
import { viewStoreContract } from './view-store.contract';
import { readAll } from './view-store.fixture';

const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'views-'));

viewStoreContract('SQLite', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'views.db');
  return {
    open: async (measures = 'm1') => openSqliteViewStore(file, measures),
    writer: ['libs/progress/src/store/sqlite-view-store.killed.ts', file],
    remove: async () => rmSync(folder, { recursive: true }),
  };
});

describe('the views in a SQLite file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder, 'views.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('given a file of a newer program, it is refused', async () => {
    await openSqliteViewStore(file, 'm1').close();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => openSqliteViewStore(file, 'm1')).toThrow(NewerDataError);
  });

  it.each([true, false])(
    'given a file from before marks were entries (with one: %s), it goes on',
    async (marked) => {
      const db = new DatabaseSync(file);
      db.exec(`
      PRAGMA journal_mode = WAL;
      CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
      INSERT INTO meta VALUES ('measures', 'm1'), ('group', 'progress-1'), ('writer', 'w');
      CREATE TABLE chunk (
        village TEXT NOT NULL, area TEXT NOT NULL, mended INTEGER NOT NULL,
        first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, payload BLOB NOT NULL, lines BLOB NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX by_number ON chunk (village, area, mended, first_seq);
      INSERT INTO chunk VALUES ('v', 'orchards', 0, 1, 3, x'00', x'00'), ('v', 'orchards', 1, 2, 2, x'00', x'00');
      CREATE TABLE mark (
        kind TEXT, area TEXT, village TEXT, villageseq INTEGER, id TEXT, body TEXT NOT NULL,
        PRIMARY KEY (kind, area, village, villageseq, id)
      ) STRICT, WITHOUT ROWID;
      ${marked ? `INSERT INTO mark VALUES ('hole', 'orchards', 'v', 3, '', '{"reason":"坏"}');` : ''}
      PRAGMA user_version = 1`);
      db.close();
      const store = openSqliteViewStore(file, 'm1');
      expect(store.group).toBe('progress-1');
      const marks = marked ? ['0/3 hole 3 {"reason":"坏"}'] : [];
      expect(await readAll(store)).toEqual(['0/1 orchards 1-3', '0/2 orchards 2-2 mended', ...marks]);
      await store.close();
    },
  );
});
