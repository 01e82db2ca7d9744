import { DatabaseSync } from 'node:sqlite';

/** 8 MB of pages in memory; the journal moves into the file at 16 MB, which holds up the event loop a moment. */
const SIZES = 'PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 4096';

/** The file was written by a newer version of the program than this one. Nothing in it was touched. */
export class NewerDataError extends Error {
  override readonly name = 'NewerDataError';

  constructor(
    readonly file: string,
    found: number,
    known: number,
  ) {
    super(`${file} has data version ${found}; this program knows up to ${known}. Use a newer program.`);
  }
}

/**
 * Opens a store of this program, or makes it. `schema` is a list of steps that only ever grows: a file that
 * has taken fewer of them takes the rest, one that has taken more is refused.
 *
 * @throws NewerDataError
 */
export function openDatabase(file: string, schema: readonly string[]): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 10_000 });
  try {
    const version = versionOf(db);
    if (version > schema.length) throw new NewerDataError(file, version, schema.length);
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${SIZES}`);
    if (version < schema.length)
      inTransaction(db, () => {
        const version = versionOf(db); // another process may have been quicker
        for (const step of schema.slice(version)) db.exec(step);
        db.exec(`PRAGMA user_version = ${schema.length}`);
      });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const versionOf = (db: DatabaseSync): number =>
  Number((db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version);

/**
 * Does `work` as one write transaction, undone when it throws. On disk when it returns, unless the store was made
 * quick.
 */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/**
 * From now on a commit of the store does not wait for the disk: it survives the end of the process, and a power cut
 * may take it back (never what was durable before). For what can be had again.
 */
export const makeQuick = (db: DatabaseSync): void => db.exec('PRAGMA synchronous = NORMAL');
