const DOUBLES_PER_ROW = 3;
const INTS_PER_ROW = 6;
const FIRST_CAPACITY = 8;

/** A point in the two times, as rows hold them; known at any time: Infinity. */
export interface Point {
  readonly day: number;
  readonly knownMs: number;
}

/**
 * The history of one village, sorted by effective day: rows of 24 bytes in one buffer. As doubles a row is
 * [sum, known-at in ms, -], as 32-bit integers it is [-, -, -, -, day, column].
 */
export class Rows {
  length = 0;
  doubles = new Float64Array(FIRST_CAPACITY * DOUBLES_PER_ROW);
  ints = new Int32Array(this.doubles.buffer);
  /**
   * The sum of all |sum|. While it is a safe integer no partial sum of rows can leave the safe range either,
   * whatever is summed in whatever order. Beyond it, it only grows.
   */
  magnitude = 0;

  /** `sum` is a safe integer. */
  add(day: number, column: number, sum: number, knownMs: number): void {
    if (this.length * DOUBLES_PER_ROW === this.doubles.length) this.grow();
    const { ints, doubles } = this;
    let row = this.length;
    if (row > 0 && dayAt(ints, row - 1) > day) {
      row = this.firstAfter(day);
      doubles.copyWithin((row + 1) * DOUBLES_PER_ROW, row * DOUBLES_PER_ROW, this.length * DOUBLES_PER_ROW);
    }
    doubles[row * DOUBLES_PER_ROW] = sum;
    doubles[row * DOUBLES_PER_ROW + 1] = knownMs;
    ints[row * INTS_PER_ROW + 4] = day;
    ints[row * INTS_PER_ROW + 5] = column;
    this.length++;
    this.magnitude += Math.abs(sum);
  }

  /** The first row whose day is later than `day`. */
  firstAfter(day: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (dayAt(this.ints, middle) > day) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  day(row: number): number {
    return dayAt(this.ints, row);
  }

  /** Whether a row is among those that are summed up at a point. */
  counts(row: number, { day, knownMs }: Point): boolean {
    return this.day(row) <= day && this.doubles[row * DOUBLES_PER_ROW + 1]! <= knownMs;
  }

  column(row: number): number {
    return this.ints[row * INTS_PER_ROW + 5]!;
  }

  get bytes(): number {
    return this.doubles.byteLength;
  }

  /** A quarter more: about a tenth of the memory stands empty on average. */
  private grow(): void {
    const rows = Math.ceil(this.length * 1.25);
    const doubles = new Float64Array(rows * DOUBLES_PER_ROW);
    doubles.set(this.doubles);
    this.doubles = doubles;
    this.ints = new Int32Array(doubles.buffer);
  }
}

const dayAt = (ints: Int32Array, row: number): number => ints[row * INTS_PER_ROW + 4]!;
