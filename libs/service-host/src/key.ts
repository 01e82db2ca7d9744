import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseKeys, type HostConfig } from './config';
import type { DataFolder } from './data-folder';
import { StartRefused } from './start-refused';
import { writeDurably } from './write-durably';

/** The keys of the bureaus' own stores of personal fields. */
export interface PersonalKeys {
  readonly key: Buffer;
  /** Those that `key` has taken the place of: what they encrypt is encrypted anew. */
  readonly formerKeys: readonly Buffer[];
}

/**
 * From the configuration, or from their files; without a data folder undefined when none is given. `StartRefused`
 * when a file does not hold what it should.
 */
export function personalKeys(config: HostConfig, folder: DataFolder | undefined): PersonalKeys | undefined {
  const file = config.keyFile ?? (folder && join(folder.path, 'key'));
  if (!config.key && file === undefined) return undefined;
  return {
    key: config.key ?? presentKey(file!, folder?.isNew ?? false),
    formerKeys: [...config.formerKeys, ...(config.formerKeyFile ? readKeys(config.formerKeyFile) : [])],
  };
}

/**
 * The key in a file, which is made (mode 0600) with the data folder. A lost key is never replaced by a new
 * one: it would hide the loss.
 */
function presentKey(file: string, isNew: boolean): Buffer {
  if (!existsSync(file) && isNew) {
    const key = randomBytes(32);
    told(file, 'made', () => writeDurably(file, `${key.toString('base64')}\n`));
    return key;
  }
  const keys = readKeys(file);
  if (keys.length > 1)
    throw refused(
      file,
      `holds ${keys.length} keys: leave the present one, and name the others in JIEDUI_KEY_FORMER_FILE.`,
    );
  return keys[0]!;
}

/** The keys in a file, one a line; at least one. */
function readKeys(file: string): Buffer[] {
  const text = told(file, 'read', () => readFileSync(file, 'utf8'));
  if (statSync(file).mode & 0o037)
    // its group may read it: so a cluster hands out secrets
    throw refused(file, 'can be read by others: take that away with chmod 600.');
  const keys = parseKeys(text.split('\n').filter((line) => line.trim()));
  if (!keys?.length) throw refused(file, 'does not hold 32 bytes in hex or base64.');
  return keys;
}

function told<T>(file: string, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ENOENT' && what === 'read'
      ? refused(file, 'is missing, and personal data cannot be read without it: put it back.')
      : refused(file, `cannot be ${what} (${code}).`);
  }
}

const refused = (file: string, why: string) => new StartRefused([`The key file ${file} ${why}`]);
