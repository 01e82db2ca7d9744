import {
  code,
  count,
  day,
  dayNumber,
  dayOf,
  fen,
  flag,
  MAX_FEN,
  village,
  year,
  type Field,
} from '@jiedui/programme';
import type { Cell } from '@jiedui/spreadsheet';
import fc from 'fast-check';
import { identityNumber, phone, remark } from '../define-bureau';
import { personalRequirement, requirementOf } from '../http/requirement';
import { cellOfField } from './cell-of-field';

const codes = { C: { zh: 'C级（局部危险）', en: 'C' }, dibao: { zh: '低保户', en: 'Dibao' } };
const field = (of: Field) => cellOfField(of, { zh: '', en: '', codes }, requirementOf(of, codes));
const personal = (of: ReturnType<typeof phone>) =>
  cellOfField({ type: 'text', maxLength: of.maxLength }, of, personalRequirement(of));

const day1 = '2018-03-01';

describe('a cell', () => {
  it.each<[string, Field, Cell, unknown]>([
    ['a day', day(), { day: day1 }, day1],
    ['a day as text', day(), '2018-03-01', day1],
    ['a day as text', day(), ' 2018/3/1 ', day1],
    ['a day as text', day(), '2018.3.1', day1],
    ['a day as text', day(), '2018年3月1日', day1],
    ['a day in full-width digits', day(), '２０１８年３月１日', day1],
    ['a day in digits', day(), 20180301, day1],
    ['a day that lost its format', day(), 43160, day1],
    ['no day', day(), '2018-02-30', undefined],
    ['no day', day(), '3月1日', undefined],
    ['no day', day(), 2018, undefined],
    ['a word', code('C', 'dibao'), '低保户', 'dibao'],
    ['a word with other brackets', code('C', 'dibao'), ' C级(局部危险) ', 'C'],
    ['a code', code('C', 'dibao'), 'c', 'C'],
    ['no word', code('C', 'dibao'), '低保', undefined],
    ['a truth', flag(), '是', true],
    ['a truth', flag(), false, false],
    ['no truth', flag(), '对', undefined],
    ['a count', count(), '1,200', 1_200],
    ['a year', year(), '2018年', 2018],
    ['no count', count(), '约 12', undefined],
    ['a village', village(), '120119101201', '120119101201'],
    ['a village as a number', village(), 120119101201, '120119101201'],
    ['an amount', fen(), 1234.5, 123_450],
    ['an amount as text', fen(), '1,234.50', 123_450],
    ['too fine an amount', fen(), 1.005, undefined],
    ['no amount', fen(), { day: day1 }, undefined],
    ['an error', count(), { error: '#N/A' }, undefined],
  ])('that holds %s', (_, of, cell, value) => expect(field(of).read(cell)).toEqual(value));

  it('of a personal field is a text, whatever it was typed as', () => {
    expect(personal(phone()).read(13800138000)).toBe('13800138000');
    expect(personal(identityNumber()).read('12011919800101123x')).toBe('12011919800101123X');
    expect(personal(remark()).read({ day: day1 })).toBe(day1);
    expect(personal(identityNumber()).read(120119198001011234)).toBeUndefined();
    expect(personal(remark()).read('  ')).toBeUndefined();
  });

  it('gives back the value that was written into it', () => {
    const anyValue: readonly [Field, fc.Arbitrary<unknown>][] = [
      [day(), fc.integer({ min: dayNumber('2016-01-01'), max: dayNumber('2099-12-31') }).map(dayOf)],
      [code('C', 'dibao'), fc.constantFrom('C', 'dibao')],
      [flag(), fc.boolean()],
      [count(), fc.integer({ min: 0, max: 1_000_000 })],
      [year(), fc.integer({ min: 2016, max: 2020 })],
      [fen(), fc.integer({ min: 0, max: MAX_FEN })],
      [village(), fc.integer({ min: 1e11, max: 1e12 - 1 }).map(String)],
      [{ type: 'number', min: -180, max: 180 }, fc.double({ min: -180, max: 180, noNaN: true })],
    ];
    for (const [of, any] of anyValue) {
      const { read, write } = field(of);
      fc.assert(fc.property(any, (value) => expect(read(write(value)!)).toEqual(value)));
    }
  });
});
