import { randomBytes } from 'node:crypto';
import { WorkbookRefused, type Sheet, type SheetContent } from '@jiedui/spreadsheet';

/** What a workbook says of itself on a sheet that nobody sees. */
export interface Marks {
  readonly area: string;
  readonly kind: string;
  /** Random: no other template has it. */
  readonly template: string;
}

export const MARKS_SHEET = '模板信息';
/** Goes up when templates of before can no longer be read. */
const FORMAT = '1';
const TEMPLATE = /^[\w-]{22}$/;
/** The template of a row and its number there, or what stands for its content and its number among equals. */
const ROW_KEY = /^[\w-]{22}\.(\d{1,6}|[\w-]{32}\.\d{1,5})$/;

export const newTemplate = (): string => randomBytes(16).toString('base64url');
export const rowKey = (template: string, number: number): string => `${template}.${number}`;
/** Of a row that no template has prepared. */
export const addedKey = (template: string, digest: string, nth: number): string =>
  `${template}.${digest.slice(0, 32)}.${nth}`;
export const isRowKey = (text: unknown): text is string => typeof text === 'string' && ROW_KEY.test(text);

export function marksSheet({ area, kind, template }: Marks): Sheet {
  const column = { heading: '', width: 30, format: 'text', tone: 'given' } as const;
  return {
    name: MARKS_SHEET,
    columns: [column, column],
    rows: Object.entries({ format: FORMAT, area, kind, template }),
    hidden: true,
  };
}

/** Throws a WorkbookRefused when the workbook is no template of this area. */
export function readMarks(sheet: SheetContent | undefined, area: string): Marks {
  const marks = new Map(sheet?.rows.map(({ cells }) => [cells[0], cells[1]]));
  const template = marks.get('template');
  if (typeof template !== 'string' || !TEMPLATE.test(template))
    throw refused(
      'not-a-template',
      '这不是本系统下载的模板。请下载模板，把内容粘贴到模板里再上传（不要把工作表复制到别的文件里）',
      'This workbook is no template of this service: download one and paste the rows into it',
    );
  if (marks.get('format') !== FORMAT)
    throw refused(
      'template-outdated',
      '模板的版本已不再使用。请下载新模板，把内容粘贴过去',
      'Templates of this version are no longer read: download a new one',
    );
  if (marks.get('area') !== area)
    throw refused(
      'template-of-another-area',
      '这是另一个领域的模板。请到该领域上传，或下载本领域的模板',
      'This is a template of another area: send it there',
    );
  return { area, kind: String(marks.get('kind')), template };
}

const refused = (rule: string, zh: string, en: string) =>
  new WorkbookRefused([{ rule, message: { zh, en } }]);
