/**
 * All events of one command: the unit of writing. It is appended whole or not at all (design: one atomic
 * append of one document, which a plain MongoDB and SQLite both guarantee).
 */
export interface Commit {
  /** Village code, or `city`: the key of the events. */
  readonly village: string;
  /** villageseq of the first event; the others follow without a gap. */
  readonly firstSeq: number;
  /** The events as the JSON texts that go on the wire, never parsed and written again. No line breaks. */
  readonly events: readonly string[];
  /** `time` of the last event. */
  readonly time: string;
  readonly idempotencyKey: string;
  /** What the key was first used for: a digest of the command. */
  readonly digest: string;
}

/** A place in the log's order; 0 is before the first commit. */
export type Position = number;

export type AppendResult =
  | { readonly status: 'appended'; readonly position: Position }
  /** Somebody else wrote that villageseq: read again and decide again. */
  | { readonly status: 'conflict' }
  /** Its time is before what the log holds or has promised: decide again, with a time from `since` on. */
  | { readonly status: 'early'; readonly since: string }
  /** The idempotency key is taken by this commit. */
  | { readonly status: 'repeated'; readonly commit: Commit };

/** Who has a piece of work that one alone does at a time, and how often that was said: each time is a beat. */
export interface Tenure {
  /** Empty: nobody. */
  readonly holder: string;
  readonly beat: number;
}

export const NOBODY: Tenure = { holder: '', beat: 0 };

/**
 * The log of one bureau: the only truth of it. One contract suite (`event-log.contract.ts`) holds for every
 * adapter.
 */
export interface EventLog {
  /**
   * Appends each commit on its own terms, all in one durable write; resolves when they are on disk. Commits of
   * one village build on one another: behind one that was not appended, the others of its village conflict.
   * Times never run backwards, however many writers there are.
   */
  append(commits: readonly Commit[]): Promise<readonly AppendResult[]>;
  /** The highest villageseq of a village; 0 when it has none. */
  head(village: string): Promise<number>;
  findByKey(idempotencyKey: string): Promise<Commit | undefined>;
  /** Events of a village with villageseq >= `from` in order, at most `limit`. */
  read(village: string, from: number, limit: number): Promise<readonly string[]>;
  /**
   * Commits behind a position, in an order that is gapless by construction: once a commit was handed out,
   * none appears before it, however many writers there are.
   */
  scan(after: Position, limit: number): Promise<readonly { position: Position; commit: Commit }[]>;
  /** How many events the log holds, the time of its last event, and its last position. */
  summary(): Promise<{
    readonly events: number;
    readonly time: string | undefined;
    readonly position: Position;
  }>;
  /** Durable bookmarks of those who read the log in order (the relay, a projection); only forward. */
  bookmark(reader: string): Promise<Position>;
  saveBookmark(reader: string, position: Position): Promise<void>;
  /**
   * Resolves to `time`, or a later one that was promised or written: no commit that is appended from now on, by
   * any writer, has an earlier one.
   */
  promise(time: string): Promise<string>;
  /** See {@link Lease}. */
  tenure(work: string): Promise<Tenure>;
  /** Says who has the work from now on, if its beat still is `beat`; false: somebody was quicker. */
  takeTenure(work: string, beat: number, holder: string): Promise<boolean>;
  close(): Promise<void>;
}

/** A log belongs to another area than the one that it is opened for. */
export class OtherLog extends Error {
  override readonly name = 'OtherLog';

  constructor(place: string, owner: string, area: string) {
    super(`${place} holds the log of ${owner}, not of ${area}.`);
  }
}

/** @throws TypeError when a commit could not be read back as it was */
export function checkCommit({ village, firstSeq, events }: Commit): void {
  if (!events.length || events.some((event) => event.includes('\n')))
    throw new TypeError(`commit ${village}/${firstSeq}: needs events, each without a line break`);
}
