import {
  code,
  count,
  day,
  fen,
  flag,
  id,
  name,
  number,
  optional,
  village,
  year,
  type Fields,
} from '@jiedui/programme';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { bankAccount, identityNumber, personName, phone, remark } from '../define-bureau';
import { exampleOf, formOf, type Member, type Members } from './form';
import { personalRequirement, requirementOf } from './requirement';

const fields: Fields = {
  grade: code('A', 'B'),
  insured: flag(),
  doctors: count(1, 9),
  amount: fen(),
  reported: year(),
  seen: day(),
  dwelling: id(),
  where: village(),
  longitude: number(-180, 180),
  town: name(5),
  extra: optional(count()),
};
const personal = {
  who: personName(),
  number: identityNumber(),
  phone: phone(),
  account: bankAccount(),
  remark: remark(),
};
const members: Members = {
  ...Object.fromEntries(
    Object.entries(fields).map(([name, field]): [string, Member] => [
      name,
      {
        label: { zh: `项目${name}`, en: name },
        requirement: requirementOf(field),
        optional: 'optional' in field,
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(personal).map(([name, field]): [string, Member] => [
      name,
      { label: field, requirement: personalRequirement(field), optional: true },
    ]),
  ),
};
const form = formOf(members);
const good = exampleOf(members);
const rulesOf = (body: unknown) =>
  form.read(body).violations.map(({ pointer, rule }) => `${pointer} ${rule}`);

describe('a form', () => {
  it('given its own example, then it takes it as it is', () => {
    expect(form.read(good)).toEqual({ values: good, violations: [] });
  });

  it('given nothing, then everything that is missing is named at once, by its label', () => {
    const { violations } = form.read({});
    expect(violations.map(({ pointer }) => pointer)).toEqual(
      Object.keys(fields)
        .filter((name) => name !== 'extra')
        .map((name) => `/${name}`),
    );
    expect(violations[0]).toMatchObject({
      rule: 'required',
      message: { zh: '缺少“项目grade”', en: 'grade is missing' },
    });
  });

  it.each([
    ['grade', 'a', 'one-of'],
    ['grade', ['A'], 'one-of'],
    ['insured', 'true', 'flag'],
    ['doctors', 10, 'count'],
    ['doctors', 1.5, 'count'],
    ['doctors', '3', 'count'],
    ['doctors', null, 'count'],
    ['amount', -1, 'fen'],
    ['amount', 1e300, 'fen'],
    ['reported', 2015, 'year'],
    ['seen', '2019-02-29', 'day'],
    ['seen', '2019-2-1', 'day'],
    ['dwelling', '张三', 'id'],
    ['dwelling', 'x'.repeat(65), 'id'],
    ['dwelling', '13512345678', 'id'],
    ['dwelling', 'team-120119195001010011', 'id'],
    ['where', '12011910120', 'village'],
    ['longitude', 180.1, 'number'],
    ['town', ' 镇', 'name'],
    ['town', '', 'name'],
    ['town', '一二三四五六', 'name'],
    ['town', 'a\0b', 'name'],
    ['extra', null, 'count'],
    ['who', '\ud800', 'text'],
    ['who', 'a\0b', 'text'],
    ['number', '12010119800101123', 'text'],
    ['phone', 'call me', 'text'],
    ['remark', '', 'text'],
    ['remark', { deep: true }, 'text'],
  ])('given %s = %j, then %s is told once', (name, value, rule) => {
    expect(rulesOf({ ...good, [name]: value })).toEqual([`/${name} ${rule}`]);
  });

  it('given members that it does not know, then each is refused, and nothing but a plain name is repeated', () => {
    const body = JSON.stringify(good).replace('}', ',"__proto__":{},"constructor":1,"张三 138":2}');
    expect(rulesOf(JSON.parse(body))).toEqual(['/__proto__ unknown', '/constructor unknown', ' unknown']);
  });

  it('given a code that is none, then the codes are told with their words', () => {
    const grade = requirementOf(code('A', 'B'), { A: { zh: '安全', en: 'safe' } });
    expect(grade.must).toEqual({ zh: '须为以下代码之一：A（安全）、B', en: 'must be one of A (safe), B' });
  });

  it('given a personal value that is refused, then it stands nowhere in the answer', () => {
    const told = JSON.stringify(
      form.read({ ...good, number: '张三12010119800101', phone: '一三八' }).violations,
    );
    expect(told).not.toMatch(/张三|1201|一三八/);
  });

  it('given more mistakes than anyone reads, then their number is bounded', () => {
    expect(rulesOf(Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`x${i}`, i]))).length).toBe(
      100,
    );
  });

  it('always takes what the JSON Schema of its page takes, and nothing else', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    const valid = ajv.compile({ ...form.schema });
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('A', '2019-02-29', '2019-02-28', '120119101201', 'x', -0, 2 ** 53, 1e400, true, null),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const bodies = fc
      .record(Object.fromEntries(Object.keys(members).map((name) => [name, odd])), { requiredKeys: [] })
      .map((wrong) => ({ ...good, ...wrong }));
    const anything = fc.oneof({ weight: 1, arbitrary: fc.jsonValue() }, { weight: 9, arbitrary: bodies });
    fc.assert(
      fc.property(anything, (body) => {
        expect([rulesOf(body).length === 0, body]).toEqual([valid(body), body]);
      }),
      { numRuns: 1_000 },
    );
  });
});
