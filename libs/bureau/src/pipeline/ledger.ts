import type { Instant } from '@jiedui/programme';
import { EMPTY_TIMELINE, type Timeline } from '../domain/timeline';
import type { RecordKey } from '../domain/touched';
import { ByVillage } from '../records/by-village';
import type { Records } from '../records/records';
import type { StoredRecord } from '../records/record-store';

/** A record as a decision leaves it, and the villageseq that touched it last. */
export interface Entry {
  readonly key: RecordKey;
  readonly timeline: Timeline;
  readonly version: number;
}

/** The records as the commands of one group leave them, one after another: none of it is written yet. */
export class Ledger {
  private readonly heads = new Map<string, number>();
  private readonly records = new ByVillage();

  /**
   * Loads what decisions will ask for: heads and records, and all records of `whole` villages. What decisions
   * have entered stays.
   */
  async load(
    saved: Records,
    villages: ReadonlySet<string>,
    keys: readonly RecordKey[],
    whole: ReadonlySet<string>,
  ): Promise<void> {
    const unknown = [...villages].filter((village) => !this.heads.has(village));
    if (unknown.length)
      for (const [village, head] of await saved.heads(unknown)) this.heads.set(village, head);
    const missing = keys.filter((key) => {
      if (this.records.get(key)) return false;
      const record = saved.inMemory(key);
      if (record) this.records.set(record);
      return !record;
    });
    if (missing.length) for (const record of await saved.read(missing)) if (record) this.records.set(record);
    for (const village of whole)
      for (const record of await saved.storedOf(village))
        if (!this.records.get(record)) this.records.set(record);
  }

  head(village: string): number {
    return this.heads.get(village)!;
  }

  versionOf(key: RecordKey): number {
    return this.records.get(key)?.version ?? 0;
  }

  timelineOf(key: RecordKey): Timeline {
    return this.records.get(key)?.timeline ?? EMPTY_TIMELINE;
  }

  /** All records of a village that was loaded whole. */
  ofVillage(village: string): StoredRecord[] {
    return [...this.records.ofVillage(village)];
  }

  /** What a decision makes of the records: the next decisions build on it. */
  enter(village: string, head: number, time: Instant, entries: readonly Entry[]): StoredRecord[] {
    this.heads.set(village, head);
    return entries.map(({ key, timeline, version }) => {
      const { kind, id } = key;
      const record = { kind, village, id, version, updatedAt: time, timeline };
      this.records.set(record);
      return record;
    });
  }
}
