import {
  add,
  dayNumber,
  type Day,
  type Instant,
  type Int,
  type Measures,
  type Slot,
  type YearSum,
} from '@jiedui/programme';
import type { References } from './book';
import type { Columns } from './columns';
import type { Rows } from './rows';

/** Sums a village's rows up to a day into the measures; one object serves one village after another. */
export class Scan implements Measures {
  private sums = new Float64Array(0);
  /** In place of `sums` when the village's sums may leave the safe range. */
  private exact: Int[] | undefined;
  private rows: Rows | undefined;
  /** Rows before it are on or before the day. */
  private end = 0;
  private knownMs = Infinity;
  private knownAt: Instant | undefined;
  private readonly numbers = new Map<Day, number>();

  constructor(
    private readonly columns: Columns,
    private readonly references: References,
  ) {}

  of(rows: Rows | undefined, day: number, knownAt: Instant | undefined): this {
    if (this.sums.length < this.columns.size) this.sums = new Float64Array(this.columns.size + 64);
    else this.sums.fill(0);
    this.exact = undefined;
    this.rows = rows;
    this.knownAt = knownAt;
    this.knownMs = knownAt === undefined ? Infinity : Date.parse(knownAt);
    this.end = 0;
    if (!rows) return this;
    if (!Number.isSafeInteger(rows.magnitude)) return this.exactly(rows, day);
    const { doubles, ints, length } = rows;
    const { sums, knownMs } = this;
    let row = 0;
    if (knownMs === Infinity)
      for (; row < length && ints[row * 6 + 4]! <= day; row++) sums[ints[row * 6 + 5]!]! += doubles[row * 3]!;
    else
      for (; row < length && ints[row * 6 + 4]! <= day; row++)
        if (doubles[row * 3 + 1]! <= knownMs) sums[ints[row * 6 + 5]!]! += doubles[row * 3]!;
    this.end = row;
    return this;
  }

  total(slot: Slot): Int {
    let sum = this.sum(slot);
    for (const year of this.columns.years(slot)) sum = add(sum, this.sum(year.sum));
    return sum;
  }

  grownSince(slot: Slot, day: Day): Int {
    if (!this.rows) return 0;
    const from = this.numberOf(day);
    const { doubles, ints } = this.rows;
    let grown: Int = 0;
    for (let row = this.end - 1; row >= 0 && ints[row * 6 + 4]! >= from; row--)
      if (this.columns.isSumOf(ints[row * 6 + 5]!, slot) && doubles[row * 3 + 1]! <= this.knownMs)
        grown = add(grown, doubles[row * 3]!);
    return grown;
  }

  years(slot: Slot): readonly YearSum[] {
    const reported: YearSum[] = [];
    for (const { year, sum } of this.columns.years(slot)) {
      const count = Number(this.sum(sum + 1));
      if (count > 0) reported.push({ year, sum: this.sum(sum), count });
    }
    return reported;
  }

  reference(name: string, year: number): Int | undefined {
    return this.references.find(name, year, this.knownAt);
  }

  /** The same few days are asked for of every village. */
  private numberOf(day: Day): number {
    if (this.numbers.size > 1_000) this.numbers.clear();
    let number = this.numbers.get(day);
    if (number === undefined) this.numbers.set(day, (number = dayNumber(day)));
    return number;
  }

  private sum(column: number): Int {
    return this.exact ? (this.exact[column] ?? 0) : this.sums[column]!;
  }

  private exactly(rows: Rows, day: number): this {
    this.exact = [];
    this.end = rows.firstAfter(day);
    for (let row = 0; row < this.end; row++) {
      if (rows.doubles[row * 3 + 1]! > this.knownMs) continue;
      const column = rows.ints[row * 6 + 5]!;
      this.exact[column] = add(this.exact[column] ?? 0, rows.doubles[row * 3]!);
    }
    return this;
  }
}
