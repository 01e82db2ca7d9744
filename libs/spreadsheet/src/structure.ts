import { posix } from 'node:path';
import type { Archive } from './archive';
import { damaged, notAWorkbook, tooMuch } from './refused';
import { parseXml, type Handler } from './xml';

const MOST_SHEETS = 200;
const MOST_RELATIONS = 1_000;
const MOST_STYLES = 70_000;
const MOST_TEXTS = 600_000;
/** Excel's own limit. */
export const LONGEST_TEXT = 32_767;

export interface SheetPart {
  readonly name: string;
  readonly part: string;
}

/** What the cells of all sheets refer to. */
export interface Structure {
  readonly sheets: readonly SheetPart[];
  readonly from1904: boolean;
  /** Shared texts, by their number. */
  readonly texts: readonly string[];
  /** Whether the cell style of that number shows a number as a date. */
  readonly dateStyles: readonly boolean[];
}

export async function readStructure(archive: Archive): Promise<Structure> {
  const [main] = [...(await relations(archive, '')).values()].filter(({ type }) => type === 'officeDocument');
  if (!main || !archive.part(main.part)) throw notAWorkbook();
  const parts = await relations(archive, main.part);
  const partOf = (wanted: string) => [...parts.values()].find(({ type }) => type === wanted)?.part ?? '';
  const sheets: SheetPart[] = [];
  let from1904 = false;
  await read(archive, main.part, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const found = parts.get(relation);
      if (found?.type !== 'worksheet') return;
      const sheet = { name: attributes['name'] ?? '', part: found.part };
      if (sheets.some(({ name, part }) => name === sheet.name || part === sheet.part)) throw damaged();
      sheets.push(sheet);
      if (sheets.length > MOST_SHEETS)
        throw tooMuch(`超过 ${MOST_SHEETS} 张工作表`, `more than ${MOST_SHEETS} sheets`);
    },
  });
  return {
    sheets,
    from1904,
    texts: await sharedTexts(archive, partOf('sharedStrings')),
    dateStyles: await dateStyles(archive, partOf('styles')),
  };
}

/** A part that is not there is empty. */
export async function read(archive: Archive, name: string, handler: Handler): Promise<void> {
  const part = archive.part(name);
  if (part) await parseXml(part, handler);
}

interface Relation {
  /** The last word of its address: `worksheet`, `styles`, ... */
  readonly type: string;
  readonly part: string;
}

/** The parts that a part (or the file itself) refers to, by the id of the relation. */
async function relations(archive: Archive, from: string): Promise<ReadonlyMap<string, Relation>> {
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  const found = new Map<string, Relation>();
  await read(archive, `${folder}_rels/${from.slice(folder.length)}.rels`, {
    open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name !== 'Relationship') return;
      const part = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), part });
      if (found.size > MOST_RELATIONS) throw damaged();
    },
  });
  return found;
}

/** A text is made of runs; what only tells how to pronounce it (`rPh`) is no part of it. */
async function sharedTexts(archive: Archive, part: string): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let within = '';
  let pronounced = false;
  await read(archive, part, {
    open(name) {
      within = name;
      if (name === 'si') text = '';
      if (name === 'rPh') pronounced = true;
    },
    text(more) {
      if (within === 't' && !pronounced) text += more;
    },
    close(name) {
      within = '';
      if (name === 'rPh') pronounced = false;
      if (name === 'si') texts.push(plainText(text));
      if (texts.length > MOST_TEXTS)
        throw tooMuch(`超过 ${MOST_TEXTS} 段文字`, `more than ${MOST_TEXTS} texts`);
    },
  });
  return texts;
}

/** `_x000A_` stands for a character that XML does not take. */
export function plainText(text: string): string {
  if (text.length > LONGEST_TEXT)
    throw tooMuch(`有单元格超过 ${LONGEST_TEXT} 个字`, `a cell of more than ${LONGEST_TEXT} characters`);
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;
}

/** The built-in formats that show a day (ECMA-376 18.8.30, the Chinese ones among them). */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 58 && !(id > 36 && id < 50));

async function dateStyles(archive: Archive, part: string): Promise<boolean[]> {
  const styles: boolean[] = [];
  const formats = new Map<number, boolean>();
  let inCells = false;
  await read(archive, part, {
    open(name, attributes) {
      const id = Number(attributes['numFmtId']);
      if (name === 'cellXfs') inCells = true;
      else if (name === 'numFmt') formats.set(id, showsDay(attributes['formatCode'] ?? ''));
      else if (name === 'xf' && inCells) styles.push(formats.get(id) ?? isBuiltInDate(id));
      if (styles.length + formats.size > MOST_STYLES) throw damaged();
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** `yyyy"年"m"月"d"日"` does, `[Red]0.00`, `General` and `"day" 0` do not. */
const showsDay = (format: string): boolean =>
  /[ymd]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, ''));
