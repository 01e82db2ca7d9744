import { DatabaseSync } from 'node:sqlite';
import { backUpDatabase } from '@jiedui/sqlite';

/**
 * Copies a log, which may be in use. The copy has no bookmarks, for what was published up to them need not be
 * there where it is put back: everything is published again, and dropped by its number where it is known.
 */
export async function backUpSqliteLog(file: string, copy: string): Promise<void> {
  await backUpDatabase(file, copy);
  const db = new DatabaseSync(copy);
  try {
    db.exec('DELETE FROM bookmarks');
  } finally {
    db.close();
  }
}
