import { DatabaseSync } from 'node:sqlite';
import type { Bureau } from '@jiedui/bureau';

/** So many texts share a durable write. */
export const AT_ONCE = 64;

/** The commits of a log behind a position, each as the text that a store has to keep of it. */
export async function textsBehind({ log }: Pick<Bureau, 'log'>, position: number): Promise<string[]> {
  const texts: string[] = [];
  for (let after = position; ;) {
    const entries = await log.scan(after, 1_000);
    if (!entries.length) return texts;
    for (const { commit } of entries) {
      const { village, firstSeq, time, idempotencyKey, digest, events } = commit;
      texts.push([village, firstSeq, time, idempotencyKey, digest, ...events].join('\n'));
    }
    after = entries.at(-1)!.position;
  }
}

/** The raw limit: a store of one table, and a loop that makes texts durable in it. */
export function openBare(file: string) {
  const db = new DatabaseSync(file);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)',
  );
  const insert = db.prepare('INSERT INTO texts (text) VALUES (?)');
  return {
    /** Texts per second. */
    append(texts: readonly string[]): number {
      const start = performance.now();
      for (let i = 0; i < texts.length; i += AT_ONCE) {
        db.exec('BEGIN IMMEDIATE');
        for (const text of texts.slice(i, i + AT_ONCE)) insert.run(text);
        db.exec('COMMIT');
      }
      return texts.length / ((performance.now() - start) / 1_000);
    },
    close: () => db.close(),
  };
}
