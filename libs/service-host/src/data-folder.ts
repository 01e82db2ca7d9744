import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartRefused } from './start-refused';
import { writeDurably } from './write-durably';

/** Goes up when an older program could no longer read the folder. */
export const DATA_FORMAT = 1;

export interface DataFolder {
  readonly path: string;
  /** Nothing was ever written to it. */
  readonly isNew: boolean;
  close(): void;
}

const LOCK = 'lock';
const FORMAT = 'format.json';
/** What a first start that was cut off may leave behind. */
const MADE_FIRST = /^(lock|key|format\.json)/;

/**
 * Opens the folder that holds everything durable, for this process alone; makes it (mode 0700) when there is
 * none. `StartRefused` when it cannot be made or written, is in use, or comes from a newer version.
 */
export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  const elsewhere = 'choose another folder with JIEDUI_DATA';
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartRefused([`The data folder ${path} cannot be made (${codeOf(error)}): ${elsewhere}.`]);
  }
  const lock = takeLock(path, elsewhere);
  try {
    const isNew = !existsSync(join(path, FORMAT));
    if (!isNew) checkFormat(path, elsewhere);
    else if (readdirSync(path).some((name) => !MADE_FIRST.test(name)))
      throw new StartRefused([`${path} holds other things than the data of this program: ${elsewhere}.`]);
    return { path, isNew, close: () => lock.close() };
  } catch (error) {
    lock.close();
    throw error;
  }
}

/** Says that the folder is in use from now on: the last step of making it, so a crash before it makes it anew. */
export function markDataFolder({ path, isNew }: DataFolder): void {
  if (isNew) writeDurably(join(path, FORMAT), `${JSON.stringify({ format: DATA_FORMAT })}\n`);
}

/** SQLite's exclusive lock is the operating system's: it is gone with the process, however that ends. */
function takeLock(path: string, elsewhere: string): DatabaseSync {
  const file = join(path, LOCK);
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file);
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    chmodSync(file, 0o600);
    return lock;
  } catch (error) {
    lock?.close();
    const busy = (error as { errcode?: number }).errcode === 5; // SQLITE_BUSY
    throw new StartRefused([
      busy
        ? `The data folder ${path} is in use by another process: stop that one, or ${elsewhere}.`
        : `The data folder ${path} cannot be written: ${elsewhere}.`,
    ]);
  }
}

function checkFormat(path: string, elsewhere: string): void {
  let format: unknown;
  try {
    format = (JSON.parse(readFileSync(join(path, FORMAT), 'utf8')) as { format?: unknown }).format;
  } catch {
    format = undefined;
  }
  if (!Number.isInteger(format))
    throw new StartRefused([`${join(path, FORMAT)} is damaged: restore it from a backup, or ${elsewhere}.`]);
  if ((format as number) > DATA_FORMAT)
    throw new StartRefused([
      `The data folder ${path} was written by a newer version (format ${String(format)}, this one knows ${DATA_FORMAT}): start that version, or ${elsewhere}.`,
    ]);
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown reason';
