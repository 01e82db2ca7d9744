import type { EventLog, Position } from '@jiedui/event-log';
import type { Day, Instant } from '@jiedui/programme';
import type { BureauDef } from '../define-bureau';
import type { Facts } from '../domain/kind';
import { dueOf } from '../domain/due';
import { currentState } from '../domain/timeline';
import type { RecordKey } from '../domain/touched';
import { findEvent } from './find-event';
import { fold, type LoggedEvent } from './fold';
import {
  classificationOf,
  type DuePage,
  type DueQuery,
  type Page,
  type RecordQuery,
  type RecordReader,
  type RecordStore,
  type RecordView,
  type StoredRecord,
} from './record-store';
import { Together } from './together';
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
 * behind, and what it misses after a crash is folded from the log when it is opened. What others write to the log
 * is folded before anybody reads.
 */
export class Records implements RecordReader {
  /** `time` of the latest event that was folded. */
  time: Instant = '';
  private readonly memory: WriteBehind;
  private readonly catchingUp = new Together(() => this.foldLog());

  private constructor(
    private readonly options: RecordsOptions,
    private position: Position,
  ) {
    const saved = (record: StoredRecord) => ({
      ...record,
      due: dueOf(this.contextOf(record), record.timeline),
    });
    this.memory = new WriteBehind(options.store, saved, options.onError);
  }

  static async open(options: RecordsOptions): Promise<Records> {
    const { log, store } = options;
    const position = await store.position(); // before the log's: others go on meanwhile
    const end = await log.summary();
    if (position > end.position) await store.clear(); // the log was restored from a backup
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

  /**
   * Villages and their heads. One that only the store knows may be ahead of the records in memory, for others
   * write to the store too: then these catch up, so that nothing is decided on records older than the head.
   */
  async heads(villages: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const missing = villages.filter((village) => this.memory.head(village) === undefined);
    if (missing.length) {
      const saved = await this.options.store.heads(missing);
      await this.catchUp();
      for (const village of missing) this.memory.rememberHead(village, saved.get(village) ?? 0);
    }
    return new Map(villages.map((village) => [village, this.memory.head(village)!]));
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
    if (position > this.position + 1) return false;
    this.moveTo(position);
    return true;
  }

  /** Folds what the log holds by now and this has not seen. */
  catchUp(): Promise<void> {
    return this.catchingUp.run();
  }

  private async foldLog(): Promise<void> {
    const { log } = this.options;
    for (;;) {
      const page = await log.scan(this.position, PAGE);
      for (const { position, commit } of page) {
        let seq = commit.firstSeq;
        for (const text of commit.events) {
          const event = JSON.parse(text) as LoggedEvent;
          this.take(await this.fold(event), commit.village, seq++, event.time);
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
    if (position <= this.position) return;
    this.position = position;
    this.memory.moveTo(position);
  }

  /** Writes everything that is known now to the store. */
  flush(): Promise<void> {
    return this.memory.flush();
  }

  async find(key: RecordKey): Promise<RecordView | undefined> {
    await this.catchUp();
    const record = this.memory.get(key) ?? (await this.options.store.read([key]))[0];
    return record && this.view(record);
  }

  async list(query: RecordQuery): Promise<Page<RecordView>> {
    await this.catchUp();
    await this.flush();
    const { records, ...page } = await this.options.store.list(query);
    return { ...page, records: records.map((record) => this.view(record)) };
  }

  async ofVillage(village: string, kinds?: readonly string[]): Promise<readonly RecordView[]> {
    await this.catchUp();
    const records = await this.storedOf(village, kinds && [...kinds]);
    return records.map((record) => this.view(record));
  }

  async listDue(query: DueQuery): Promise<DuePage> {
    await this.catchUp();
    await this.flush();
    return this.options.store.listDue(query);
  }

  /** Saved records that time has something to do to by `today`, behind `after`, in the order of villages. */
  dueOverTime(today: Day, after: RecordKey | undefined, limit: number): Promise<readonly RecordKey[]> {
    return this.options.store.dueOverTime(today, after, limit);
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
    const context = { ...this.contextOf(record), today: this.options.today() };
    const state = currentState(context, record.timeline);
    return { ...record, classification: classificationOf(record), state };
  }

  private contextOf({ kind, village, id }: RecordKey) {
    const { def, facts } = this.options;
    return { kind: def.kinds[kind]!, record: kind, id, village, facts };
  }

  close(): Promise<void> {
    return this.memory.close();
  }
}
