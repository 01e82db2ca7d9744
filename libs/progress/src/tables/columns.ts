import { STATUSES, STATUS_TEXT, type Int, type Ratio, type Status } from '@jiedui/programme';
import { exactCell, yuanText, type Cell, type Column } from '@jiedui/spreadsheet';
import { decimal } from '../queries/shown';

/** A column of a table, and what stands in it for one thing. */
export interface TableColumn<T> extends Column {
  cell(of: T): Cell | null | undefined;
}

export const column = <T>(
  heading: string,
  cell: TableColumn<T>['cell'],
  width = 12,
  format: Column['format'] = 'text',
): TableColumn<T> => ({ heading, width, format, tone: 'wanted', cell });

export const rowOf =
  <T>(columns: readonly TableColumn<T>[]) =>
  (of: T): (Cell | undefined)[] =>
    columns.map(({ cell }) => cell(of) ?? undefined);

/** How many villages there are in each status. */
export const statusColumns = <T>(
  counts: (of: T) => Readonly<Record<Status, number>>,
): readonly TableColumn<T>[] =>
  STATUSES.map((status) => column(STATUS_TEXT[status].zh, (of) => counts(of)[status], 10, 'whole'));

/** A measure, every digit of it; money in yuan. */
export const measure = (value: Int, unit: string | undefined): Cell =>
  exactCell(unit === 'fen' ? yuanText(value) : value.toString());

/** A share (rounded down, as everywhere), or the mean of amounts in yuan. */
export const ratioCell = (ratio: Ratio | null, unit: string | undefined): Cell | null => {
  const value = decimal(ratio);
  return value === null || unit !== 'fen' ? value : Math.floor(value) / 100;
};

export const yesNo = (is: boolean): Cell => (is ? '是' : '否');
