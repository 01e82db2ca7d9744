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
  private readonly slotOf: Slot[];
  private next: number;

  constructor(readonly slots: number) {
    this.bySlot = Array.from({ length: slots }, () => []);
    this.slotOf = Array.from({ length: slots }, (_, slot) => slot);
    this.next = slots;
  }

  get size(): number {
    return this.next;
  }

  /** Ascending by year. */
  years(slot: Slot): readonly YearColumn[] {
    return this.bySlot[slot]!;
  }

  /** Whether a column holds sums (not counts) of the slot. */
  isSumOf(column: number, slot: Slot): boolean {
    return this.slotOf[column] === slot && (column < this.slots || (column - this.slots) % 2 === 0);
  }

  /** The slot that a column belongs to. */
  slot(column: number): Slot {
    return this.slotOf[column]!;
  }

  sumOf(slot: Slot, year: number): number {
    const columns = this.bySlot[slot]!;
    const at = columns.findIndex((c) => c.year >= year);
    if (at >= 0 && columns[at]!.year === year) return columns[at]!.sum;
    const column = { year, sum: this.next };
    columns.splice(at < 0 ? columns.length : at, 0, column);
    this.next += 2;
    this.slotOf.push(slot, slot);
    return column.sum;
  }
}
