import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseKey, type HostConfig } from './config';
import type { DataFolder } from './data-folder';
import { StartRefused } from './start-refused';
import { writeDurably } from './write-durably';

/**
 * The key of the bureaus' own stores of personal fields: from the configuration, or from its file, which is
 * made (mode 0600) with the data folder. A lost key is never replaced by a new one: it would hide the loss.
 */
export function personalKey(config: HostConfig, folder: DataFolder): Buffer {
  if (config.key) return config.key;
  const file = config.keyFile ?? join(folder.path, 'key');
  if (!existsSync(file)) {
    if (!folder.isNew)
      throw new StartRefused([
        `The key file ${file} is missing, and personal data cannot be read without it: put it back, or set JIEDUI_KEY.`,
      ]);
    const key = randomBytes(32);
    writeDurably(file, `${key.toString('base64')}\n`);
    return key;
  }
  if (statSync(file).mode & 0o077)
    throw new StartRefused([`The key file ${file} can be read by others: take that away with chmod 600.`]);
  const key = parseKey(readFileSync(file, 'utf8').trim());
  if (!key) throw new StartRefused([`The key file ${file} does not hold 32 bytes in hex or base64.`]);
  return key;
}
