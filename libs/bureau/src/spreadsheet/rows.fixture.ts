import { hash } from 'node:crypto';
import { readWorkbook, writeWorkbook, type Cell, type Sheet } from '@jiedui/spreadsheet';
import { commandForms } from '../http/command-form';
import { wellsBureau } from '../wells.fixture';
import { marksSheet, newTemplate } from './marks';
import { isRead, readRows, type ImportRow } from './read-rows';
import { sheetPlans, type SheetPlan } from './sheet-plan';
import { cellsIn, sheetOf } from './template';

export const { area } = wellsBureau;
export const plans = sheetPlans(wellsBureau, commandForms(wellsBureau));
export const planOf = (command: string): SheetPlan => plans.find(({ form }) => form.name === command)!;
export const marks = { area: 'wells', kind: 'well', template: newTemplate() };
export const VILLAGE = '120119101201';

/** A sound row of `DigWell`. */
export const dig = { village: VILLAGE, occurredOn: { day: '2018-03-01' }, depth: 'deep' };

/** Reads sheets as they come out of a file. */
export async function readSheets(sheets: readonly Sheet[]): Promise<readonly ImportRow[]> {
  const workbook = await readWorkbook(await writeWorkbook(sheets), isRead(plans));
  return readRows(area, plans, workbook, (text) => hash('sha256', text)).rows;
}

/** The same, of a template of the wells. */
export const read = (sheets: readonly Sheet[]) => readSheets([...sheets, marksSheet(marks)]);

/** The sheet of a command with these rows, by the ids of their columns. */
export const filled = (plan: SheetPlan, rows: readonly Readonly<Record<string, Cell>>[]): Sheet =>
  sheetOf(
    plan,
    plan.columns,
    rows.map((cells) => cellsIn(plan.columns, new Map(Object.entries(cells)))),
  );

export const reasonsOf = (row: ImportRow | undefined) => row?.reasons.map(({ zh }) => zh);
