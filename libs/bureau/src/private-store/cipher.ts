import { createCipheriv, createDecipheriv, randomFillSync, type KeyObject } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

const pool = new Uint8Array(IV * 256);
let used = pool.length;

/** Random bytes are drawn for many at once: one by one they cost more than the encryption. */
function makeIv(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += IV;
  return pool.slice(used - IV, used);
}

/** AES-256-GCM; the result is iv, tag and ciphertext. It opens again only with the same `context`. */
export function seal(key: KeyObject, plain: Buffer, context: string): Buffer {
  const iv = makeIv();
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(context));
  const sealed = [cipher.update(plain), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]);
}

/** Throws when the key or the context is another one, or the bytes were touched. */
export function unseal(key: KeyObject, sealed: Uint8Array, context: string): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV))
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(IV, IV + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]);
}
