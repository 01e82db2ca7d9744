import type { Instant } from '@jiedui/programme';
import type { RecordKey } from '../domain/touched';

/** The personal values that one command brought: field -> text. They never leave this store. */
export interface PrivateEntry {
  /** The record that they are shown with. */
  readonly record: RecordKey;
  /** Whose values they are: often the record itself. */
  readonly person: RecordKey;
  /** The event that the command emits, and its number in the village as it was decided last. */
  readonly eventId: string;
  readonly villageseq: number;
  readonly idempotencyKey: string;
  readonly values: Readonly<Record<string, string>>;
  /** A digest of what the record's person is recognised by from now on. */
  readonly identity?: string;
}

/** How values are erased. */
export interface ErasureOrder {
  /** Further events whose values are the person's. */
  readonly events: readonly string[];
  /** The person takes no values from now on. */
  readonly closed: boolean;
  readonly actor: string;
  readonly at: Instant;
}

/**
 * A bureau's own store of personal fields and free text (spec section 4, common rules): apart from the log,
 * encrypted with a data key per person, which is wrapped by the bureau's key.
 *
 * An entry is written before its event and counts only once the event is in the log: see {@link sweep}.
 */
export interface PrivateStore {
  /**
   * Durable when it resolves, and not shown yet. Rejects with {@link DecideAgain}, and keeps nothing, when a
   * person among them was erased by another replica since these commands were decided.
   */
  put(entries: readonly PrivateEntry[]): Promise<void>;
  /** The events were appended: their entries count from now on. */
  confirm(eventIds: readonly string[]): void;
  /** The events will not be appended: takes their entries back. */
  discard(eventIds: readonly string[]): Promise<void>;
  /** Field -> its latest value among those of the persons who are shown; undefined when there is none. */
  get(
    record: RecordKey,
    isShown?: (person: RecordKey) => boolean,
  ): Promise<Readonly<Record<string, string>> | undefined>;
  /** Removes what commands that died half-way left behind; how many entries. On start, before any `put`. */
  sweep(isCommitted: (entry: Committed) => Promise<boolean>): Promise<number>;
  /**
   * Erases all that is kept under the person's key and all that is shown with its record, for good: a store
   * that is put back from a backup erases it again when it is opened. The record of each entry that was erased.
   */
  erase(person: RecordKey, order: ErasureOrder): Promise<readonly RecordKey[]>;
  /** When the person was erased and closed, as far as this replica has heard: by `get` and `put` it hears all. */
  erasedAt(person: RecordKey): Instant | undefined;
  /** Digest -> the records that are recognised by it, where there are any. */
  recordsOf(identities: readonly string[]): Promise<ReadonlyMap<string, readonly RecordKey[]>>;
  /** The digest that each of the records is recognised by; undefined: by none. */
  identitiesOf(records: readonly RecordKey[]): Promise<readonly (string | undefined)[]>;
  /** A keyed digest: nobody without the bureau's key can guess the text from it. */
  digest(text: string): string;
  close(): Promise<void>;
}

/** What {@link PrivateStore.sweep} asks about. */
export type Committed = Pick<PrivateEntry, 'record' | 'eventId' | 'idempotencyKey'>;

/** What commands were decided on is no longer so. */
export class DecideAgain extends Error {}
