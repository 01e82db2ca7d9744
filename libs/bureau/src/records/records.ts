import type { EventLog, Position } from '@jiedui/event-log';
import type { Day, Instant } from '@jiedui/programme';
import type { BureauDef } from '../define-bureau';
import type { Facts } from '../domain/kind';
import { currentState } from '../domain/timeline';
import type { RecordKey } from '../domain/touched';
import { findEvent } from './find-event';
import { fold, type LoggedEvent } from './fold';
import { Recent } from './recent';
import {
  classificationOf,
  type Page,
  type RecordQuery,
  type RecordReader,
  type RecordStore,
  type RecordView,
  type StoredRecord,
} from './record-store';
import { Unsaved } from './unsaved';

/** Written when so many records wait, or so long after the first of them (ms). */
const FLUSH_AT = 4_000;
const FLUSH_AFTER = 500;
/** Records in one transaction of the store: commands wait no longer than for one. */
const SLICE = 200;
/** Records and heads that are kept in memory though they are saved. */
const RECENT = 20_000;
const PAGE = 500;

export interface RecordsOptions {
  readonly def: BureauDef;
  readonly log: EventLog;
  readonly store: RecordStore;
  readonly facts: Facts;
  readonly today: () => Day;
  readonly onError: (error: unknown) => void;
}

/**
 * The records of a bureau: the log, folded. In memory it is always as far as the pipeline; the store follows
 * behind, and what it misses after a crash is folded from the log when it is opened.
 */
export class Records implements RecordReader {
  /** `time` of the latest event that was folded. */
  time: Instant = '';
  private unsaved = new Unsaved();
  private saving: Unsaved | undefined;
  private flushing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly recent = new Recent<StoredRecord>(RECENT);
  private readonly recentHeads = new Recent<number>(RECENT);

  private constructor(
    private readonly options: RecordsOptions,
    private position: Position,
  ) {}

  static async open(options: RecordsOptions): Promise<Records> {
    const { log, store } = options;
    const end = await log.summary();
    if ((await store.position()) > end.position) await store.clear(); // the log was restored from a backup
    const records = new Records(options, await store.position());
    records.time = end.time ?? '';
    await records.catchUp();
    return records;
  }

  /** How many records wait to be written. */
  get backlog(): number {
    return this.unsaved.size + (this.saving?.size ?? 0);
  }

  /** A record without waiting, when it is in memory. */
  inMemory(key: RecordKey): StoredRecord | undefined {
    return this.unsaved.get(key) ?? this.saving?.get(key) ?? this.recent.get(nameOf(key));
  }

  headInMemory(village: string): number | undefined {
    return this.unsaved.heads.get(village) ?? this.saving?.heads.get(village) ?? this.recentHeads.get(village);
  }

  async head(village: string): Promise<number> {
    const known = this.headInMemory(village);
    if (known !== undefined) return known;
    const saved = await this.options.store.head(village);
    const now = this.headInMemory(village) ?? saved;
    this.recentHeads.set(village, now);
    return now;
  }

  async read(keys: readonly RecordKey[]): Promise<(StoredRecord | undefined)[]> {
    const missing = keys.filter((key) => !this.inMemory(key));
    if (missing.length)
      for (const record of await this.options.store.read(missing))
        if (record && !this.inMemory(record)) this.recent.set(nameOf(record), record);
    return keys.map((key) => this.inMemory(key));
  }

  /** Records of a village as the log has them, removed ones too. */
  async storedOf(village: string, kinds = Object.keys(this.options.def.kinds)): Promise<readonly StoredRecord[]> {
    const saved = await this.options.store.ofVillage(village, kinds);
    const all = new Map(saved.map((record) => [nameOf(record), record]));
    for (const newer of [this.saving, this.unsaved])
      for (const record of newer?.ofVillage(village) ?? [])
        if (kinds.includes(record.kind)) all.set(nameOf(record), record);
    return [...all.values()];
  }

  /** What an appended commit made of its records; false when others wrote before it: catch up. */
  applied(records: readonly StoredRecord[], village: string, head: number, time: Instant, position: Position): boolean {
    this.take(records, village, head, time);
    if (position !== this.position + 1) return false;
    this.moveTo(position);
    return true;
  }

  /** Folds what the log holds and this has not seen. */
  async catchUp(): Promise<void> {
    const { log } = this.options;
    for (;;) {
      const page = await log.scan(this.position, PAGE);
      for (const { position, commit } of page) {
        let seq = commit.firstSeq;
        for (const text of commit.events) {
          if (seq > (await this.head(commit.village))) {
            const event = JSON.parse(text) as LoggedEvent;
            this.take(await this.fold(event), commit.village, seq, event.time);
          }
          seq++;
        }
        this.moveTo(position);
      }
      if (page.length < PAGE) return;
      if (this.unsaved.size >= FLUSH_AT) await this.flush();
    }
  }

  private fold(event: LoggedEvent): Promise<StoredRecord[]> {
    return fold(this.options.def, event, {
      read: (keys) => this.read(keys),
      ofVillage: (village) => this.storedOf(village),
      findEvent: (village, id) => findEvent(this.options.log, village, id),
    });
  }

  private take(records: readonly StoredRecord[], village: string, head: number, time: Instant): void {
    for (const record of records) this.unsaved.set(record);
    this.unsaved.heads.set(village, head);
    if (time > this.time) this.time = time;
  }

  private moveTo(position: Position): void {
    this.position = position;
    this.unsaved.position = position;
    if (this.unsaved.size >= FLUSH_AT) void this.flushQuietly();
    else this.timer ??= setTimeout(() => void this.flushQuietly(), FLUSH_AFTER).unref();
  }

  private flushQuietly = (): Promise<void> => this.flush().catch(this.options.onError);

  /** Writes everything that waited when it was called. */
  async flush(): Promise<void> {
    while (this.flushing) await this.flushing;
    if (this.unsaved.position === undefined && !this.unsaved.size) return;
    this.flushing = this.save();
    try {
      await this.flushing;
    } finally {
      this.flushing = undefined;
    }
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = (this.saving = this.unsaved);
    this.unsaved = new Unsaved();
    const records = [...batch.all()];
    try {
      // Whole slices only; heads and position come with the last. Records that are ahead of them are skipped
      // by their version when the log is folded again.
      while (records.length > SLICE) {
        await this.options.store.write({ records: records.splice(-SLICE), heads: new Map() });
        await new Promise(setImmediate);
      }
      const { heads, position } = batch;
      await this.options.store.write({ records, heads, ...(position !== undefined && { position }) });
      for (const record of batch.all()) this.recent.set(nameOf(record), record);
      for (const [village, head] of heads) this.recentHeads.set(village, head);
    } catch (error) {
      this.takeBack(batch);
      throw error;
    } finally {
      this.saving = undefined;
    }
  }

  /** The store failed: what could not be written waits again, behind what came meanwhile. */
  private takeBack(batch: Unsaved): void {
    for (const record of batch.all()) if (!this.unsaved.get(record)) this.unsaved.set(record);
    for (const [village, head] of batch.heads)
      if (!this.unsaved.heads.has(village)) this.unsaved.heads.set(village, head);
    this.unsaved.position ??= batch.position;
    this.timer ??= setTimeout(() => void this.flushQuietly(), FLUSH_AFTER).unref();
  }

  async find(key: RecordKey): Promise<RecordView | undefined> {
    const [record] = await this.read([key]);
    return record && this.view(record);
  }

  async list(query: RecordQuery): Promise<Page<RecordView>> {
    await this.flush();
    const { records, ...page } = await this.options.store.list(query);
    return { ...page, records: records.map((record) => this.view(record)) };
  }

  async ofVillage(village: string, kinds?: readonly string[]): Promise<readonly RecordView[]> {
    const records = await this.storedOf(village, kinds && [...kinds]);
    return records.map((record) => this.view(record));
  }

  async villagesWith(kind: string, after: string, limit: number): Promise<readonly string[]> {
    return this.options.store.villagesWith(kind, after, limit);
  }

  async fingerprint(): Promise<string> {
    await this.flush();
    return this.options.store.fingerprint();
  }

  private view(record: StoredRecord): RecordView {
    const { def, facts, today } = this.options;
    const { kind, village, id, timeline } = record;
    const context = { kind: def.kinds[kind]!, record: kind, id, village, facts, today: today() };
    return { ...record, classification: classificationOf(record), state: currentState(context, timeline) };
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.flush();
  }
}

const nameOf = ({ kind, village, id }: RecordKey): string => `${kind}/${village}/${id}`;
