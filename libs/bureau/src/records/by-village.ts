import type { RecordKey } from '../domain/touched';
import type { StoredRecord } from './record-store';

/** Records in memory, found by their key or all of a village. */
export class ByVillage {
  size = 0;
  private readonly villages = new Map<string, Map<string, StoredRecord>>();

  set(record: StoredRecord): void {
    let village = this.villages.get(record.village);
    if (!village) this.villages.set(record.village, (village = new Map()));
    const before = village.size;
    village.set(nameOf(record), record);
    this.size += village.size - before;
  }

  get(key: RecordKey): StoredRecord | undefined {
    return this.villages.get(key.village)?.get(nameOf(key));
  }

  ofVillage(village: string): Iterable<StoredRecord> {
    return this.villages.get(village)?.values() ?? [];
  }

  *all(): Iterable<StoredRecord> {
    for (const village of this.villages.values()) yield* village.values();
  }
}

const nameOf = ({ kind, id }: RecordKey): string => `${kind}/${id}`;
