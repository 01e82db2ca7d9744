import { commandForms } from '../http/command-form';
import { wellsBureau } from '../wells.fixture';
import { marks, VILLAGE } from './rows.fixture';
import { sheetPlans } from './sheet-plan';
import { templateSheets, type Listed } from './template';
import type { BureauDef } from '../define-bureau';

const plansOf = (def: BureauDef) => sheetPlans(def, commandForms(def));

describe('the sheet of a command', () => {
  it('lists the records that it needs, has blank rows where it opens one, both where it may do either', () => {
    const rows = Object.fromEntries(
      plansOf(wellsBureau).map(({ form, lists, isBlank }) => [form.name, [lists, isBlank]]),
    );
    expect(rows).toMatchObject({
      DigWell: [undefined, true],
      OpenWell: ['well', false],
      InspectWell: ['well', false],
      ReportYield: [undefined, true],
    });
    const again = {
      ...wellsBureau.kinds['yield']!,
      moves: { YieldReported: (_: unknown, event: unknown) => event },
    };
    const restated: BureauDef = { ...wellsBureau, kinds: { ...wellsBureau.kinds, yield: again } };
    const plan = plansOf(restated).find(({ form }) => form.name === 'ReportYield')!;
    expect([plan.lists, plan.isBlank]).toEqual(['yield', true]);

    const known = {
      village: VILLAGE,
      id: '2018',
      version: 7,
      classification: { year: 2018, litres: 5, plenty: false },
    };
    const sheets = templateSheets(restated, {
      ...{ marks, plans: [plan], personal: [], blankRows: 1, villages: [], nameOf: () => '东村' },
      records: new Map([['yield', [known as unknown as Listed]]]),
    });
    const sheet = sheets.find(({ name }) => name === plan.name)!;
    expect(sheet.columns.map(({ heading }) => heading)).toEqual([
      ...['行标识', '版本', '村庄代码*', '村名', 'year*', '现litres', '现plenty', '发生日期*', 'litres*'],
    ]);
    expect([...sheet.rows]).toEqual([
      [`${marks.template}.1`, 7, VILLAGE, '东村', 2018, 5, '否', undefined, undefined],
      [`${marks.template}.2`, ...Array.from({ length: 8 }, () => undefined)],
    ]);
  });

  it('given two commands or two columns that a clerk could not tell apart, then there is none: the start fails', () => {
    const { commands } = wellsBureau;
    const twice = {
      ...wellsBureau,
      commands: { ...commands, DryWell: { ...commands['DryWell']!, zh: '启用' } },
    };
    expect(() => plansOf(twice)).toThrow('command DryWell: "启用" does not name a sheet of its own');
    const remark = commands['DigWell']!.personal!['remark']!;
    const same = { ...commands['DigWell']!, personal: { remark, note: { ...remark, zh: ' 备注 ' } } };
    expect(() => plansOf({ ...wellsBureau, commands: { ...commands, DigWell: same } })).toThrow(
      'command DigWell: two columns have one heading',
    );
  });
});
