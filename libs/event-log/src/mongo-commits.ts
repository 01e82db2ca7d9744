import { isDuplicate } from '@jiedui/mongo';
import type { Connection } from 'mongoose';
import type { Commit, Position } from './event-log';

/** A commit as it is kept; `_id` is its position, `total` the number of events up to and including it. */
export interface CommitDocument {
  readonly _id: Position;
  readonly village: string;
  readonly first: number;
  readonly last: number;
  readonly total: number;
  readonly time: string;
  readonly key: string;
  readonly digest: string;
  readonly events: readonly string[];
}

/** Stands behind the last commit: none that comes here has an earlier time. */
interface PromiseDocument {
  readonly _id: Position;
  readonly promised: true;
  readonly time: string;
}

type Document = CommitDocument | PromiseDocument;

/** Where the log ends; `time`: no later commit may have an earlier one. */
export interface End {
  readonly position: Position;
  readonly total: number;
  readonly time: string;
  /** Of the last commit; undefined before the first. */
  readonly commitTime: string | undefined;
  /** A promise stands behind the last commit. */
  readonly promised: boolean;
}

const COMMITS_ONLY = { promised: { $exists: false } } as const;

export const toDocument = (commit: Commit, position: Position, total: number): CommitDocument => ({
  _id: position,
  village: commit.village,
  first: commit.firstSeq,
  last: commit.firstSeq + commit.events.length - 1,
  total,
  time: commit.time,
  key: commit.idempotencyKey,
  digest: commit.digest,
  events: commit.events,
});

export const toCommit = ({ village, first, events, time, key, digest }: CommitDocument): Commit => ({
  village,
  firstSeq: first,
  events,
  time,
  idempotencyKey: key,
  digest,
});

/** So many heads are remembered. */
const HEADS = 50_000;

/**
 * The documents of a log: single-document writes only, each guarded by a unique index. What this writer
 * remembers of the log can only be too low, and then an index refuses what it writes.
 */
export function commitsIn(connection: Connection) {
  const documents = connection.collection<Document>('commits');
  const commits = connection.collection<CommitDocument>('commits');
  let remembered: End | undefined;
  const heads = new Map<string, number>();

  async function end(): Promise<End> {
    const [last, before] = await documents.find().sort({ _id: -1 }).limit(2).toArray();
    const promised = last !== undefined && 'promised' in last;
    const commit = (promised ? before : last) as CommitDocument | undefined;
    return (remembered = {
      position: commit?._id ?? 0,
      total: commit?.total ?? 0,
      time: last?.time ?? '',
      commitTime: commit?.time,
      promised,
    });
  }

  const head = async (village: string): Promise<number> => {
    const options = { sort: { first: -1 as const }, projection: { last: 1 } };
    return (await commits.findOne({ village }, options))?.last ?? 0;
  };

  async function headsOf(villages: Iterable<string>): Promise<Map<string, number>> {
    const found = await Promise.all([...villages].map(async (code) => [code, await head(code)] as const));
    for (const [code, seq] of found) heads.set(code, seq);
    return new Map(found);
  }

  async function write({ promised }: End, [next, ...rest]: readonly CommitDocument[]): Promise<number> {
    if (!next) return 0;
    const { _id } = next;
    try {
      if (promised) {
        const open = { _id, promised: true, time: { $lte: next.time } } as const;
        if (!(await documents.replaceOne(open, next)).matchedCount) return 0;
      } else await commits.insertOne(next);
    } catch (error) {
      if (isDuplicate(error)) return 0;
      throw error;
    }
    if (!rest.length) return 1;
    try {
      await commits.insertMany(rest as CommitDocument[], { ordered: true });
      return 1 + rest.length;
    } catch (error) {
      if (isDuplicate(error)) return 1 + (error as { insertedCount: number }).insertedCount;
      throw error;
    }
  }

  return {
    end,
    head,
    /** As far as is remembered; asks for what is not. */
    knownEnd: async () => remembered ?? end(),
    async knownHeads(villages: ReadonlySet<string>): Promise<Map<string, number>> {
      const missing = [...villages].filter((code) => !heads.has(code));
      if (missing.length) await headsOf(missing);
      return new Map([...villages].map((code) => [code, heads.get(code)!]));
    },
    headsOf,
    /** How many of the documents, from the first on, were written behind `end`: all, or those before a refused one. */
    async insert(end: End, next: readonly CommitDocument[]): Promise<number> {
      remembered = undefined;
      const written = await write(end, next);
      if (heads.size > HEADS) heads.clear();
      for (const { village, last } of next.slice(0, written)) heads.set(village, last);
      const last = next.at(-1);
      if (last && written === next.length) {
        const { _id: position, total, time } = last;
        remembered = { position, total, time, commitTime: time, promised: false };
      }
      return written;
    },
    async prepare(): Promise<void> {
      await commits.createIndexes([
        { key: { village: 1, first: 1 }, unique: true, sparse: true },
        { key: { key: 1 }, unique: true, sparse: true },
      ]);
    },
    withKey: async (key: string) => (await commits.findOne({ key })) ?? undefined,
    behind: (after: Position, limit: number) =>
      commits
        .find({ _id: { $gt: after }, ...COMMITS_ONLY })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    /** The commits of a village with numbers from `from` on, at least `limit` events of them. */
    async ofVillage(village: string, from: number, limit: number): Promise<CommitDocument[]> {
      if (limit < 1) return [];
      const [holding, later] = await Promise.all([
        commits.findOne({ village, first: { $lte: from } }, { sort: { first: -1 } }),
        commits
          .find({ village, first: { $gt: from } })
          .sort({ first: 1 })
          .limit(limit)
          .toArray(),
      ]);
      return holding && holding.last >= from ? [holding, ...later] : later;
    },
    /** See {@link EventLog.promise}. */
    async promise(time: string): Promise<string> {
      for (;;) {
        const { position, promised, time: known } = await end();
        const later = time > known ? time : known;
        const _id = position + 1;
        try {
          if (!promised) await documents.insertOne({ _id, promised: true, time: later });
          else {
            const moved = await documents.updateOne({ _id, promised: true }, { $max: { time: later } });
            if (!moved.matchedCount) continue; // a commit has taken its place
          }
          return later;
        } catch (error) {
          if (!isDuplicate(error)) throw error;
        }
      }
    },
  };
}
