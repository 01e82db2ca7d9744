import type { EventLog, Position } from '@jiedui/event-log';
import type { Day, Instant } from '@jiedui/programme';
import type { BureauDef } from '../define-bureau';
import type { Facts } from '../domain/kind';
import { currentState } from '../domain/timeline';
import type { RecordKey } from '../domain/touched';
import { findEvent } from './find-event';
import { fold, type LoggedEvent } from './fold';
import {
  classificationOf,
  type Page,
  type RecordQuery,
  type RecordReader,
  type RecordStore,
  type RecordView,
  type StoredRecord,
} from './record-store';
import { WriteBehind } from './write-behind';

/** How many commits are folded at once, and how many records may wait to be written meanwhile. */
const PAGE = 500;
const BACKLOG = 4_000;

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
  private readonly memory: WriteBehind;

  private constructor(
    private readonly options: RecordsOptions,
    private position: Position,
  ) {
    this.memory = new WriteBehind(options.store, options.onError);
  }

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
    return this.memory.backlog;
  }

  /** A record without waiting, when it is in memory. */
  inMemory(key: RecordKey): StoredRecord | undefined {
    return this.memory.get(key);
  }

  headInMemory(village: string): number | undefined {
    return this.memory.head(village);
  }

  async head(village: string): Promise<number> {
    if (this.memory.head(village) === undefined)
      this.memory.rememberHead(village, await this.options.store.head(village));
    return this.memory.head(village)!;
  }

  async read(keys: readonly RecordKey[]): Promise<(StoredRecord | undefined)[]> {
    const missing = keys.filter((key) => !this.memory.get(key));
    if (missing.length)
      for (const record of await this.options.store.read(missing)) if (record) this.memory.remember(record);
    return keys.map((key) => this.memory.get(key));
  }

  /** Records of a village as the log has them, removed ones too. */
  async storedOf(village: string, kinds = Object.keys(this.options.def.kinds)): Promise<StoredRecord[]> {
    const saved = await this.options.store.ofVillage(village, kinds);
    return this.memory.ofVillage(village, saved).filter(({ kind }) => kinds.includes(kind));
  }

  /** What an appended commit made of its records; false when others wrote before it: catch up. */
  applied(
    records: readonly StoredRecord[],
    village: string,
    head: number,
    time: Instant,
    position: Position,
  ): boolean {
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
      if (this.backlog >= BACKLOG) await this.flush();
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
    this.memory.put(records, village, head);
    if (time > this.time) this.time = time;
  }

  private moveTo(position: Position): void {
    this.position = position;
    this.memory.moveTo(position);
  }

  /** Writes everything that is known now to the store. */
  flush(): Promise<void> {
    return this.memory.flush();
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

  /** Villages with records of the kind that are saved, behind `after`, in order. */
  villagesWith(kind: string, after: string, limit: number): Promise<readonly string[]> {
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

  close(): Promise<void> {
    return this.memory.close();
  }
}
