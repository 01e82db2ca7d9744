import type { Cell, Cells, Sheet } from '@jiedui/spreadsheet';
import type { RecordView } from '../records/record-store';
import type { BureauDef } from '../define-bureau';
import { guide, requirements } from './instructions';
import { marksSheet, rowKey, type Marks } from './marks';
import { shownFields } from './record-columns';
import { KEY, kept, now, VERSION, VILLAGE_NAME, type SheetColumn, type SheetPlan } from './sheet-plan';

/** A village for the clerk to look up. */
export interface NamedVillage {
  readonly code: string;
  readonly name: string;
}

/** A present record, and personal values of it where they were asked for. */
export interface Listed extends RecordView {
  readonly personal?: Readonly<Record<string, string>>;
}

export interface TemplateContent {
  readonly marks: Marks;
  readonly plans: readonly SheetPlan[];
  /** For the sheets that list them. */
  readonly records: ReadonlyMap<string, readonly Listed[]>;
  /** The personal fields that were asked for. */
  readonly personal: readonly string[];
  readonly blankRows: number;
  readonly villages: readonly NamedVillage[];
  readonly nameOf: (village: string) => string | undefined;
}

/** Excel checks what is typed so far down, also where no row was prepared. */
const CHECKED_ROWS = 10_000;

const NOTHING: ReadonlyMap<string, Cell> = new Map();

/** The sheets of a template: how to fill it in, one sheet for each command, the villages. */
export function templateSheets(def: BureauDef, content: TemplateContent): readonly Sheet[] {
  const { marks, plans, records, personal, blankRows, villages, nameOf } = content;
  const asked = new Set(personal.map(kept));
  return [
    guide(def.area, marks.kind),
    requirements(plans),
    ...plans.map((plan): Sheet => {
      const { lists, isBlank } = plan;
      const columns = withKept(
        plan.columns,
        plan.kept.filter(({ id }) => asked.has(id)),
      );
      const cellsOf = lists && recordCells(def, plan, nameOf);
      const rows = [
        ...(cellsOf ? records.get(lists)!.map(cellsOf) : []),
        ...Array.from({ length: isBlank ? blankRows : 0 }, () => NOTHING),
      ].map((cells, at) => cellsIn(columns, new Map([...cells, [KEY, rowKey(marks.template, at + 1)]])));
      return sheetOf(plan, columns, rows);
    }),
    ...(villages.length ? [villagesSheet(villages)] : []),
    marksSheet(marks),
  ];
}

export const sheetOf = (
  { name }: SheetPlan,
  columns: readonly SheetColumn[],
  rows: readonly Cells[],
): Sheet => ({
  ...{ name, columns, rows, checkedRows: CHECKED_ROWS },
  frozen: Math.max(1, columns.findLastIndex(({ id }) => id === 'village' || id === VILLAGE_NAME) + 1),
});

export const cellsIn = (columns: readonly SheetColumn[], cells: ReadonlyMap<string, Cell>): Cells =>
  columns.map(({ id }) => cells.get(id));

/** What a row of a present record says of it: which one it is, and what it is now. */
export function recordCells(
  { area }: BureauDef,
  { lists, columns, given }: SheetPlan,
  nameOf: (village: string) => string | undefined,
): (record: Listed) => ReadonlyMap<string, Cell> {
  const fields = shownFields(area, lists!);
  const givenCells = columns.filter(({ id }) => given.has(id));
  return ({ village, id, version, classification, personal = {} }) => {
    const cells = new Map<string, Cell>([[VERSION, version]]);
    const put = (column: string, cell: Cell | undefined) => cell !== undefined && cells.set(column, cell);
    put(VILLAGE_NAME, nameOf(village));
    for (const { id: member, cell } of givenCells)
      put(member, cell!.write(member === 'village' ? village : id));
    for (const { field, cell } of fields) if (classification) put(now(field), cell(classification));
    for (const [field, value] of Object.entries(personal)) put(kept(field), value);
    return cells;
  };
}

/** Behind what the record is. */
const withKept = (columns: readonly SheetColumn[], some: readonly SheetColumn[]): readonly SheetColumn[] => {
  const at = columns.findIndex(({ id }) => id === 'occurredOn');
  return [...columns.slice(0, at), ...some, ...columns.slice(at)];
};

const villagesSheet = (villages: readonly NamedVillage[]): Sheet => ({
  name: '村庄代码表',
  columns: [
    { heading: '村庄代码', width: 16, format: 'text', tone: 'given' },
    { heading: '村名', width: 20, format: 'text', tone: 'given' },
  ],
  rows: villages.map(({ code, name }) => [code, name]),
  frozen: 1,
});
