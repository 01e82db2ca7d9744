import { isDeepStrictEqual } from 'node:util';
import { isDuplicate } from '@jiedui/mongo';
import type { Collection } from 'mongoose';
import { pauser } from '../book/pause';
import type { Chunk } from './chunk';
import { idOf, numberOf, partitionOf, rangesBehind } from './entry-id';
import { Superseded, type Append, type LogEntry, type ViewStore } from './view-store';

interface ChunkEntry {
  readonly village: string;
  readonly area: string;
  readonly mended: boolean;
  readonly first: number;
  readonly last: number;
  readonly payload: Uint8Array;
  /** Left out where nobody asked for it. */
  readonly lines?: Uint8Array;
}

/** Chunks one behind the other: a document each would cost the server more than what stands in them. */
interface ChunksDocument {
  readonly _id: number;
  readonly chunks: ChunkEntry[];
  /** Each chunk's {@link keyOf}. */
  readonly keys: string[];
}

/** Entries as they are kept; `_id` is made of the partition and the number of the first. */
export type EntryDocument = ChunksDocument | ({ readonly _id: number } & Exclude<LogEntry, { chunk: Chunk }>);

/** Chunks in a document, and their bytes: to explain a number, all of those with its village and area are read. */
const MOST_CHUNKS = 32;
const BYTES_OF_DOCUMENT = 1 << 16;
/** Documents in a request: few requests wait on the way, and little is in memory twice. */
const AT_ONCE = 64;
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
      (document, at) => !there[at] || !isDeepStrictEqual(toEntries(document), toEntries(there[at])),
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
    for (const document of documentsOf(entries, (at) => idOf(partition, after + at))) {
      some.push(document);
      number += 'chunks' in document ? document.chunks.length : 1;
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
      await documents.createIndex({ keys: 1 }, { unique: true, sparse: true });
    },
    async read(heads, entry, lines) {
      const pause = pauser();
      const behind = rangesBehind(heads).map(({ after, before }) => ({ _id: { $gt: after, $lt: before } }));
      const found = documents
        .find(behind.length === 1 ? behind[0]! : { $or: behind }, {
          ...{ ...AS_BYTES, batchSize: AT_ONCE },
          ...(!lines && { projection: { keys: 0, 'chunks.lines': 0 } }),
        })
        .sort({ _id: 1 });
      for await (const document of found) {
        const [partition, first] = [partitionOf(document._id), numberOf(document._id)];
        for (const [at, one] of toEntries(document).entries()) entry(partition, first + at, one);
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
      const within = { $gte: keyOf(village, area, 0), $lte: keyOf(village, area, to, true) };
      const found = await documents.find({ keys: { $elemMatch: within } }, AS_BYTES).toArray();
      return (found as ChunksDocument[])
        .flatMap(({ chunks }) => chunks)
        .filter((one) => one.village === village && one.area === area && one.first <= to && one.last >= from)
        .sort((a, b) => Number(a.mended) - Number(b.mended) || a.first - b.first)
        .map(toChunk);
    },
  };
}

const DIGITS = String(Number.MAX_SAFE_INTEGER).length;
/** Of a village and area in the order of the first numbers, each once as it came and once mended. */
const keyOf = (village: string, area: string, first: number, mended = false): string =>
  `${area} ${village} ${String(first).padStart(DIGITS, '0')} ${Number(mended)}`;

/** Whatever is asked for twice comes in the same documents. `idAt`: of the entry at a place, from 1 on. */
function* documentsOf(
  entries: Iterable<LogEntry>,
  idAt: (place: number) => number,
): Generator<EntryDocument> {
  let place = 1;
  let chunks: ChunkEntry[] = [];
  let bytes = 0;
  const pack = (): EntryDocument => {
    const keys = chunks.map(({ village, area, first, mended }) => keyOf(village, area, first, mended));
    const document = { _id: idAt(place), chunks, keys };
    place += chunks.length;
    [chunks, bytes] = [[], 0];
    return document;
  };
  for (const entry of entries)
    if ('chunk' in entry) {
      const { village, area, firstSeq: first, lastSeq: last, payload, lines } = entry.chunk;
      chunks.push({ village, area, mended: entry.mended, first, last, payload, lines });
      bytes += payload.length + lines.length;
      if (chunks.length === MOST_CHUNKS || bytes >= BYTES_OF_DOCUMENT) yield pack();
    } else {
      if (chunks.length) yield pack();
      yield { _id: idAt(place++), ...entry };
    }
  if (chunks.length) yield pack();
}

function toEntries(document: EntryDocument): LogEntry[] {
  if ('chunks' in document)
    return document.chunks.map((one) => ({ chunk: toChunk(one), mended: one.mended }));
  const { _id, ...entry } = document;
  return [entry];
}

const toChunk = ({ village, area, first, last, payload, lines }: ChunkEntry): Chunk => ({
  ...{ village, area, firstSeq: first, lastSeq: last },
  ...{ payload: bytesOf(payload), lines: bytesOf(lines) },
});

/** Views of their own buffer: a Buffer's `slice` would not copy. */
const bytesOf = (bytes: Uint8Array = new Uint8Array()): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
