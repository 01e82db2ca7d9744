import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const SIZE = '96m';
const BLOCK = Buffer.alloc(2 ** 16);

/** Where the embedded bureau writes: small, so that it can be filled up. */
export interface Disk {
  readonly folder: string;
  /** False: nothing of this size could be mounted, and nobody can fill it. */
  readonly isSmall: boolean;
  fill(): void;
  free(): void;
  remove(): void;
}

/** A file system in memory when this account may mount one (root), else a folder that is never full. */
export function makeDisk(parent: string): Disk {
  const folder = join(parent, 'disk');
  mkdirSync(folder);
  const isSmall = mounts(folder);
  const filler = join(folder, 'filler');
  return {
    ...{ folder, isSmall },
    fill() {
      const file = openSync(filler, 'w');
      try {
        for (let size = BLOCK.length; size > 0;)
          try {
            writeSync(file, BLOCK, 0, size);
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
            size = size >> 1; // up to the last byte
          }
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      if (isSmall) execFileSync('umount', ['--lazy', folder]);
    },
  };
}

function mounts(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0700`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
