import {
  asOf,
  evaluate,
  movesBetween,
  type AsOfDay,
  type Evaluation,
  type Indicator,
  type Measures,
  type Programme,
} from '@jiedui/programme';
import type { AsOf, Book, VillageNumber } from './book';
import { BLOCK } from './figure-cells';
import { FigureTable } from './figure-table';
import type { RegistryView } from './registry-view';
import { pauser } from './pause';

/** Says of an indicator whether it is to be evaluated. */
type Asked = (indicator: Indicator) => boolean;

/** Evaluates villages at one point in time: all indicators (in their order), or those that `asked` names. */
export function evaluator(
  book: Book,
  at: AsOf,
): (village: VillageNumber, asked?: Asked) => (Evaluation | undefined)[] {
  const { indicators, frame } = book.programme;
  const on = asOf(at.day, frame);
  return (village, asked) => {
    let measures: Measures | undefined;
    return indicators.map((indicator) =>
      !asked || asked(indicator)
        ? evaluate(indicator, (measures ??= book.measuresAt(village, at)), on)
        : undefined,
    );
  };
}

/** The figures of all villages as of a day, and as known at an instant. */
export async function figuresAt(book: Book, registry: RegistryView, at: AsOf): Promise<FigureTable> {
  const table = new FigureTable(book.programme, at.day, book.villages.size);
  const pause = pauser();
  for (const _ of filling(table, book, registry, at)) if (pause.isDue()) await pause.take();
  return table;
}

/** Figures of another point in time, from which what is the same at both is taken. */
export interface Near {
  readonly at: AsOf;
  readonly figures: FigureTable;
  /** Whether they hold all that the book holds of a village, or the village is evaluated again later anyway. */
  holds(village: VillageNumber): boolean;
}

/** What villages are put into. */
export interface Table {
  put(
    village: VillageNumber,
    district: string | undefined,
    evaluations: readonly (Evaluation | undefined)[],
  ): void;
  /** Takes what stands in others of a block of villages, of which `first` is one; each is put thereafter. */
  take(figures: FigureTable, first: VillageNumber): void;
}

/**
 * Puts every village into a table, some at each step; yields how many are in it. What is folded meanwhile may or
 * may not be in it. The reference values of `near` are those of `at`.
 */
export function* filling(
  table: Table,
  book: Book,
  registry: RegistryView,
  at: AsOf,
  near?: Near,
): Generator<number, void> {
  const evaluations = evaluator(book, at);
  const differing = near && differingFrom(near, book, at);
  const { villages } = book;
  for (let village = 0; village < villages.size; village++) {
    if (near && village % BLOCK === 0) table.take(near.figures, village);
    const asked = near?.holds(village) ? differing!(village) : undefined;
    table.put(village, registry.districtAt(village, at), asked === 'none' ? [] : evaluations(village, asked));
    if (village % 32 === 31) yield village + 1;
  }
}

/** Which indicators of a village may have another evaluation than in the figures nearby; valid until the next call. */
function differingFrom(
  { at: there, figures }: Near,
  book: Book,
  at: AsOf,
): (village: VillageNumber) => Asked | 'none' {
  const { programme } = book;
  const [one, other] = [there.day, at.day].map((day) => asOf(day, programme.frame)) as [AsOfDay, AsOfDay];
  const changes = book.changesBetween(there, at);
  const moving = programme.indicators.flatMap(({ index, def }) => {
    const moves = movesBetween(def.kind, one, other);
    return moves ? [{ index, ...moves }] : [];
  });
  const readers = readersOf(programme);
  const touched = new Uint8Array(programme.indicators.length);
  let any = false;
  const touch = (slot: number) => {
    for (const index of readers[slot]!) touched[index] = 1;
    any = true;
  };
  const isTouched: Asked = ({ index }) => touched[index] === 1;
  return (village) => {
    if (any) touched.fill(0);
    any = false;
    changes(village, touch);
    any = figures.cells.markMoving(village, moving, touched) || any;
    return any ? isTouched : 'none';
  };
}

/** By slot the indicators that are made of it. */
function readersOf({ measures, indicators }: Programme): readonly (readonly number[])[] {
  const readers: number[][] = measures.map(() => []);
  for (const { index, inputs, surveyedSlot } of indicators)
    for (const slot of surveyedSlot === undefined ? inputs : [...inputs, surveyedSlot])
      readers[slot]!.push(index);
  return readers;
}
