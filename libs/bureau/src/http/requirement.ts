import { isDay, MAX_FEN, type Field, type Label, type Text } from '@jiedui/programme';
import { isBoolean, isIn, isInt, isNumber, matches, max, min } from 'class-validator';
import type { PersonalField } from '../define-bureau';

/** A JSON Schema, as far as fields need it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What is asked of one member of a body: how class-validator checks it, how OpenAPI shows it, and what the
 * clerk is told behind the member's name when it does not hold.
 */
export interface Requirement {
  readonly rule: string;
  readonly holds: (value: unknown) => boolean;
  readonly schema: JsonSchema;
  readonly must: Text;
  readonly example: unknown;
}

const VILLAGE = /^[0-9]{12}$/;
/** A UUID, or a code of another's making; a phone or identity number is neither, and ids go into events. */
const ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:[0-9]{0,6}[!-/:-~])*[0-9]{0,6})$/;
const ID_LENGTH = 64;
/** No control characters, no space at either end. */
const NAME = /^[^\s\x00-\x1f\x7f-\x9f]([^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f])?$/;
/** Lines and tabs, but no other control characters. */
const PROSE = /^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+$/;
/** A string that UTF-8 can hold, of this form; its length in code points, as JSON Schema counts. */
const isText = (value: unknown, form: RegExp, longest: number): boolean =>
  typeof value === 'string' &&
  value.length <= 2 * longest &&
  [...value].length <= longest &&
  value.isWellFormed() &&
  form.test(value);

const integer = (rule: string, least: number, most: number, must: Text, example = least): Requirement => ({
  rule,
  holds: (value) => isInt(value) && min(value, least) && max(value, most),
  schema: { type: 'integer', minimum: least, maximum: most },
  must,
  example,
});

/** What a field of an event asks for (programme/src/field.ts); `codes` are the words for its codes. */
export function requirementOf(field: Field, codes: Label['codes'] = {}): Requirement {
  switch (field.type) {
    case 'code': {
      const values = [...field.values];
      return {
        rule: 'one-of',
        holds: (value) => isIn(value, values),
        schema: { type: 'string', enum: values },
        must: {
          zh: `须为以下代码之一：${values.map((code) => (codes[code] ? `${code}（${codes[code].zh}）` : code)).join('、')}`,
          en: `must be one of ${values.map((code) => (codes[code] ? `${code} (${codes[code].en})` : code)).join(', ')}`,
        },
        example: values[0],
      };
    }
    case 'flag':
      return {
        rule: 'flag',
        holds: isBoolean,
        schema: { type: 'boolean' },
        must: { zh: '须为 true（是）或 false（否）', en: 'must be true or false' },
        example: true,
      };
    case 'count':
      return integer('count', field.min, field.max, {
        zh: `须为 ${field.min} 至 ${field.max} 的整数`,
        en: `must be a whole number from ${field.min} to ${field.max}`,
      });
    case 'year':
      return integer(
        'year',
        field.min,
        field.max,
        {
          zh: `须为 ${field.min} 至 ${field.max} 的年份`,
          en: `must be a year from ${field.min} to ${field.max}`,
        },
        Math.max(field.min, 2018),
      );
    case 'fen':
      return integer(
        'fen',
        0,
        MAX_FEN,
        {
          zh: `须为以分为单位的整数金额，0 至 ${MAX_FEN}`,
          en: `must be an amount in whole fen, 0 to ${MAX_FEN}`,
        },
        1_000_000,
      );
    case 'day':
      return {
        rule: 'day',
        holds: isDay,
        schema: { type: 'string', format: 'date' },
        must: {
          zh: '须为日历中存在的日期，如 2018-03-01',
          en: 'must be a day of the calendar such as 2018-03-01',
        },
        example: '2018-03-01',
      };
    case 'id':
      return {
        rule: 'id',
        holds: (value) => isText(value, ID, ID_LENGTH) && value !== '',
        schema: { type: 'string', pattern: ID.source, minLength: 1, maxLength: ID_LENGTH },
        must: {
          zh: '须为本系统给出的编号，或不含七位以上连续数字的代号（不得填写电话、证件号）',
          en: 'must be an id that the service gave, or a code without seven digits in a row (no phone, no identity number)',
        },
        example: '0190163d-8694-739b-aea5-966c26f8ad91',
      };
    case 'village':
      return {
        rule: 'village',
        holds: (value) => matches(value as string, VILLAGE),
        schema: { type: 'string', pattern: VILLAGE.source },
        must: { zh: '须为 12 位村庄代码', en: 'must be a village code of 12 digits' },
        example: '120119101201',
      };
    case 'number':
      return {
        rule: 'number',
        holds: (value) => isNumber(value) && min(value, field.min) && max(value, field.max),
        schema: { type: 'number', minimum: field.min, maximum: field.max },
        must: {
          zh: `须为 ${field.min} 至 ${field.max} 的数`,
          en: `must be a number from ${field.min} to ${field.max}`,
        },
        example: field.min,
      };
    case 'name':
      return {
        rule: 'name',
        holds: (value) => isText(value, NAME, field.maxLength),
        schema: { type: 'string', minLength: 1, maxLength: field.maxLength, pattern: NAME.source },
        must: {
          zh: `须为 1 至 ${field.maxLength} 个字，首尾无空格`,
          en: `must have 1 to ${field.maxLength} characters, none of them a space at either end`,
        },
        example: '名称',
      };
  }
}

/** What a personal field or a free text asks for. Its value is quoted nowhere. */
export const personalRequirement = ({ maxLength, pattern, must }: PersonalField): Requirement => ({
  rule: 'text',
  holds: (value) => isText(value, pattern ?? PROSE, maxLength),
  schema: { type: 'string', minLength: 1, maxLength, pattern: (pattern ?? PROSE).source },
  must: must ?? {
    zh: `须为 1 至 ${maxLength} 个字的文字`,
    en: `must be a text of 1 to ${maxLength} characters`,
  },
  example: undefined,
});
