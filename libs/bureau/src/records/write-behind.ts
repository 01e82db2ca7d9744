import type { Position } from '@jiedui/event-log';
import type { RecordKey } from '../domain/touched';
import { Recent } from './recent';
import type { RecordStore, SavedRecord, StoredRecord } from './record-store';
import { Unsaved } from './unsaved';

/** Written when so many records wait, or so long after the first of them (ms). */
const FLUSH_AT = 4_000;
const FLUSH_AFTER = 3_000;
/** Records in one transaction of the store: commands wait no longer than for one. */
const SLICE = 200;
/** Records and heads that are kept in memory though they are saved. */
const RECENT = 20_000;

/** A store of records that is written some time after memory knows better, much at once. */
export class WriteBehind {
  private unsaved = new Unsaved();
  private saving: Unsaved | undefined;
  private flushing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly recent = new Recent<StoredRecord>(RECENT);
  private readonly recentHeads = new Recent<number>(RECENT);

  constructor(
    private readonly store: RecordStore,
    private readonly saved: (record: StoredRecord) => SavedRecord,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** How many records wait to be written. */
  get backlog(): number {
    return this.unsaved.size + (this.saving?.size ?? 0);
  }

  get(key: RecordKey): StoredRecord | undefined {
    return this.unsaved.get(key) ?? this.saving?.get(key) ?? this.recent.get(nameOf(key));
  }

  head(village: string): number | undefined {
    return (
      this.unsaved.heads.get(village) ?? this.saving?.heads.get(village) ?? this.recentHeads.get(village)
    );
  }

  /** Keeps what was read from the store, unless it is outdated already. */
  remember(record: StoredRecord): void {
    if (!this.get(record)) this.recent.set(nameOf(record), record);
  }

  rememberHead(village: string, head: number): void {
    if (this.head(village) === undefined) this.recentHeads.set(village, head);
  }

  /** Records of a village: those of the store (`saved`) as memory knows them, and those that only it knows. */
  ofVillage(village: string, saved: readonly StoredRecord[]): StoredRecord[] {
    const all = new Map(saved.map((record) => [nameOf(record), this.get(record) ?? record]));
    for (const newer of [this.saving, this.unsaved])
      for (const record of newer?.ofVillage(village) ?? []) all.set(nameOf(record), record);
    return [...all.values()];
  }

  /** Only forward: what is known better already stays. */
  put(records: readonly StoredRecord[], village: string, head: number): void {
    for (const record of records)
      if ((this.get(record)?.version ?? 0) <= record.version) this.unsaved.set(record);
    if ((this.head(village) ?? 0) < head) this.unsaved.heads.set(village, head);
  }

  /** Everything up to this position of the log was put. */
  moveTo(position: Position): void {
    this.unsaved.position = position;
    if (this.unsaved.size >= FLUSH_AT && !this.flushing) void this.flushQuietly();
    else this.flushLater();
  }

  private flushLater(): void {
    this.timer ??= setTimeout(() => void this.flushQuietly(), FLUSH_AFTER).unref();
  }

  private flushQuietly(): Promise<void> {
    return this.flush().catch(this.onError);
  }

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
      // Heads and position come with the last slice. Should it not come about, the records of the others are
      // ahead of them: their version says so when the log is folded again.
      while (records.length > SLICE) {
        await this.store.write({ records: records.splice(-SLICE).map(this.saved), heads: new Map() });
        await new Promise(setImmediate);
      }
      const { heads, position } = batch;
      await this.store.write({
        records: records.map(this.saved),
        heads,
        ...(position !== undefined && { position }),
      });
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
    this.flushLater();
  }

  /** What cannot be saved is folded from the log on the next start. */
  async close(): Promise<void> {
    await this.flushQuietly();
    clearTimeout(this.timer);
  }
}

const nameOf = ({ kind, village, id }: RecordKey): string => `${kind}/${village}/${id}`;
