import {
  dayNumber,
  dayOf,
  type Day,
  type Delta,
  type Measures,
  type Programme,
  type Slot,
} from '@jiedui/programme';
import type { AsOf, Book, References, VillageNumber, Villages } from './book';
import { Columns } from './columns';
import { Rows, type Point } from './rows';
import { Scan } from './scan';

/** The history of all villages, about 24 bytes a delta: written by the fold, read by everybody. */
export class HistoryBook implements Book {
  private readonly columns: Columns;
  private readonly rows: (Rows | undefined)[] = [];
  private readonly scan: Scan;
  private folds = 0;
  private day: Day = '';
  private dayAsNumber = 0;

  constructor(
    readonly programme: Programme,
    readonly villages: Villages,
    references: References,
  ) {
    this.columns = new Columns(programme.measures.length);
    this.scan = new Scan(this.columns, references);
  }

  get version(): number {
    return this.folds;
  }

  /** Adds what an event known since `knownMs` did; the rest is a {@link Delta}, taken apart. */
  add(
    village: VillageNumber,
    knownMs: number,
    slot: Delta['slot'],
    day: Delta['day'],
    year: Delta['year'],
    sum: Delta['sum'],
    count: Delta['count'],
  ): void {
    this.folds++;
    while (this.rows.length <= village) this.rows.push(undefined);
    const rows = (this.rows[village] ??= new Rows());
    if (year === null) return rows.add(day, slot, sum, knownMs);
    const column = this.columns.sumOf(slot, year);
    if (sum !== 0) rows.add(day, column, sum, knownMs);
    if (count !== 0) rows.add(day, column + 1, count, knownMs);
  }

  measuresAt(village: VillageNumber, at: AsOf): Measures {
    if (at.day !== this.day) {
      this.day = at.day;
      this.dayAsNumber = dayNumber(at.day);
    }
    return this.scan.of(this.rows[village], this.dayAsNumber, at.knownAt);
  }

  changeDays(village: VillageNumber, from: Day, to: Day): readonly Day[] {
    const rows = this.rows[village];
    const days: Day[] = [];
    if (!rows) return days;
    const last = dayNumber(to);
    for (let row = rows.firstAfter(dayNumber(from) - 1); row < rows.length && rows.day(row) <= last; row++)
      if (row === 0 || rows.day(row) !== rows.day(row - 1) || days.length === 0)
        days.push(dayOf(rows.day(row)));
    return days;
  }

  changesBetween(one: AsOf, other: AsOf): (village: VillageNumber, tell: (slot: Slot) => void) => void {
    const [a, b] = [pointOf(one), pointOf(other)];
    const last = Math.max(a.day, b.day);
    const before = a.knownMs === b.knownMs ? Math.min(a.day, b.day) : -Infinity;
    return (village, tell) => {
      const rows = this.rows[village];
      if (!rows) return;
      for (let row = rows.firstAfter(before); row < rows.length && rows.day(row) <= last; row++)
        if (rows.counts(row, a) !== rows.counts(row, b)) tell(this.columns.slot(rows.column(row)));
    };
  }

  size(): { readonly deltas: number; readonly bytes: number } {
    let deltas = 0;
    let bytes = 0;
    for (const rows of this.rows) {
      deltas += rows?.length ?? 0;
      bytes += rows?.bytes ?? 0;
    }
    return { deltas, bytes };
  }
}

const pointOf = ({ day, knownAt }: AsOf): Point => ({
  day: dayNumber(day),
  knownMs: knownAt === undefined ? Infinity : Date.parse(knownAt),
});
