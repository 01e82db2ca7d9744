import { mayMove, STATUS_NUMBER, type Evaluation, type Int, type Moves } from '@jiedui/programme';
import type { VillageNumber } from './book';
import type { Pair } from './district-tally';

/** The cells of so many villages lie together, indicator by indicator: who reads one indicator reads in a row. */
export const BLOCK = 64;
const PROVISIONAL = 8;

/** What time alone may move of an indicator. */
export interface Moving extends Moves {
  readonly index: number;
}

/** What each indicator of each village says, packed: 25 bytes a cell. */
export class FigureCells {
  /** Status codes, with a bit for provisional ones. */
  private statuses = new Uint8Array(0);
  /** NaN: none. */
  progresses = new Float64Array(0);
  /** The numbers that the tallies sum or take the median of: two per cell; NaN: none. */
  private pairs = new Float64Array(0);
  /** Pairs that are not safe integers, by cell. */
  private readonly largePairs = new Map<number, Pair>();

  constructor(private readonly indicators: number) {}

  /** The cell of an indicator of a village; that of the next indicator is `BLOCK` behind it. */
  at(village: VillageNumber, indicator: number): number {
    return (village >>> 6) * (this.indicators * BLOCK) + indicator * BLOCK + (village & 63);
  }

  status(cell: number): number {
    return this.statuses[cell]! & 7;
  }

  isProvisional(cell: number): boolean {
    return (this.statuses[cell]! & PROVISIONAL) !== 0;
  }

  /** Whether a cell has numbers. */
  hasPair(cell: number): boolean {
    return !Number.isNaN(this.pairs[cell * 2]!);
  }

  num(cell: number): Int {
    return (this.largePairs.size > 0 && this.largePairs.get(cell)?.[0]) || this.pairs[cell * 2]!;
  }

  den(cell: number): Int {
    return (this.largePairs.size > 0 && this.largePairs.get(cell)?.[1]) || this.pairs[cell * 2 + 1]!;
  }

  /** The double next to the ratio of a pair; NaN: none, or a denominator that is not above 0. */
  ratio(cell: number): number {
    const den = this.pairs[cell * 2 + 1]!;
    return den > 0 ? this.pairs[cell * 2]! / den : NaN;
  }

  write(cell: number, { status, provisional, progress }: Evaluation, [num, den]: Pair): void {
    this.statuses[cell] = STATUS_NUMBER[status] + (provisional ? PROVISIONAL : 0);
    this.progresses[cell] = progress === null ? NaN : Number(progress.num) / Number(progress.den);
    if (this.largePairs.size) this.largePairs.delete(cell);
    if (typeof num === 'bigint' || typeof den === 'bigint') this.largePairs.set(cell, [num, den]);
    this.pairs[cell * 2] = Number(num);
    this.pairs[cell * 2 + 1] = Number(den);
  }

  /** Before the first evaluation: to fill the whole table at once would hold up everything else. */
  blank(village: VillageNumber): void {
    for (let index = 0; index < this.indicators; index++) {
      const cell = this.at(village, index);
      this.progresses[cell] = this.pairs[cell * 2] = this.pairs[cell * 2 + 1] = NaN;
    }
  }

  /** Takes those of a block of villages, or its first ones. */
  take(near: FigureCells, from: VillageNumber, to: VillageNumber): void {
    const [first, end] = [from * this.indicators, to * this.indicators];
    this.statuses.set(near.statuses.subarray(first, end), first);
    this.progresses.set(near.progresses.subarray(first, end), first);
    this.pairs.set(near.pairs.subarray(first * 2, end * 2), first * 2);
    if (near.largePairs.size)
      for (let cell = first; cell < end; cell++) {
        const large = near.largePairs.get(cell);
        if (large) this.largePairs.set(cell, large);
      }
  }

  /** Marks the indicators of a village that time alone may move; false: none. */
  markMoving(village: VillageNumber, moving: readonly Moving[], marks: Uint8Array): boolean {
    let any = false;
    for (let at = 0; at < moving.length; at++) {
      const moves = moving[at]!;
      const cell = this.at(village, moves.index);
      const status = this.status(cell);
      const isOpen = status !== STATUS_NUMBER.met && status !== STATUS_NUMBER['no-data'];
      if (!mayMove(moves, isOpen, this.progresses[cell]!)) continue;
      marks[moves.index] = 1;
      any = true;
    }
    return any;
  }

  grow(villages: number): void {
    const cells = villages * this.indicators;
    const grown = <T extends Uint8Array | Float64Array>(to: T, old: T): T => (to.set(old), to);
    this.statuses = grown(new Uint8Array(cells).fill(STATUS_NUMBER['no-data']), this.statuses);
    this.progresses = grown(new Float64Array(cells), this.progresses);
    this.pairs = grown(new Float64Array(cells * 2), this.pairs);
  }
}
