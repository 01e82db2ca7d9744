import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { seal, unseal } from './cipher';

/** No key that the service was started with opens what a file holds. Nothing in the file was touched. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';

  constructor(file: string) {
    super(
      `${file} was encrypted with a key that is not given: start with the key that it was made with. ` +
        'To pass to another, set JIEDUI_KEY (or its file) to the new key and JIEDUI_KEY_FORMER (or its file) to the former one.',
    );
  }
}

/** The keys that data keys are wrapped by: the present one, and those that it takes the place of. */
export interface KeyRing {
  /** Names the present key without telling it. */
  readonly present: string;
  wrap(dataKey: Buffer, context: string): Buffer;
  /** @throws KeyMissing */
  unwrap(keyId: string, wrapped: Uint8Array, context: string): Buffer;
}

/** The keys of `file`, 32 bytes each. */
export function keyRing(file: string, key: Buffer, formerKeys: readonly Buffer[]): KeyRing {
  const keys = new Map<string, KeyObject>();
  for (const one of [key, ...formerKeys]) {
    if (one.length !== 32) throw new Error('the key of a private store has 32 bytes');
    const secret = createSecretKey(one);
    keys.set(idOf(secret), secret);
  }
  const [present] = keys.keys();
  return {
    present: present!,
    wrap: (dataKey, context) => seal(keys.get(present!)!, dataKey, context),
    unwrap(keyId, wrapped, context) {
      const secret = keys.get(keyId);
      if (!secret) throw new KeyMissing(file);
      return unseal(secret, wrapped, context);
    },
  };
}

const idOf = (key: KeyObject): string =>
  createHmac('sha256', key).update('key id').digest('base64url').slice(0, 16);
