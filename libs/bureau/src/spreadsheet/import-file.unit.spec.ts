import { WorkbookRefused, type Cell, type Column, type Sheet } from '@jiedui/spreadsheet';
import { isRowKey, marksSheet, rowKey } from './marks';
import { REASON, type ImportRow } from './read-rows';
import { dig, filled, marks, planOf, read, readSheets, reasonsOf, VILLAGE } from './rows.fixture';
import { KEY } from './sheet-plan';
import { cellsIn } from './template';

/** What is wrong with a file of these sheets. */
async function faultsOf(sheets: readonly Sheet[]): Promise<readonly string[]> {
  try {
    await readSheets(sheets);
  } catch (error) {
    if (error instanceof WorkbookRefused)
      return error.faults.map(({ rule, message }) => `${rule} ${message.zh}`);
    throw error;
  }
  throw new Error('it was read');
}

describe('the key of a row', () => {
  const keysOf = async (rows: readonly Readonly<Record<string, Cell>>[]) =>
    (await read([filled(planOf('DigWell'), rows)])).map(({ idempotencyKey }) => idempotencyKey);

  it('given one of the template, then it stays whatever becomes of the content, and differs by command', async () => {
    const key = rowKey(marks.template, 7);
    expect(await keysOf([{ ...dig, [KEY]: key }])).toEqual([`${key}.DigWell`]);
    expect(await keysOf([{ ...dig, depth: 'shallow', [KEY]: key }])).toEqual([`${key}.DigWell`]);
  });

  it('given a row that was added by hand, then the same content has the same key; equal rows are counted', async () => {
    const shallow = { ...dig, depth: 'shallow' };
    const [one, two, three] = await keysOf([dig, dig, shallow]);
    expect(new Set([one, two, three]).size).toBe(3);
    expect(await keysOf([shallow, dig, dig])).toEqual([three, one, two]);
    const asText = { ...dig, occurredOn: '2018年3月1日' };
    expect(await keysOf([asText])).toEqual([one]);
    const [{ key }] = (await read([filled(planOf('DigWell'), [dig])])) as [ImportRow];
    expect(await keysOf([{ ...shallow, [KEY]: key }, dig])).toEqual([one, two]); // given back, then corrected
  });

  it('given a copied row or a changed key, then it is not taken, and gets a key of its own', async () => {
    const key = rowKey(marks.template, 7);
    const rows = await read([
      filled(planOf('DigWell'), [
        { ...dig, [KEY]: key },
        { ...dig, [KEY]: key },
        { ...dig, [KEY]: 'mine' },
      ]),
    ]);
    expect(rows[0]!.key).toBe(key);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
    expect(rows.every(({ key }) => isRowKey(key))).toBe(true);
    expect(reasonsOf(rows[0])).toEqual([]);
    expect(reasonsOf(rows[1])).toEqual([expect.stringContaining('复制自第 2 行')]);
    expect(reasonsOf(rows[2])).toEqual([expect.stringContaining('被改动')]);
    expect(rows.every(({ idempotencyKey }) => /^[!-~]{1,128}$/.test(idempotencyKey))).toBe(true);
  });
});

describe('a file', () => {
  const plain = (heading: string): Column => ({ heading, width: 10, format: 'text', tone: 'wanted' });
  const digWell = filled(planOf('DigWell'), [dig]);

  it('given other columns, spaces in headings and sheets of the clerk, then it is read all the same', async () => {
    const { columns } = planOf('DigWell');
    const turned = [...columns]
      .reverse()
      .map((column) => ({ ...column, heading: ` ${column.heading.replace('*', ' ')}` }));
    const sheets: Sheet[] = [
      {
        name: '掘井',
        columns: [REASON, ...turned],
        rows: [['前次的原因', ...cellsIn(turned, new Map(Object.entries(dig)))]],
      },
      { name: '我的台账', columns: [plain('什么都有')], rows: [['=1+1']] },
    ];
    expect((await read(sheets)).map(({ content, reasons }) => [content.input, reasons])).toEqual([
      [{ depth: 'deep' }, []],
    ]);
  });

  it('given what is no template of the area, then it is refused with what to do', async () => {
    expect(await faultsOf([digWell])).toEqual([
      expect.stringMatching(/^not-a-template 这不是本系统下载的模板/),
    ]);
    expect(await faultsOf([digWell, marksSheet({ ...marks, area: 'ponds' })])).toEqual([
      expect.stringMatching(/^template-of-another-area/),
    ]);
    expect(await faultsOf([filled(planOf('DigWell'), []), marksSheet(marks)])).toEqual([
      expect.stringMatching(/^nothing-filled-in/),
    ]);
  });

  it('given headings that were changed, then every sheet with such is named, and no cell is quoted', async () => {
    const broken: Sheet = {
      name: '掘井',
      columns: [plain('村庄代码*'), plain('李四的手机'), plain('村庄代码'), plain('姓名')],
      rows: [[VILLAGE, '138', VILLAGE, '王五']],
    };
    const faults = await faultsOf([broken, { ...broken, name: '入会' }, marksSheet(marks)]);
    expect(faults).toEqual([
      'headings-changed 工作表“掘井”第 1 行的标题有误：第 B、C 列的标题不是模板中的，或重复（自己加的列请删去）；缺少标题为“发生日期”、“depth”的列',
      expect.stringContaining('headings-changed 工作表“入会”'),
    ]);
    expect(faults.join('')).not.toContain('李四');
  });

  it('given more rows than one import takes, then it is refused', async () => {
    const rows = Array.from({ length: 10_001 }, () => dig);
    expect(await faultsOf([filled(planOf('DigWell'), rows), marksSheet(marks)])).toEqual([
      expect.stringMatching(/^too-many-rows 填写了 10001 行，一次最多 10000 行/),
    ]);
  });
});
