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

  /** Loads what decisions will ask for: heads and records, and all records of `whole` villages. */
  static async open(
    saved: Records,
    villages: ReadonlySet<string>,
    keys: readonly RecordKey[],
    whole: ReadonlySet<string>,
  ): Promise<Ledger> {
    const ledger = new Ledger();
    for (const village of villages)
      ledger.heads.set(village, saved.headInMemory(village) ?? (await saved.head(village)));
    const missing = keys.filter((key) => {
      const record = saved.inMemory(key);
      if (record) ledger.records.set(record);
      return !record;
    });
    if (missing.length)
      for (const record of await saved.read(missing)) if (record) ledger.records.set(record);
    for (const village of whole)
      for (const record of await saved.storedOf(village)) ledger.records.set(record);
    return ledger;
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
