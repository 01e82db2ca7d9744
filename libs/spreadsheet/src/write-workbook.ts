import {
  writeXlsx,
  writeXlsxStream,
  type CellStyle,
  type CellValue,
  type ColumnDef,
  type DataValidation,
  type WriteSheet,
} from 'hucre/xlsx';
import { Readable } from 'node:stream';
import { serialOf, type Cell, type Cells } from './cell';
import type { Check, Column, Sheet, Tone } from './column';

/** The list of choices of each drop-down stands in a column of this sheet: in the cell itself it may be too long. */
const CHOICES = '选项';
const FONT = { name: '等线', size: 11 };
/** The same sheets make the same bytes, whenever they are written. */
const NO_TIME = new Date('1980-01-01T00:00:00Z');

/** Writes sheets as an xlsx file. */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const lists: (readonly string[])[] = [];
  const written = sheets.map((sheet) => writeSheet(sheet, (choices) => placeOf(lists, choices)));
  const choices: WriteSheet = { name: CHOICES, rows: transposed(lists), veryHidden: true };
  const bytes = await writeXlsx({
    sheets: lists.length ? [...written, choices] : written,
    defaultFont: FONT,
    properties: { modified: NO_TIME },
  });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Writes one sheet while its rows come: as much memory for a million rows as for one. */
export function streamSheet(
  { name, columns }: Pick<Sheet, 'name' | 'columns'>,
  rows: AsyncIterable<Cells>,
): Readable {
  async function* all() {
    yield columns.map(({ heading }) => heading);
    for await (const cells of rows) yield cells.map(written);
  }
  return Readable.fromWeb(
    writeXlsxStream(all(), { name, columns: columns.map(columnOf), freezePane: { rows: 1 } }),
  );
}

function writeSheet(
  { name, columns, rows, checkedRows = 0, frozen = 0, hidden }: Sheet,
  place: (choices: readonly string[]) => string,
): WriteSheet {
  const body = Array.from(rows, (cells) => columns.map((_, at) => written(cells[at])));
  const heights = body.flatMap((cells, at) => {
    const lines = linesIn(columns, cells);
    return lines > 1 ? [[at + 1, { height: lines * LINE }] as const] : [];
  });
  const cells = new Map(
    columns.map(
      ({ heading, tone }, at) =>
        [`0,${at}`, { value: heading, type: 'string', style: HEADINGS[tone] }] as const,
    ),
  );
  return {
    name,
    columns: columns.map(columnOf),
    rows: [columns.map(({ heading }) => heading), ...body],
    cells,
    rowDefs: new Map(heights),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$1:$1',
    },
    dataValidations: columns.flatMap((column, at) => validationOf(column, at, checkedRows, place)),
    freezePane: { rows: 1, columns: frozen },
    ...(frozen > 0 && { autoFilter: { range: `A1:${letter(columns.length - 1)}${body.length + 1}` } }),
    ...(hidden && { veryHidden: true }),
  };
}

/** Points. */
const LINE = 16;

/** Of the longest prose in a row: not every program makes room for it by itself. */
const linesIn = (columns: readonly Column[], cells: readonly CellValue[]): number =>
  Math.max(
    1,
    ...columns.flatMap(({ format, width }, at) =>
      format === 'prose' && typeof cells[at] === 'string'
        ? [cells[at].split('\n').reduce((lines, line) => lines + Math.ceil((widthOf(line) + 1) / width), 0)]
        : [],
    ),
  );

/** In characters; what is not Latin takes two. */
const widthOf = (text: string): number => text.replace(/[^\u0000-\u024f]/g, '--').length;

/**
 * A text is written as a text, in a format that is text too: Excel and WPS compute nothing of it, whatever it
 * begins with, neither when it is opened nor when it is edited. What `_x000A_` would stand for is escaped.
 */
function written(cell: Cell | undefined): CellValue {
  if (cell === undefined) return null;
  if (typeof cell === 'string') return asText(cell);
  if (typeof cell !== 'object') return cell;
  return 'day' in cell ? new Date(`${cell.day}T00:00:00Z`) : asText(cell.error);
}

const asText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

const TOP = { vertical: 'top' } as const;
const FORMATS: Readonly<Record<Column['format'], CellStyle>> = {
  text: { numFmt: '@', alignment: TOP },
  prose: { numFmt: '@', alignment: { ...TOP, wrapText: true } },
  plain: { alignment: TOP },
  day: { numFmt: 'yyyy-mm-dd', alignment: TOP },
  money: { numFmt: '#,##0.00', alignment: TOP },
  whole: { numFmt: '0', alignment: TOP },
  share: { numFmt: '0.00%', alignment: TOP },
};

const solid = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;
const heading = (background: string, color: string): CellStyle => ({
  font: { ...FONT, bold: true, color: { rgb: color } },
  fill: solid(background),
  alignment: { wrapText: true, vertical: 'center' },
  numFmt: '@',
});

const HEADINGS: Readonly<Record<Tone, CellStyle>> = {
  needed: heading('1F4E78', 'FFFFFF'),
  wanted: heading('DDEBF7', '1F4E78'),
  given: heading('D9D9D9', '404040'),
  reason: heading('C00000', 'FFFFFF'),
};

const BODIES: Readonly<Record<Tone, CellStyle>> = {
  needed: {},
  wanted: {},
  given: { fill: solid('F2F2F2') },
  reason: { font: { ...FONT, color: { rgb: 'C00000' } } },
};

const columnOf = ({ width, format, tone, hidden }: Column): ColumnDef => ({
  width,
  style: { ...FORMATS[format], ...BODIES[tone] },
  ...(hidden && { hidden }),
});

function validationOf(
  { heading, check, prompt }: Column,
  at: number,
  rows: number,
  place: (choices: readonly string[]) => string,
): DataValidation[] {
  if (!rows || !check) return [];
  return [
    {
      ...ruleOf(check, place),
      range: `${letter(at)}2:${letter(at)}${rows + 1}`,
      allowBlank: true,
      showErrorMessage: true,
      errorTitle: heading.slice(0, 30),
      errorMessage: prompt?.slice(0, 200) ?? '请按要求填写',
      ...(prompt && {
        showInputMessage: true,
        inputTitle: heading.slice(0, 30),
        inputMessage: prompt.slice(0, 200),
      }),
    },
  ];
}

function ruleOf(check: Check, place: (choices: readonly string[]) => string) {
  const between = (type: 'whole' | 'decimal' | 'date' | 'textLength', from: string, to: string) =>
    ({ type, operator: 'between', formula1: from, formula2: to }) as const;
  switch (check.type) {
    case 'choice':
      return { type: 'list', formula1: place(check.choices) } as const;
    case 'day':
      return between('date', String(serialOf(check.from)), String(serialOf('2099-12-31')));
    case 'length':
      return between('textLength', String(check.min), String(check.max));
    default:
      return between(check.type, String(check.min), String(check.max));
  }
}

/** Where a list of choices stands; equal ones stand there once. */
function placeOf(lists: (readonly string[])[], choices: readonly string[]): string {
  const same = (list: readonly string[]) => list.join('\n') === choices.join('\n');
  let at = lists.findIndex(same);
  if (at < 0) at = lists.push(choices) - 1;
  return `${CHOICES}!$${letter(at)}$1:$${letter(at)}$${choices.length}`;
}

const transposed = (lists: readonly (readonly string[])[]): CellValue[][] =>
  Array.from({ length: Math.max(0, ...lists.map(({ length }) => length)) }, (_, row) =>
    lists.map((list) => list[row] ?? null),
  );

/** 0 -> `A`, 27 -> `AB` */
export const letter = (column: number): string =>
  (column >= 26 ? letter(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
