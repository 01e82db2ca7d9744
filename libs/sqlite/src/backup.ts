import { backup, DatabaseSync } from 'node:sqlite';

/** Copies a store, which may be in use, as it is at one instant; the copy is on disk when this resolves. */
export async function backUpDatabase(file: string, copy: string): Promise<void> {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    await backup(db, copy);
  } finally {
    db.close();
  }
}
