import { isDay } from '@jiedui/programme';
import { openArchive, type Archive } from './archive';
import { dayOfSerial, type Cell, type Cells } from './cell';
import { damaged, tooMuch } from './refused';
import { LONGEST_TEXT, plainText, read, readStructure, type SheetPart, type Structure } from './structure';
import type { Attributes } from './xml';

/** Rows that are not empty and their cells, in all sheets that are read. */
const MOST_ROWS = 30_000;
const MOST_CELLS = 600_000;
const MOST_COLUMNS = 200;
/** Excel's own limit. */
const LAST_ROW = 1_048_576;

export interface Row {
  /** Its number as Excel shows it, from 1. */
  readonly number: number;
  readonly cells: Cells;
}

export interface SheetContent {
  readonly name: string;
  /** Those that are not empty, in their order. */
  readonly rows: readonly Row[];
}

export interface Workbook {
  /** The sheets that were wanted. */
  readonly sheets: readonly SheetContent[];
}

/**
 * Reads the sheets of an xlsx file that are wanted by name. Bounded in what it unpacks and in what it keeps;
 * whatever is beyond, damaged or no workbook throws a WorkbookRefused.
 */
export async function readWorkbook(bytes: Buffer, wants: (name: string) => boolean): Promise<Workbook> {
  const archive = await openArchive(bytes);
  const structure = await readStructure(archive);
  const room: Room = { rows: MOST_ROWS, cells: MOST_CELLS };
  const sheets: SheetContent[] = [];
  for (const sheet of structure.sheets)
    if (wants(sheet.name)) sheets.push(await readSheet(archive, structure, sheet, room));
  return { sheets };
}

/** What may still be read. */
interface Room {
  rows: number;
  cells: number;
}

async function readSheet(
  archive: Archive,
  structure: Structure,
  { name, part }: SheetPart,
  room: Room,
): Promise<SheetContent> {
  const rows: Row[] = [];
  let number = 0;
  let cells: (Cell | undefined)[] = []; // with holes, until its row is whole
  let column = 0;
  let cell: Attributes = {};
  let value = '';
  let within = '';
  let pronounced = false;
  await read(archive, part, {
    open(element, attributes) {
      within = element;
      if (element === 'row') {
        number = attributes['r'] === undefined ? number + 1 : Number(attributes['r']);
        if (!(Number.isInteger(number) && number >= 1 && number <= LAST_ROW)) throw damaged();
        cells = [];
        column = 0;
      } else if (element === 'c') {
        cell = attributes;
        if (cell['r'] !== undefined) column = columnOf(cell['r']);
        value = '';
      } else if (element === 'rPh') pronounced = true;
    },
    text(text) {
      if ((within === 'v' || within === 't') && !pronounced) value += text;
    },
    close(element) {
      within = '';
      if (element === 'rPh') pronounced = false;
      else if (element === 'c') {
        const read = valueOf(cell, value, structure);
        if (read !== undefined) {
          if (column >= MOST_COLUMNS)
            throw tooMuch(`超过 ${MOST_COLUMNS} 列`, `more than ${MOST_COLUMNS} columns`);
          if (!room.cells--) throw tooMuch(`超过 ${MOST_CELLS} 个单元格`, `more than ${MOST_CELLS} cells`);
          cells[column] = read;
        }
        column++;
      } else if (element === 'row' && cells.length) {
        if (!room.rows--) throw tooMuch(`超过 ${MOST_ROWS} 行`, `more than ${MOST_ROWS} rows`);
        rows.push({ number, cells: Array.from(cells) });
      }
    },
  });
  return { name, rows };
}

/** `B7` -> 1 */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference)?.[0];
  if (!letters) throw damaged();
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Undefined: the cell is empty. */
function valueOf({ t: type = 'n', s: style = '' }: Attributes, value: string, structure: Structure) {
  if (value === '') return undefined;
  switch (type) {
    case 's': {
      const text = structure.texts[Number(value)];
      if (text === undefined) throw damaged();
      return text || undefined;
    }
    case 'str':
    case 'inlineStr':
      return plainText(value);
    case 'b':
      return value === '1' || value === 'true';
    case 'e':
      return { error: value.slice(0, 20) };
    case 'd':
      return isDay(value.slice(0, 10)) ? { day: value.slice(0, 10) } : plainText(value);
    default: {
      const number = value.length > LONGEST_TEXT ? NaN : Number(value);
      if (!Number.isFinite(number)) throw damaged();
      const day = structure.dateStyles[Number(style)] ? dayOfSerial(number, structure.from1904) : undefined;
      return day === undefined ? number : { day };
    }
  }
}
