import { MAX_FEN, type Field, type Label, type Text } from '@jiedui/programme';
import {
  dayOfSerial,
  decimalOf,
  fenOf,
  isDayCell,
  yuanOf,
  type Cell,
  type Check,
  type Column,
} from '@jiedui/spreadsheet';
import type { Requirement } from '../http/requirement';
import { dayOfText } from './day-text';

/** What a field asks of its cells, and how the two turn into each other. */
export interface FieldCell {
  readonly format: Column['format'];
  readonly width: number;
  readonly check?: Check;
  /** What is to be written, behind the name of the column. */
  readonly must: Text;
  /** The value that a cell stands for; undefined: for none. Whether the field takes it is asked elsewhere. */
  read(cell: Cell): unknown;
  write(value: unknown): Cell | undefined;
}

/** A field of an event, or a personal text. */
export type AnyField = Field | { readonly type: 'text'; readonly maxLength: number };

/** What stands for a code or a truth, in the clerk's words. */
interface Word {
  readonly value: unknown;
  readonly word: string;
}

export function cellOfField(field: AnyField, { codes = {} }: Label, { holds, must }: Requirement): FieldCell {
  switch (field.type) {
    case 'code': {
      const words = field.values.map((value) => ({ value, word: codes[value]?.zh ?? value }));
      const list = words.map(({ word }) => word);
      return ofWords(words, {
        zh: `请从下拉列表中选择：${shortened(list).join('、')}`,
        en: `must be one of ${shortened(list).join(', ')}`,
      });
    }
    case 'flag':
      return ofWords(
        [
          { value: true, word: '是' },
          { value: false, word: '否' },
        ],
        { zh: '请填“是”或“否”', en: 'must be 是 or 否' },
      );
    case 'day':
      return {
        ...{ format: 'day', width: 13, check: { type: 'day', from: '2016-01-01' } },
        must: {
          zh: '请填日期，如 2018-03-01、2018/3/1 或 2018年3月1日',
          en: 'must be a day such as 2018-03-01',
        },
        read: dayOfCell,
        write: (value) => ({ day: String(value) }),
      };
    case 'fen':
      return {
        ...{ format: 'money', width: 16, check: { type: 'decimal', min: 0, max: yuanOf(MAX_FEN) } },
        must: {
          zh: `请填以元为单位的金额，0 至 ${yuanOf(MAX_FEN)}，最多两位小数`,
          en: `must be an amount in yuan, 0 to ${yuanOf(MAX_FEN)}, with two decimals at most`,
        },
        read: (cell) => fenOf(digitsOf(cell) ?? ''),
        write: (value) => yuanOf(Number(value)),
      };
    case 'count':
    case 'year':
      return {
        ...{ format: 'whole', width: 10, check: { type: 'whole', min: field.min, max: field.max }, must },
        read: (cell) => numberOf(digitsOf(cell)?.replace(field.type === 'year' ? /年$/ : '', '')),
        write: Number,
      };
    case 'number':
      return {
        ...{ format: 'plain', width: 12, check: { type: 'decimal', min: field.min, max: field.max }, must },
        read: (cell) => (typeof cell === 'number' ? cell : numberOf(digitsOf(cell))),
        write: Number,
      };
    case 'village':
      return ofText(16, { type: 'length', min: 12, max: 12 }, must, holds);
    case 'id':
      return ofText(38, undefined, must, holds);
    case 'name':
    case 'text':
      return ofText(
        field.maxLength <= 30 ? field.maxLength + 2 : field.maxLength <= 100 ? 16 : 30,
        { type: 'length', min: 1, max: field.maxLength },
        must,
        holds,
      );
  }
}

function ofWords(words: readonly Word[], must: Text): FieldCell {
  const values = new Map<unknown, unknown>();
  for (const { value } of words) values.set(plain(String(value)), value);
  for (const { value, word } of words) values.set(plain(word), value);
  const choices = words.map(({ word }) => word);
  return {
    ...{ format: 'text', width: Math.min(30, Math.max(10, ...choices.map(({ length }) => 2 * length + 4))) },
    check: { type: 'choice', choices },
    must,
    read: (cell) => values.get(plain(textOf(cell))),
    write: (written) => words.find(({ value }) => value === written)?.word,
  };
}

/** A text as it was pasted: what does not hold may do so without capitals that are none, and full-width digits. */
const ofText = (
  width: number,
  check: Check | undefined,
  must: Text,
  holds: Requirement['holds'],
): FieldCell => ({
  ...{ format: 'text', width, ...(check && { check }), must },
  read(cell) {
    const text = textOf(cell);
    if (text === undefined || holds(text)) return text;
    const upright = text.normalize('NFKC').toUpperCase();
    return holds(upright) ? upright : text;
  },
  write: String,
});

/** Excel keeps 15 digits of a number: a longer one has lost its last. */
export const hasLostDigits = (cell: Cell): boolean => typeof cell === 'number' && Math.abs(cell) >= 1e15;

function textOf(cell: Cell): string | undefined {
  if (typeof cell === 'string') return cell.trim() || undefined;
  if (typeof cell === 'number') return hasLostDigits(cell) ? undefined : decimalOf(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return isDayCell(cell) ? cell.day : undefined;
}

/** A text for comparing: the width of characters, spaces and capitals do not count. */
const plain = (text: string | undefined): string | undefined =>
  text?.normalize('NFKC').replace(/\s/g, '').toUpperCase();

const digitsOf = (cell: Cell): string | undefined =>
  typeof cell === 'string' || typeof cell === 'number' ? plain(textOf(cell)) : undefined;

const numberOf = (digits: string | undefined): number | undefined =>
  digits !== undefined && /^-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d*)?$/.test(digits)
    ? Number(digits.replaceAll(',', ''))
    : undefined;

/** Serial numbers that a clerk can mean when the format of the cell was lost: 2000 to 2100. */
const isSerial = (number: number): boolean => number >= 36_526 && number <= 73_050;

function dayOfCell(cell: Cell) {
  if (isDayCell(cell)) return cell.day;
  if (typeof cell === 'number' && isSerial(cell)) return dayOfSerial(cell);
  return dayOfText(digitsOf(cell) ?? '');
}

const shortened = (words: readonly string[]): readonly string[] =>
  words.length > 20 ? [...words.slice(0, 20), '……'] : words;
