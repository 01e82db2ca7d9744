import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '@jiedui/sqlite';
import type { KeyRing } from './key-ring';

/** So many data keys are wrapped anew at once. */
const BATCH = 1_000;

type Wrapped = { readonly person: string; readonly key_id: string; readonly wrapped: Uint8Array };

/**
 * The key for digests, which outlives the keys that wrap it; made with the file. When the present key is
 * another than last time, everything is wrapped by it anew: first the digest key with a mark that the data
 * keys follow, then those, batch by batch, then the mark is taken away. A start that was cut off in between
 * leaves the mark, and the next one goes on.
 *
 * @throws KeyMissing
 */
export function openDigestKey(db: DatabaseSync, area: string, ring: KeyRing): string {
  const context = `${area}|digest`;
  const find = () =>
    db.prepare('SELECT key_id, digest_key, rewrapping FROM bureau').get() as
      { key_id: string; digest_key: Uint8Array; rewrapping: number } | undefined;
  if (!find())
    inTransaction(db, () => {
      if (find()) return; // another process was quicker
      const made = ring.wrap(randomBytes(32), context);
      db.prepare('INSERT INTO bureau (key_id, digest_key, copies) VALUES (?, ?, 0)').run(ring.present, made);
    });
  const bureau = find()!;
  const digestKey = ring.unwrap(bureau.key_id, bureau.digest_key, context);
  if (bureau.key_id !== ring.present)
    db.prepare('UPDATE bureau SET key_id = ?, digest_key = ?, rewrapping = 1').run(
      ring.present,
      ring.wrap(digestKey, context),
    );
  if (bureau.rewrapping || bureau.key_id !== ring.present) {
    rewrap(db, area, ring);
    db.exec('UPDATE bureau SET rewrapping = 0');
  }
  return digestKey.toString('base64');
}

/** Wraps every data key by the present key that is not yet. */
function rewrap(db: DatabaseSync, area: string, ring: KeyRing): void {
  const others = db.prepare(
    'SELECT person, key_id, wrapped FROM keys WHERE person > ? AND key_id <> ? ORDER BY person LIMIT ?',
  );
  const update = db.prepare('UPDATE keys SET key_id = ?, wrapped = ? WHERE person = ?');
  for (let after = ''; ;) {
    const rows = others.all(after, ring.present, BATCH) as unknown as Wrapped[];
    if (!rows.length) return;
    inTransaction(db, () => {
      for (const { person, key_id, wrapped } of rows) {
        const context = `${area}|${person}`;
        update.run(ring.present, ring.wrap(ring.unwrap(key_id, wrapped, context), context), person);
      }
    });
    after = rows.at(-1)!.person;
  }
}
