import type { AreaDef, Text } from '@jiedui/programme';
import {
  letter,
  WorkbookRefused,
  type Cell,
  type FileFault,
  type Row,
  type Workbook,
} from '@jiedui/spreadsheet';
import { canonicalJson } from '../canonical-json';
import { contentOf } from '../http/command-form';
import { hasLostDigits } from './cell-of-field';
import { addedKey, isRowKey, MARKS_SHEET, readMarks, type Marks } from './marks';
import { bare, KEY, VERSION, type SheetColumn, type SheetPlan } from './sheet-plan';

/** So many commands one file may hold. */
export const MOST_ROWS = 10_000;

/** A row that was filled in: a command, or what keeps it from being one. */
export interface ImportRow {
  readonly plan: SheetPlan;
  /** As Excel counts. */
  readonly number: number;
  /** What the clerk wrote, by the id of its column. */
  readonly cells: ReadonlyMap<string, Cell>;
  readonly content: ReturnType<typeof contentOf>;
  /** That of the template, or one of its own: it stays with the row when it is given back. */
  readonly key: string;
  readonly idempotencyKey: string;
  /** The version of the record that the row was made for. */
  readonly version: number | undefined;
  /** What is wrong with it before any rule is asked; empty: nothing. */
  readonly reasons: readonly Text[];
}

export interface ImportFile {
  readonly marks: Marks;
  /** Those that are filled in. */
  readonly rows: readonly ImportRow[];
}

/** Whether a sheet of that name is read at all: a clerk may keep others in the file. */
export const isRead = (plans: readonly SheetPlan[]): ((name: string) => boolean) => {
  const names = new Set([MARKS_SHEET, ...plans.map(({ name }) => name)]);
  return (name) => names.has(name);
};

/**
 * The rows of a workbook that is a template of the area. What is wrong with a row is told with the row; what
 * is wrong with the file, all at once, in a WorkbookRefused. `digest` is keyed: nobody can guess the content
 * of a row from its idempotency key.
 */
export function readRows(
  area: AreaDef,
  plans: readonly SheetPlan[],
  { sheets }: Workbook,
  digest: (text: string) => string,
): ImportFile {
  const marks = readMarks(
    sheets.find(({ name }) => name === MARKS_SHEET),
    area.id,
  );
  const faults: FileFault[] = [];
  const rows: ImportRow[] = [];
  const keys = new Keys(marks.template, digest);
  for (const { name, rows: content } of sheets) {
    const plan = plans.find((plan) => plan.name === name);
    if (!plan || content.length < 2) continue;
    const columns = columnsOf(plan, content[0]!, faults);
    for (const row of content.slice(1)) {
      const cells = cellsOf(columns, row);
      if (isFilledIn(plan, cells)) rows.push(readRow(plan, row.number, cells, keys));
    }
  }
  if (!faults.length && !rows.length) faults.push(NOTHING_FILLED_IN);
  if (rows.length > MOST_ROWS) faults.push(tooManyRows(rows.length));
  if (faults.length) throw new WorkbookRefused(faults);
  return { marks, rows };
}

/** The columns by their headings, wherever they stand; undefined where there is no heading. */
function columnsOf(plan: SheetPlan, { cells }: Row, faults: FileFault[]): (SheetColumn | undefined)[] {
  const byHeading = new Map(
    [...plan.columns, ...plan.kept, REASON].map((column) => [bare(column.heading), column]),
  );
  const seen = new Set<SheetColumn>();
  const strange: string[] = [];
  const columns = Array.from(cells, (cell, at) => {
    const column = typeof cell === 'string' ? byHeading.get(bare(cell)) : undefined;
    if ((cell !== undefined && !column) || (column && seen.has(column))) strange.push(letter(at));
    if (column) seen.add(column);
    return column;
  });
  const missing = plan.columns.filter((column) => column.optional === false && !seen.has(column));
  if (strange.length || missing.length) faults.push(headingsChanged(plan.name, strange, missing));
  return columns;
}

/** Given back with the wrong rows in front of each; read again, it says nothing. */
export const REASON: SheetColumn = {
  ...{ id: 'reason', heading: '原因', width: 50, format: 'prose', tone: 'reason' },
};

function cellsOf(columns: readonly (SheetColumn | undefined)[], { cells }: Row): ReadonlyMap<string, Cell> {
  const read = new Map<string, Cell>();
  for (const [at, cell] of cells.entries()) {
    const column = columns[at];
    const isBlank = typeof cell === 'string' && cell.trim() === '';
    if (column && cell !== undefined && !isBlank) read.set(column.id, cell);
  }
  return read;
}

/** A row of a present record is, when it says more than the template did. */
const isFilledIn = ({ columns, given }: SheetPlan, cells: ReadonlyMap<string, Cell>): boolean =>
  columns.some(({ id, cell }) => cell && cells.has(id) && !(cells.has(VERSION) && given.has(id)));

function readRow(plan: SheetPlan, number: number, cells: ReadonlyMap<string, Cell>, keys: Keys): ImportRow {
  const body: Record<string, unknown> = {};
  const faults = new Map<string, Text>();
  for (const { id, cell: field, heading } of plan.columns) {
    const cell = cells.get(id);
    if (!field || cell === undefined) continue;
    const value = field.read(cell);
    if (value !== undefined) body[id] = value;
    else
      faults.set(
        id,
        wrong(heading, field.format === 'text' && hasLostDigits(cell) ? LOST_DIGITS : field.must),
      );
  }
  const { values, violations } = plan.form.form.read(body);
  for (const { pointer, message } of violations) {
    const member = pointer!.slice(1);
    if (!faults.has(member)) faults.set(member, message);
  }
  const reasons = plan.columns.flatMap(({ id }) => faults.get(id) ?? []);
  const content = contentOf(plan.form, values);
  const { key, reason } = keys.of(plan, number, cells.get(KEY), content);
  const version = cells.get(VERSION);
  const isVersion = version === undefined || (Number.isSafeInteger(Number(version)) && Number(version) > 0);
  if (reason) reasons.push(reason);
  if (!isVersion) reasons.push(MARKS_CHANGED);
  return {
    ...{ plan, number, cells, content, key, reasons },
    idempotencyKey: `${key}.${plan.form.name}`,
    version: version === undefined || !isVersion ? undefined : Number(version),
  };
}

/** Gives each row of a file its key (docs/adr/008). */
class Keys {
  /** Key in a sheet -> the row that has it. */
  private readonly rows = new Map<string, number>();
  /** Content -> rows that were added by hand with it. */
  private readonly added = new Map<string, number>();

  constructor(
    private readonly template: string,
    private readonly digest: (text: string) => string,
  ) {}

  of({ name }: SheetPlan, number: number, given: Cell | undefined, content: object) {
    const first = isRowKey(given) ? this.rows.get(`${name} ${given}`) : undefined;
    const key = isRowKey(given) && first === undefined ? given : this.keyOf(name, content);
    this.rows.set(`${name} ${key}`, number);
    if (key === given || given === undefined) return { key };
    return { key, reason: first === undefined ? MARKS_CHANGED : copyOf(first) };
  }

  private keyOf(sheet: string, content: object): string {
    const digest = this.digest(canonicalJson(content));
    let nth = this.added.get(digest) ?? 0;
    let key: string;
    do key = addedKey(this.template, digest, ++nth);
    while (this.rows.has(`${sheet} ${key}`));
    this.added.set(digest, nth);
    return key;
  }
}

const named = (heading: string): string => heading.replace('*', '');

const wrong = (heading: string, { zh, en }: Text): Text => ({
  zh: `“${named(heading)}”${zh}`,
  en: `${named(heading)} ${en}`,
});

const LOST_DIGITS: Text = {
  zh: '的数字超过 15 位，Excel 已把后面的位数改成 0。请把单元格格式设为“文本”，再重新输入',
  en: 'is a number of more than 15 digits, of which Excel has lost the last: format the cell as text and enter it again',
};

const MARKS_CHANGED: Text = {
  zh: '隐藏列（行标识、版本）被改动，无法判断此行是否登记过。请核对是否已登记，未登记的可直接上传本文件',
  en: 'The hidden columns were changed, so it cannot be told whether the row was recorded before: check, then send this file',
};

const copyOf = (number: number): Text => ({
  zh: `此行连同隐藏的行标识一起复制自第 ${number} 行，为防止重复登记没有办理。确属另一项的，核对后直接上传本文件`,
  en: `This row was copied from row ${number} with its hidden key. If it is another one indeed, send this file`,
});

const NOTHING_FILLED_IN: FileFault = {
  rule: 'nothing-filled-in',
  message: {
    zh: '没有填写任何一行。请在办理事项的工作表中填写后再上传',
    en: 'No row is filled in',
  },
};

const tooManyRows = (rows: number): FileFault => ({
  rule: 'too-many-rows',
  message: {
    zh: `填写了 ${rows} 行，一次最多 ${MOST_ROWS} 行。请分成几个文件上传`,
    en: `${rows} rows are filled in, ${MOST_ROWS} at most are taken at once: split the file`,
  },
});

const headingsChanged = (
  sheet: string,
  strange: readonly string[],
  missing: readonly SheetColumn[],
): FileFault => {
  const names = missing.map(({ heading }) => `“${named(heading)}”`).join('、');
  const zh = [
    strange.length ? `第 ${strange.join('、')} 列的标题不是模板中的，或重复（自己加的列请删去）` : '',
    missing.length ? `缺少标题为${names}的列` : '',
  ];
  const en = [
    strange.length ? `columns ${strange.join(', ')} have headings that are not the template's, or twice` : '',
    missing.length ? `missing columns: ${names}` : '',
  ];
  return {
    rule: 'headings-changed',
    message: {
      zh: `工作表“${sheet}”第 1 行的标题有误：${zh.filter(Boolean).join('；')}`,
      en: `Sheet ${sheet}, headings in row 1: ${en.filter(Boolean).join('; ')}`,
    },
  };
};
