import { addDays, MAX_FEN, type Field } from '@jiedui/programme';
import fc from 'fast-check';
import { contentOf } from '../http/command-form';
import { rowKey } from './marks';
import { area, dig, filled, marks, planOf, plans, read, reasonsOf, VILLAGE } from './rows.fixture';
import { KEY, VERSION, type SheetPlan } from './sheet-plan';

describe('a row', () => {
  const anyText = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 50 })
    .filter((text) => text === text.trim() && !/[\x00-\x1f\x7f-\x9f]/.test(text) && text.length <= 50);
  const anyValue = (field: Field | undefined): fc.Arbitrary<unknown> => {
    switch (field?.type) {
      case 'code':
        return fc.constantFrom(...field.values);
      case 'flag':
        return fc.boolean();
      case 'count':
      case 'year':
        return fc.integer({ min: field.min, max: field.max });
      case 'fen':
        return fc.nat({ max: MAX_FEN });
      case 'day':
        return fc.nat({ max: 1_500 }).map((days) => addDays('2016-01-01', days));
      case 'id':
        return fc.uuid();
      case 'village':
        return fc.constantFrom(VILLAGE, '120110000000');
      default:
        return anyText;
    }
  };
  const anyValues = ({ form }: SheetPlan): fc.Arbitrary<Record<string, unknown>> => {
    const fields: Readonly<Record<string, Field>> = {
      ...area.events[form.def.emits]!.fields,
      ...{ village: { type: 'village' }, occurredOn: { type: 'day' } },
    };
    const members = Object.entries(form.form.members);
    const anyOf = (name: string) =>
      name === 'identityNumber' ? fc.stringMatching(/^\d{17}[\dX]$/) : anyValue(fields[name]);
    return fc.record(Object.fromEntries(members.map(([name]) => [name, anyOf(name)])), {
      requiredKeys: members.filter(([, { optional }]) => !optional).map(([name]) => name),
    });
  };
  const anyRow = fc
    .constantFrom(...plans.map(({ form }) => form.name))
    .chain((command) => fc.record({ command: fc.constant(command), values: anyValues(planOf(command)) }));
  const written = ({ columns }: SheetPlan, values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        columns.find(({ id }) => id === name)!.cell!.write(value)!,
      ]),
    );

  it('is always the command that was written into it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 20 }), async (rows) => {
        const byCommand = [...Map.groupBy(rows, ({ command }) => command)];
        const came = await read(
          byCommand.map(([command, some]) =>
            filled(
              planOf(command),
              some.map(({ values }) => written(planOf(command), values)),
            ),
          ),
        );
        expect(came.flatMap(({ reasons }) => reasons)).toEqual([]);
        expect(came.map(({ content }) => content)).toEqual(
          byCommand.flatMap(([command, some]) =>
            some.map(({ values }) => contentOf(planOf(command).form, values)),
          ),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('given only what the template said, then it is none; given more, then it is one', async () => {
    const open = planOf('OpenWell');
    const listed = { village: VILLAGE, wellId: 'w-1', [VERSION]: 3, [KEY]: rowKey(marks.template, 1) };
    const rows = await read([
      filled(open, [
        listed,
        { ...listed, [KEY]: rowKey(marks.template, 2), occurredOn: { day: '2018-03-01' } },
      ]),
      filled(planOf('DigWell'), [{ [KEY]: rowKey(marks.template, 1) }, { village: VILLAGE }, {}]),
    ]);
    expect(rows.map(({ plan, number, version }) => [plan.name, number, version])).toEqual([
      ['启用', 3, 3],
      ['掘井', 3, undefined],
    ]);
    expect(rows[0]!.content).toMatchObject({ name: 'OpenWell', input: { wellId: 'w-1' } });
    expect(reasonsOf(rows[1])).toEqual(['缺少“发生日期”', '缺少“depth”']);
  });

  it('given every kind of wrong cell, then each is named, in Chinese', async () => {
    const [row] = await read([
      filled(planOf('ReportYield'), [
        { village: 12, occurredOn: '2018-02-30', year: 2015, litres: { error: '#REF!' } },
      ]),
    ]);
    expect(reasonsOf(row)).toEqual([
      '“村庄代码”须为 12 位村庄代码',
      '“发生日期”请填日期，如 2018-03-01、2018/3/1 或 2018年3月1日',
      '“year”须为 2016 至 2020 的年份',
      '“litres”须为 0 至 1000000 的整数',
    ]);
    const [dug] = await read([
      filled(planOf('DigWell'), [{ ...dig, depth: '很深', owner: 123456789012345680, remark: true }]),
    ]);
    expect(reasonsOf(dug)).toEqual([
      '“depth”请从下拉列表中选择：shallow、deep',
      expect.stringContaining('“姓名”的数字超过 15 位'),
    ]);
  });
});
