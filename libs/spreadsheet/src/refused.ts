import type { Text } from '@jiedui/programme';

/** One thing that is wrong with a file as a whole. */
export interface FileFault {
  readonly rule: string;
  readonly message: Text;
}

/** The file is not taken: whoever sent it can mend it. Quotes nothing of it. */
export class WorkbookRefused extends Error {
  override readonly name = 'WorkbookRefused';

  constructor(readonly faults: readonly FileFault[]) {
    super(faults.map(({ rule }) => rule).join(', '));
  }
}

const refused = (rule: string, zh: string, en: string) =>
  new WorkbookRefused([{ rule, message: { zh, en } }]);

export const notAWorkbook = () =>
  refused(
    'not-a-workbook',
    '文件不是 xlsx 工作簿。旧格式（.xls、.et）或加了密码的文件，请用 Excel 或 WPS 另存为不加密的 .xlsx 再上传',
    'This is no xlsx workbook. Save an older format (.xls, .et) or a file with a password as .xlsx without one',
  );

export const damaged = () =>
  refused(
    'workbook-damaged',
    '文件已损坏，无法读取。请用 Excel 或 WPS 打开检查，另存一份再上传',
    'The file is damaged and cannot be read. Open it in Excel or WPS, save it anew and send that',
  );

/** Beyond a limit: which one is said in the clerk's words. */
export const tooMuch = (zh: string, en: string) =>
  refused('workbook-too-large', `文件超出限度：${zh}。请分成几个文件上传`, `Too much for one file: ${en}`);
