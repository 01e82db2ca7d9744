import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { RecordKey } from '../domain/touched';
import { KEY, temporaryFolder, VILLAGE } from '../opened-wells.fixture';
import type { PrivateEntry, PrivateStore } from './private-store';
import { openSqlitePrivateStore, type SqlitePrivateStoreOptions } from './sqlite-private-store';

export const well = (id: string): RecordKey => ({ kind: 'well', village: VILLAGE, id });

/** A private store in a folder of its own, whose files a spec looks into. */
export class Kept {
  readonly dir = temporaryFolder();
  readonly file = path.join(this.dir, 'private.db');
  store: PrivateStore = openSqlitePrivateStore(this.file, { area: 'wells', key: KEY });
  private events = 0;

  /** Closes the store and opens it again, as a start of the service does. */
  async reopen(options: Partial<SqlitePrivateStoreOptions> = {}): Promise<void> {
    await this.close();
    this.store = openSqlitePrivateStore(this.file, { area: 'wells', key: KEY, ...options });
  }

  async close(): Promise<void> {
    await this.store.close().catch(() => {}); // closed before, or never opened
  }

  async end(): Promise<void> {
    await this.close();
    fs.rmSync(this.dir, { recursive: true });
  }

  /** Keeps values of the record, for its own person or another, as an event that is in the log; the event. */
  async keep(
    record: RecordKey,
    values: PrivateEntry['values'],
    more: Partial<PrivateEntry> = {},
  ): Promise<string> {
    const [villageseq, eventId] = [++this.events, `event-${this.events}`];
    const entry = { record, person: record, eventId, villageseq, idempotencyKey: `key-${eventId}`, values };
    await this.store.put([{ ...entry, ...more }]);
    this.store.confirm([eventId]);
    return eventId;
  }

  /** Looks into the file, or changes it, past the store. */
  sql(statement: string, ...values: SQLInputValue[]): readonly Record<string, unknown>[] {
    const db = new DatabaseSync(this.file);
    try {
      return db.prepare(statement).all(...values);
    } finally {
      db.close();
    }
  }

  /** Those of these bytes that stand in a file of the folder, in whatever part of it. */
  found(secrets: readonly Uint8Array[]): Uint8Array[] {
    const files = fs.readdirSync(this.dir).map((name) => fs.readFileSync(path.join(this.dir, name)));
    return secrets.filter((bytes) => files.some((file) => file.includes(Buffer.from(bytes))));
  }

  /** The ciphertexts and the wrapped data keys in the file. */
  secrets(): Uint8Array[] {
    return this.sql('SELECT sealed AS it FROM entries UNION ALL SELECT wrapped FROM keys').map(
      ({ it }) => it as Uint8Array,
    );
  }

  /** A copy of the private store as it is on disk now; `restore` puts it back, and nothing else. */
  async backUp(): Promise<{ restore(): Promise<void> }> {
    await this.reopen(); // what is in the journal goes into the file
    await this.close();
    const copy = fs.readFileSync(this.file);
    await this.reopen();
    return {
      restore: async () => {
        await this.close();
        fs.writeFileSync(this.file, copy);
        await this.reopen();
      },
    };
  }
}
