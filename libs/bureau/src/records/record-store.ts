import type { Classification, Instant } from '@jiedui/programme';
import type { Timeline } from '../domain/timeline';
import type { RecordKey } from '../domain/touched';

/** What the log says of one record. */
export interface StoredRecord extends RecordKey {
  /** The villageseq that touched it last: its ETag. */
  readonly version: number;
  /** `time` of that event. */
  readonly updatedAt: Instant;
  readonly timeline: Timeline;
}

/** The published classification of a record by now, null when it was removed. */
export const classificationOf = ({ timeline }: Pick<StoredRecord, 'timeline'>): Classification | null =>
  timeline.published.at(-1)?.after ?? null;

/** What a list is asked for. Values of one filter are alternatives, filters hold together. */
export interface RecordQuery {
  readonly kind: string;
  readonly village?: string;
  /** The first six digits of the village code. */
  readonly district?: string;
  /** Fields of the classification. */
  readonly where?: Readonly<Record<string, readonly (string | number | boolean | null)[]>>;
  /** Also records that were removed; they have no classification and meet no filter. */
  readonly removed?: boolean;
  /** `village` (the default), `updatedAt`, or a field of the classification; then by village and id. */
  readonly sort?: { readonly by: string; readonly descending?: boolean };
  readonly limit: number;
  /** `next` of the page before, for the same query. */
  readonly cursor?: string;
}

export interface Page<R> {
  readonly records: readonly R[];
  /** Undefined on the last page. */
  readonly next?: string;
}

/** The cursor does not belong to such a list. */
export class BadCursor extends Error {}

/** What one or more commits made of the records: written whole or not at all, and only forward. */
export interface RecordBatch {
  readonly records: readonly StoredRecord[];
  /** Village (or `city`) -> the highest villageseq that these records reflect. */
  readonly heads: ReadonlyMap<string, number>;
  /** Everything up to this position of the log is in the store once the batch is. */
  readonly position?: number;
}

/**
 * Where the projection of a bureau's log is kept: a cache of what the log says, thrown away and built again
 * at will.
 */
export interface RecordStore {
  write(batch: RecordBatch): Promise<void>;
  /** In the order of the keys; undefined where there is none. */
  read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]>;
  /** Records of these kinds of a village, removed ones too. */
  ofVillage(village: string, kinds: readonly string[]): Promise<readonly StoredRecord[]>;
  head(village: string): Promise<number>;
  list(query: RecordQuery): Promise<Page<StoredRecord>>;
  /** Villages with records of the kind, behind `after`, in order. */
  villagesWith(kind: string, after: string, limit: number): Promise<readonly string[]>;
  /** The log's position that the store reflects; 0 for a new one. */
  position(): Promise<number>;
  /** Forgets everything: it is folded again from the log. */
  clear(): Promise<void>;
  /** SHA-256 over all records and heads: equal for equal logs, however the store came about. */
  fingerprint(): Promise<string>;
  close(): Promise<void>;
}

/** A record as it is shown. */
export interface RecordView extends StoredRecord {
  readonly classification: Classification | null;
  /** The state that its life cycle is in today; null when there is none. */
  readonly state: unknown;
}

/** A bureau's records as its readers see them: everything that was acknowledged, nothing else. */
export interface RecordReader {
  find(key: RecordKey): Promise<RecordView | undefined>;
  /** Rejects with {@link BadCursor}. */
  list(query: RecordQuery): Promise<Page<RecordView>>;
  /** Of these kinds (default: all), removed ones too. */
  ofVillage(village: string, kinds?: readonly string[]): Promise<readonly RecordView[]>;
}
