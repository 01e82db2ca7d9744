import type { Slot } from '@jiedui/programme';

/** The columns of one year of a slot: its sum, and beside it (`sum + 1`) its count. */
export interface YearColumn {
  readonly year: number;
  readonly sum: number;
}

/**
 * What the history sums up: column `s` is the total of slot `s`; every year of a measure that is summed by
 * year gets two more columns when it first appears.
 */
export class Columns {
  private readonly bySlot: YearColumn[][];
  private next: number;

  constructor(readonly slots: number) {
    this.bySlot = Array.from({ length: slots }, () => []);
    this.next = slots;
  }

  get size(): number {
    return this.next;
  }

  /** Ascending by year. */
  years(slot: Slot): readonly YearColumn[] {
    return this.bySlot[slot]!;
  }

  sumOf(slot: Slot, year: number): number {
    const columns = this.bySlot[slot]!;
    const at = columns.findIndex((c) => c.year >= year);
    if (at >= 0 && columns[at]!.year === year) return columns[at]!.sum;
    const column = { year, sum: this.next };
    columns.splice(at < 0 ? columns.length : at, 0, column);
    this.next += 2;
    return column.sum;
  }
}
