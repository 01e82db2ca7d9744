import { closeSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { metaIn, reading } from '../store/sqlite-reading';
import { openSqliteViewStore, removeDatabase } from '../store/sqlite-view-store';
import type { RebuildPlace } from './place';

/** Rebuilds the views in `file` in another file beside it; what stood there is removed first. */
export function sqlitePlace(file: string, measures: string): RebuildPlace {
  const beside = `${file}.rebuilt`;
  removeDatabase(beside);
  const rebuilt = openSqliteViewStore(beside, measures);
  const db = existsSync(file) ? new DatabaseSync(file, { readOnly: true }) : undefined;
  const live = db && metaIn(db, 'measures') === measures ? reading(db) : undefined;
  let isOpen = true;
  const end = async () => {
    if (!isOpen) return;
    isOpen = false;
    await rebuilt.close();
    db?.close();
  };
  return {
    live,
    rebuilt,
    async swap(goOn) {
      const group = goOn && db ? metaIn(db, 'group') : undefined;
      await end();
      if (group !== undefined) setGroup(beside, group);
      if (existsSync(file)) emptyWal(file);
      emptyWal(beside);
      renameSync(beside, file);
      const folder = openSync(dirname(file), 'r');
      fsyncSync(folder);
      closeSync(folder);
    },
    async close() {
      await end();
      removeDatabase(beside); // where it was swapped, there is none
    },
  };
}

function setGroup(file: string, group: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA synchronous = FULL');
  db.prepare(`UPDATE meta SET value = ? WHERE name = 'group'`).run(group);
  db.close();
}

/** The write-ahead log of one file must never meet the other file: after this there is none. */
function emptyWal(file: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = DELETE');
  db.close();
  if (existsSync(`${file}-wal`)) throw new Error(`${file} is open elsewhere`);
}
