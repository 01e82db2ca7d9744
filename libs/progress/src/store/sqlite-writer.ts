import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { pauser } from '../book/pause';
import type { Chunk } from './chunk';
import { idOf } from './entry-id';
import { NO_CHUNK } from './sqlite-reading';
import { Superseded, type Append, type LogEntry } from './view-store';

/** As the table has it, sizes in the place of the bytes. */
type Row = readonly [
  rowid: number,
  village: string,
  area: string,
  mended: number,
  firstSeq: number,
  lastSeq: number,
  payloadBytes: number,
  lineBytes: number,
];
type Request = { readonly rows: readonly Row[]; readonly bytes: Uint8Array } | 'commit' | 'close';
type Answer = { readonly error?: string; readonly superseded?: boolean };

/**
 * The thread that writes: packing rows and waiting for the disk would hold up the event loop. Its text is
 * handed to the thread, so it uses nothing but what Node has built in.
 */
/* istanbul ignore next -- counted code would not stand alone */
function serve(): void {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const db = new DatabaseSync(workerData as string, { timeout: 10_000 });
  db.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -65536');
  const insert = db.prepare(`
    INSERT INTO chunk (rowid, village, area, mended, first_seq, last_seq, payload, lines)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  let failed: Answer | undefined;

  const attempt = (work: () => void) => {
    if (failed) return;
    try {
      if (!db.isTransaction) db.exec('BEGIN IMMEDIATE');
      work();
    } catch (error) {
      const { message, errcode } = error as Error & { errcode?: number };
      // SQLITE_CONSTRAINT_UNIQUE: the event is there; SQLITE_CONSTRAINT_ROWID: the entry is
      failed = { error: message, superseded: errcode === 2067 || errcode === 2579 };
      if (db.isTransaction) db.exec('ROLLBACK');
    }
  };

  parentPort!.on('message', (request: Request) => {
    if (request === 'close') {
      db.close();
      parentPort!.close();
    } else if (request === 'commit') {
      attempt(() => db.exec('COMMIT'));
      parentPort!.postMessage(failed ?? {});
      failed = undefined;
    } else
      attempt(() => {
        let at = 0;
        for (const [rowid, village, area, mended, first, last, payloadBytes, lineBytes] of request.rows) {
          const payload = request.bytes.subarray(at, (at += payloadBytes));
          const lines = request.bytes.subarray(at, (at += lineBytes));
          insert.run(rowid, village, area, mended, first, last, payload, lines);
        }
      });
  });
}

const BYTES_AT_ONCE = 1 << 20;

/** Writes to a view file from a thread of its own, one write at a time. */
export class SqliteWriter {
  private readonly worker: Worker;
  private answer = Promise.withResolvers<Answer>();
  private broken: Error | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.worker = new Worker(`(${serve.toString()})()`, { eval: true, workerData: file });
    this.worker.on('message', (answer: Answer) => this.answer.resolve(answer));
    this.worker.on('error', (error) => {
      this.broken = error;
      this.answer.resolve({ error: error.message });
    });
  }

  /** All of it or nothing. */
  append(appends: readonly Append[]): Promise<readonly number[]> {
    const result = this.queue.then(() => this.write(appends));
    this.queue = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.queue;
    if (this.broken) return;
    const ended = once(this.worker, 'exit');
    this.post('close');
    await ended;
  }

  private async write(appends: readonly Append[]): Promise<readonly number[]> {
    const heads: number[] = [];
    for (const append of appends) heads.push(await this.send(append));
    this.answer = Promise.withResolvers();
    this.post('commit');
    const answer = await this.answer.promise;
    if (answer.superseded) throw new Superseded(answer.error);
    if (answer.error !== undefined) throw new Error(answer.error);
    return heads;
  }

  /** In parcels of about a megabyte, each made in a slice of its own. Returns the number of the last entry. */
  private async send({ partition, after, entries }: Append): Promise<number> {
    const pause = pauser();
    let number = after;
    let rows: Row[] = [];
    let parts: Uint8Array[] = [];
    let bytes = 0;
    const post = () => {
      const parcel = Buffer.allocUnsafeSlow(bytes);
      let at = 0;
      for (const part of parts) {
        parcel.set(part, at);
        at += part.length;
      }
      this.post({ rows, bytes: parcel }, [parcel.buffer]);
      [rows, parts, bytes] = [[], [], 0];
    };
    for (const entry of entries) {
      const rowid = idOf(partition, ++number);
      const { village, area, firstSeq, lastSeq, payload, lines } =
        'chunk' in entry ? entry.chunk : inPlaceOfChunk(entry, rowid);
      const mended = 'chunk' in entry ? Number(entry.mended) : NO_CHUNK;
      rows.push([rowid, village, area, mended, firstSeq, lastSeq, payload.length, lines.length]);
      parts.push(payload, lines);
      bytes += payload.length + lines.length;
      if (bytes >= BYTES_AT_ONCE) post();
      if (pause.isDue()) await pause.take();
    }
    if (rows.length) post();
    return number;
  }

  private post(request: Request, transfer: ArrayBuffer[] = []): void {
    if (this.broken) throw this.broken;
    this.worker.postMessage(request, transfer);
  }
}

/** The row of another entry: its number, for the index knows each once. */
const inPlaceOfChunk = (entry: LogEntry, rowid: number): Chunk => ({
  ...{ village: '', area: '', firstSeq: rowid, lastSeq: rowid },
  ...{ payload: Buffer.from(JSON.stringify(entry)), lines: new Uint8Array() },
});
