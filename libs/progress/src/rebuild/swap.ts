import { closeSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Puts the rebuilt views in the place of the live ones. Nobody may have either open. With `goOn` the transport
 * goes on behind what the live views had seen, which the rebuilt ones must hold; without it the transport
 * delivers everything again, and what is there already is dropped.
 */
export function swapViews(live: string, rebuilt: string, goOn: boolean): void {
  if (existsSync(live)) {
    if (goOn) takeOver(live, rebuilt);
    emptyWal(live);
  }
  emptyWal(rebuilt);
  renameSync(rebuilt, live);
  const folder = openSync(dirname(live), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** The group of the live views, and which messages they have refused. */
function takeOver(live: string, rebuilt: string): void {
  const db = new DatabaseSync(rebuilt);
  db.exec('PRAGMA synchronous = FULL');
  db.prepare('ATTACH ? AS live').run(live);
  db.exec(`
    BEGIN;
    UPDATE meta SET value = (SELECT value FROM live.meta WHERE name = 'group') WHERE name = 'group';
    INSERT OR IGNORE INTO mark SELECT * FROM live.mark WHERE kind = 'dead-letter';
    COMMIT`);
  db.close();
}

/** The write-ahead log of one file must never meet the other file: after this there is none. */
function emptyWal(file: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = DELETE');
  db.close();
  if (existsSync(`${file}-wal`)) throw new Error(`${file} is open elsewhere`);
}
