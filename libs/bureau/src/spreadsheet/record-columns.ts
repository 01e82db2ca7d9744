import type { AreaDef, Classification, FieldType } from '@jiedui/programme';
import { yuanOf, type Cell, type Column } from '@jiedui/spreadsheet';
import { labelOf } from '../http/command-form';

/** How a field of a classification is shown in a column. */
export interface ShownField {
  readonly field: string;
  readonly column: Pick<Column, 'heading' | 'format' | 'width'>;
  cell(classification: Classification): Cell | undefined;
}

/** The fields of a kind of record, in words; money in yuan. */
export const shownFields = (area: AreaDef, kind: string): readonly ShownField[] =>
  Object.entries(area.records[kind]!.fields).map(([field, type]) => {
    const { zh, codes = {} } = labelOf(area, field);
    const shown = shownValue(type, isMoney(zh), codes);
    return {
      field,
      column: { heading: isMoney(zh) ? inYuan(zh) : zh, ...shown },
      cell: (classification) => {
        const value = classification[field];
        return value === undefined || value === null ? undefined : shown.show(value);
      },
    };
  });

function shownValue(
  type: FieldType,
  money: boolean,
  codes: Readonly<Record<string, { readonly zh: string }>>,
) {
  type Value = string | number | boolean;
  if (type === 'boolean')
    return { format: 'text', width: 10, show: (value: Value): Cell => (value ? '是' : '否') } as const;
  if (type !== 'integer')
    return {
      format: 'text',
      width: 16,
      show: (value: Value): Cell => codes[String(value)]?.zh ?? value,
    } as const;
  return money
    ? ({ format: 'money', width: 16, show: (value: Value): Cell => yuanOf(Number(value)) } as const)
    : ({ format: 'whole', width: 10, show: (value: Value): Cell => value } as const);
}

/** The words for a field name its unit; a clerk reads and writes yuan. */
const isMoney = (words: string): boolean => words.includes('（分');

/** `本金（分）` -> `本金（元）` */
export const inYuan = (words: string): string =>
  isMoney(words) ? words.replace('（分', '（元') : `${words}（元）`;
