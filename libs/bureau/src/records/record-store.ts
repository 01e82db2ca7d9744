import type { Classification, Day, Instant } from '@jiedui/programme';
import type { DueDay } from '../domain/due';
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

/** What falls due up to the day `until`, overdue or not. */
export interface DueQuery extends Pick<RecordQuery, 'village' | 'district' | 'limit' | 'cursor'> {
  readonly until: Day;
}

/** Of one record; what a list of what falls due holds, by day, then by village and id. */
export interface DueRecord extends RecordKey, DueDay {}

export interface DuePage {
  readonly due: readonly DueRecord[];
  /** Undefined on the last page. */
  readonly next?: string;
}

/** The cursor does not belong to such a list. */
export class BadCursor extends Error {}

/** A record with what falls due of it; undefined: nothing of its kind ever does. */
export interface SavedRecord extends StoredRecord {
  readonly due: readonly DueDay[] | undefined;
}

/** What one or more commits made of the records: written whole or not at all, and only forward. */
export interface RecordBatch {
  readonly records: readonly SavedRecord[];
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
  /** Village -> head, of those that have one. */
  heads(villages: readonly string[]): Promise<ReadonlyMap<string, number>>;
  list(query: RecordQuery): Promise<Page<StoredRecord>>;
  /** Villages with records of the kind, behind `after`, in order. */
  villagesWith(kind: string, after: string, limit: number): Promise<readonly string[]>;
  listDue(query: DueQuery): Promise<DuePage>;
  /** Records that time has something to do to by `today`, behind `after`, in the order of their villages. */
  dueOverTime(today: Day, after: RecordKey | undefined, limit: number): Promise<readonly RecordKey[]>;
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
  /** What falls due, with what the service itself does then. Rejects with {@link BadCursor}. */
  listDue(query: DueQuery): Promise<DuePage>;
  /** Of these kinds (default: all), removed ones too. */
  ofVillage(village: string, kinds?: readonly string[]): Promise<readonly RecordView[]>;
}
