import type { RecordKey } from '../domain/touched';

/** The personal values that one command brought: field -> text. They never leave this store. */
export interface PrivateEntry {
  /** The record that they belong to. */
  readonly record: RecordKey;
  /** The event that the command emits. */
  readonly eventId: string;
  readonly idempotencyKey: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * A bureau's own store of personal fields and free text (spec section 4, common rules): apart from the log,
 * encrypted with a data key per record, which is wrapped by the bureau's key.
 *
 * An entry is written before its event and counts only once the event is in the log: see {@link sweep}.
 */
export interface PrivateStore {
  /** Durable when it resolves, and not shown yet. */
  put(entries: readonly PrivateEntry[]): Promise<void>;
  /** The events were appended: their entries count from now on. */
  confirm(eventIds: readonly string[]): void;
  /** The events will not be appended: takes their entries back. */
  discard(eventIds: readonly string[]): Promise<void>;
  /** Field -> its latest value; undefined when nothing is kept of the record. */
  get(record: RecordKey): Promise<Readonly<Record<string, string>> | undefined>;
  /** Removes what commands that died half-way left behind; how many entries. On start, before any `put`. */
  sweep(isCommitted: (entry: Omit<PrivateEntry, 'values'>) => Promise<boolean>): Promise<number>;
  /** A keyed digest: nobody without the bureau's key can guess the text from it. */
  digest(text: string): string;
  close(): Promise<void>;
}
