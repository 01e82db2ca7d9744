import { dayIn, JIEDUI_2017 } from '@jiedui/programme';
import type { Cells, Column } from '@jiedui/spreadsheet';
import type { BureauDef } from '../define-bureau';
import type { RecordView } from '../records/record-store';
import { shownFields } from './record-columns';

const column = (heading: string, width: number, format: Column['format'] = 'text'): Column => ({
  ...{ heading, width, format, tone: 'wanted' },
});

/** A list of records as a table: where, which, what it is now in words, and since when. */
export function recordTable(
  { area }: BureauDef,
  kind: string,
  nameOf: (village: string) => string | undefined,
) {
  const fields = shownFields(area, kind);
  const { zh, identity } = area.records[kind]!;
  const hasId = identity !== 'village';
  return {
    name: zh,
    columns: [
      column('村庄代码', 16),
      column('村名', 16),
      ...(hasId ? [column(`${zh}编号`, 38)] : []),
      ...fields.map(({ column }): Column => ({ ...column, tone: 'wanted' })),
      column('最近登记日', 13, 'day'),
    ],
    cellsOf: ({ village, id, classification, updatedAt }: RecordView): Cells => [
      village,
      nameOf(village),
      ...(hasId ? [id] : []),
      ...fields.map(({ cell }) => (classification ? cell(classification) : undefined)),
      { day: dayIn(JIEDUI_2017.timezone, new Date(updatedAt)) },
    ],
  };
}
