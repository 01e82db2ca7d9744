import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { pauser } from '../book/pause';
import type { Chunk } from './chunk';
import { Superseded, type Writes } from './view-store';

type Row = readonly [
  village: string,
  area: string,
  mended: 0 | 1,
  firstSeq: number,
  lastSeq: number,
  payloadBytes: number,
  lineBytes: number,
];
type Key = readonly (string | number)[];
type Request =
  | { readonly rows: readonly Row[]; readonly bytes: Uint8Array }
  | { readonly drop: readonly Key[]; readonly put: readonly Key[] }
  | 'commit'
  | 'close';
type Answer = { readonly error?: string; readonly superseded?: boolean };

/**
 * The thread that writes: packing rows and waiting for the disk would hold up the event loop. Its text is
 * handed to the thread, so it uses nothing but what Node has built in.
 */
/* istanbul ignore next -- counted code would not stand alone */
function serve(): void {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const { file, writer } = workerData as { file: string; writer: string };
  const db = new DatabaseSync(file, { timeout: 10_000 });
  db.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -65536');
  const insert = db.prepare('INSERT INTO chunk VALUES (?, ?, ?, ?, ?, ?, ?)');
  const put = db.prepare('INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?, ?, ?)');
  const drop = db.prepare(
    'DELETE FROM mark WHERE kind = ? AND area = ? AND village = ? AND villageseq = ? AND id = ?',
  );
  const latest = db.prepare(`SELECT value FROM meta WHERE name = 'writer'`);
  let failed: Answer | undefined;

  const begin = () => {
    if (db.isTransaction) return;
    db.exec('BEGIN IMMEDIATE');
    if ((latest.get() as { value: string }).value === writer) return;
    throw Object.assign(new Error('another aggregator has taken over the views'), { errcode: 2067 });
  };
  const attempt = (work: () => void) => {
    if (failed) return;
    try {
      begin();
      work();
    } catch (error) {
      const { message, errcode } = error as Error & { errcode?: number };
      failed = { error: message, superseded: errcode === 2067 }; // SQLITE_CONSTRAINT_UNIQUE
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
    } else if ('rows' in request)
      attempt(() => {
        let at = 0;
        for (const [village, area, mended, first, last, payloadBytes, lineBytes] of request.rows) {
          const payload = request.bytes.subarray(at, (at += payloadBytes));
          insert.run(
            village,
            area,
            mended,
            first,
            last,
            payload,
            request.bytes.subarray(at, (at += lineBytes)),
          );
        }
      });
    else
      attempt(() => {
        for (const key of request.drop) drop.run(...key);
        for (const mark of request.put) put.run(...mark);
      });
  });
}

const BYTES_AT_ONCE = 1 << 20;

/** Writes to a view file from a thread of its own, one write at a time. */
export class SqliteWriter {
  private readonly worker: Worker;
  private answer = Promise.withResolvers<Answer>();
  private broken: Error | undefined;

  /** `writer` is the name under which the file was taken over; whoever takes it over later ends this one's writes. */
  constructor(file: string, writer: string) {
    this.worker = new Worker(`(${serve.toString()})()`, { eval: true, workerData: { file, writer } });
    this.worker.on('message', (answer: Answer) => this.answer.resolve(answer));
    this.worker.on('error', (error) => {
      this.broken = error;
      this.answer.resolve({ error: error.message });
    });
  }

  async write({ chunks, mended, put, drop }: Writes): Promise<void> {
    await this.send(chunks, 0);
    await this.send(mended, 1);
    if (put.length + drop.length)
      this.post({
        drop: drop.map(({ kind, area, village, villageseq, id }) => [kind, area, village, villageseq, id]),
        put: put.map(({ kind, area, village, villageseq, id, body }) => [
          kind,
          area,
          village,
          villageseq,
          id,
          body,
        ]),
      });
    this.answer = Promise.withResolvers();
    this.post('commit');
    const answer = await this.answer.promise;
    if (answer.superseded) throw new Superseded(answer.error);
    if (answer.error !== undefined) throw new Error(answer.error);
  }

  async close(): Promise<void> {
    if (this.broken) return;
    const ended = once(this.worker, 'exit');
    this.post('close');
    await ended;
  }

  /** In parcels of about a megabyte, each made in a slice of its own. */
  private async send(chunks: Iterable<Chunk>, mended: 0 | 1): Promise<void> {
    const pause = pauser();
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
    for (const { village, area, firstSeq, lastSeq, payload, lines } of chunks) {
      rows.push([village, area, mended, firstSeq, lastSeq, payload.length, lines.length]);
      parts.push(payload, lines);
      bytes += payload.length + lines.length;
      if (bytes >= BYTES_AT_ONCE) post();
      if (pause.isDue()) await pause.take();
    }
    if (rows.length) post();
  }

  private post(request: Request, transfer: ArrayBuffer[] = []): void {
    if (this.broken) throw this.broken;
    this.worker.postMessage(request, transfer);
  }
}
