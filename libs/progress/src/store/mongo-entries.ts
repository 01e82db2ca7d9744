import { isDeepStrictEqual } from 'node:util';
import { isDuplicate } from '@jiedui/mongo';
import type { Collection } from 'mongoose';
import { pauser } from '../book/pause';
import type { Chunk } from './chunk';
import { idOf, numberOf, partitionOf, rangesBehind } from './entry-id';
import { Superseded, type Append, type LogEntry, type ViewStore } from './view-store';

interface ChunkDocument {
  readonly _id: number;
  readonly village: string;
  readonly area: string;
  readonly mended: boolean;
  readonly first: number;
  readonly last: number;
  readonly payload: Uint8Array;
  /** Left out where nobody asked for it. */
  readonly lines?: Uint8Array;
}

/** An entry as it is kept; `_id` is made of partition and number. */
export type EntryDocument = ChunkDocument | ({ readonly _id: number } & Exclude<LogEntry, { chunk: Chunk }>);

/** Documents in a request: few requests wait on the way, and little is in memory twice. */
const AT_ONCE = 1_000;
/** Bytes come as bytes, not wrapped. */
const AS_BYTES = { promoteBuffers: true } as const;

/** The entries of all partitions in one collection: single-document writes only, each guarded by two unique indexes. */
export function entriesIn(documents: Collection<EntryDocument>): Pick<
  ViewStore,
  'read' | 'append' | 'chunks'
> & {
  prepare(): Promise<void>;
} {
  /** How many of these are there already, from the first on, word for word: a request whose answer was lost. */
  async function written(some: readonly EntryDocument[]): Promise<number> {
    const range = { $gte: some[0]!._id, $lte: some.at(-1)!._id };
    const there = await documents.find({ _id: range }, AS_BYTES).sort({ _id: 1 }).toArray();
    const differs = some.findIndex(
      (document, at) => !there[at] || !isDeepStrictEqual(toEntry(document), toEntry(there[at])),
    );
    return differs < 0 ? some.length : differs;
  }

  async function insert(some: readonly EntryDocument[]): Promise<void> {
    for (let at = 0; at < some.length;) {
      const rest = some.slice(at);
      try {
        await documents.insertMany(rest, { ordered: true });
        return;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        at += (error as { insertedCount: number }).insertedCount;
        const there = await written(some.slice(at));
        if (there === 0) throw new Superseded((error as Error).message);
        at += there;
      }
    }
  }

  async function appendTo({ partition, after, entries }: Append): Promise<number> {
    const pause = pauser();
    let number = after;
    let some: EntryDocument[] = [];
    for (const entry of entries) {
      some.push(toDocument(idOf(partition, ++number), entry));
      if (some.length === AT_ONCE) {
        await insert(some);
        some = [];
      }
      if (pause.isDue()) await pause.take();
    }
    await insert(some);
    return number;
  }

  return {
    async prepare() {
      const byNumber = { village: 1, area: 1, mended: 1, first: 1 } as const;
      await documents.createIndex(byNumber, { unique: true, sparse: true });
    },
    async read(heads, entry, lines) {
      const pause = pauser();
      const behind = rangesBehind(heads).map(({ after, before }) => ({ _id: { $gt: after, $lt: before } }));
      const found = documents
        .find(behind.length === 1 ? behind[0]! : { $or: behind }, {
          ...{ ...AS_BYTES, batchSize: AT_ONCE },
          ...(!lines && { projection: { lines: 0 } }),
        })
        .sort({ _id: 1 });
      for await (const document of found) {
        entry(partitionOf(document._id), numberOf(document._id), toEntry(document));
        if (pause.isDue()) await pause.take();
      }
    },
    async append(appends) {
      const results = await Promise.allSettled(appends.map(appendTo));
      const failed = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
      if (failed.length) throw failed.find((reason) => reason instanceof Superseded) ?? failed[0];
      return results.map((result) => (result as PromiseFulfilledResult<number>).value);
    },
    async chunks(village, area, from = 1, to = Number.MAX_SAFE_INTEGER) {
      const found = await documents
        .find({ village, area, first: { $lte: to }, last: { $gte: from } }, AS_BYTES)
        .sort({ mended: 1, first: 1 })
        .toArray();
      return (found as ChunkDocument[]).map(toChunk);
    },
  };
}

function toDocument(_id: number, entry: LogEntry): EntryDocument {
  if (!('chunk' in entry)) return { _id, ...entry };
  const { village, area, firstSeq: first, lastSeq: last, payload, lines } = entry.chunk;
  return { _id, village, area, mended: entry.mended, first, last, payload, lines };
}

function toEntry(document: EntryDocument): LogEntry {
  if ('village' in document) return { chunk: toChunk(document), mended: document.mended };
  const { _id, ...entry } = document;
  return entry;
}

const toChunk = ({ village, area, first, last, payload, lines }: ChunkDocument): Chunk => ({
  ...{ village, area, firstSeq: first, lastSeq: last },
  ...{ payload: bytesOf(payload), lines: bytesOf(lines) },
});

/** Views of their own buffer: a Buffer's `slice` would not copy. */
const bytesOf = (bytes: Uint8Array = new Uint8Array()): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
