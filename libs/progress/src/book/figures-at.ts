import { asOf, evaluate, type Evaluation, type Indicator } from '@jiedui/programme';
import type { AsOf, Book, VillageNumber } from './book';
import { FigureTable } from './figure-table';
import type { RegistryView } from './registry-view';
import { pauser } from './pause';

/** Evaluates villages at one point in time: all indicators (in their order), or those that `asked` names. */
export function evaluator(
  book: Book,
  at: AsOf,
): (village: VillageNumber, asked?: (indicator: Indicator) => boolean) => (Evaluation | undefined)[] {
  const { indicators, frame } = book.programme;
  const on = asOf(at.day, frame);
  return (village, asked) => {
    const measures = book.measuresAt(village, at);
    return indicators.map((indicator) =>
      !asked || asked(indicator) ? evaluate(indicator, measures, on) : undefined,
    );
  };
}

/** The figures of all villages as of a day, and as known at an instant. */
export async function figuresAt(book: Book, registry: RegistryView, at: AsOf): Promise<FigureTable> {
  const table = new FigureTable(book.programme, at.day, book.villages.size);
  await fillTable(table, book, registry, at);
  return table;
}

/**
 * Puts every village into a table. Works in slices that leave the event loop free; what is folded meanwhile may
 * or may not be in it. `told` hears how far it is.
 */
export async function fillTable(
  table: Pick<FigureTable, 'put'>,
  book: Book,
  registry: RegistryView,
  at: AsOf,
  told?: (done: number, of: number) => void,
): Promise<void> {
  const evaluations = evaluator(book, at);
  const pause = pauser();
  const { villages } = book;
  for (let village = 0; village < villages.size; village++) {
    table.put(village, registry.districtAt(village, at), evaluations(village));
    if (village % 32 === 0 && pause.isDue()) {
      told?.(village, villages.size);
      await pause.take();
    }
  }
}
