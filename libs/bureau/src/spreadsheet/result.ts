import type { Cell, Sheet } from '@jiedui/spreadsheet';
import type { BureauDef } from '../define-bureau';
import type { RecordKey } from '../domain/touched';
import type { RecordView } from '../records/record-store';
import { guide, requirements } from './instructions';
import { marksSheet, type Marks } from './marks';
import type { WrongRow } from './import';
import { REASON, type ImportRow } from './read-rows';
import { KEY, recordOf, VERSION, VILLAGE_NAME } from './sheet-plan';
import { cellsIn, recordCells, sheetOf } from './template';

export interface ResultSource {
  readonly def: BureauDef;
  readonly find: (record: RecordKey) => Promise<RecordView | undefined>;
  readonly nameOf: (village: string) => string | undefined;
}

/**
 * The same template with what is given back: why, then what the clerk wrote, the record beside it as it is
 * now. Corrected, it is sent again as it is: a row keeps its key, so it stays the same row.
 */
export async function resultSheets(
  source: ResultSource,
  marks: Marks,
  rows: readonly WrongRow[],
): Promise<readonly Sheet[]> {
  const sheets: Sheet[] = [];
  for (const [plan, some] of Map.groupBy(rows, ({ row }) => row.plan)) {
    const columns = [REASON, ...plan.columns];
    const cells = await Promise.all(some.map((wrong) => cellsOf(source, wrong)));
    sheets.push(
      sheetOf(
        plan,
        columns,
        cells.map((row) => cellsIn(columns, row)),
      ),
    );
  }
  const plans = [...new Set(rows.map(({ row }) => row.plan))];
  return [...sheets, guide(source.def.area, marks.kind), requirements(plans), marksSheet(marks)];
}

async function cellsOf({ def, find, nameOf }: ResultSource, { row, reasons }: WrongRow) {
  const { plan, key, content } = row;
  const record = recordOf(def.area, plan, content);
  const present = record && (await find(record));
  const name = nameOf(content.village);
  const cells = new Map<string, Cell>(present && recordCells(def, plan, nameOf)(present));
  if (name !== undefined) cells.set(VILLAGE_NAME, name);
  if (row.version === undefined) cells.delete(VERSION);
  for (const [id, cell] of written(row)) cells.set(id, cell);
  cells.set(KEY, key);
  if (reasons.length) cells.set(REASON.id, reasons.map(({ zh }) => zh).join('；\n'));
  return cells;
}

/** What the clerk wrote, as it was written. */
const written = ({ plan, cells }: ImportRow): readonly [string, Cell][] =>
  [...cells].filter(([id]) => plan.columns.some((column) => column.id === id && column.cell));
