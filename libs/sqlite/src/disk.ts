import { closeSync, fdatasync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { makeQuick } from './database';

/**
 * Makes the commits of a store durable without holding up the event loop. From its making on a commit of the
 * store is in the journal when it returns, and survives the end of the process; it survives a power cut when
 * {@link flush} has resolved. One flush serves all who wait.
 *
 * What nobody may see before it is durable is read, then handed out behind {@link settled}.
 */
export class Disk {
  private readonly journal: number;
  private flushing: Promise<void> | undefined;
  private waiting: Promise<void> | undefined;

  constructor(db: DatabaseSync) {
    makeQuick(db);
    this.journal = openSync(`${db.location()}-wal`, 'r+');
  }

  /** Resolves when everything that was committed before is on disk. */
  flush(): Promise<void> {
    return (this.waiting ??= (this.flushing ?? Promise.resolve()).then(() => this.begin()));
  }

  /** Resolves when everything that somebody flushes is on disk. */
  async settled(): Promise<void> {
    await (this.waiting ?? this.flushing);
  }

  private begin(): Promise<void> {
    this.flushing = this.waiting;
    this.waiting = undefined;
    return new Promise((resolve, reject) => {
      fdatasync(this.journal, (error) => {
        // A journal that could not be flushed is never trusted again: the system may have dropped what it held.
        if (error) return reject(error);
        if (!this.waiting) this.flushing = undefined;
        resolve();
      });
    });
  }

  async close(): Promise<void> {
    try {
      await this.settled();
    } finally {
      closeSync(this.journal);
    }
  }
}
