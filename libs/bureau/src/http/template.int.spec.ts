import { wellsBureau } from '../wells.fixture';
import { Clerk, fill, sheetsOf, tableOf } from './clerk.fixture';
import { ServedWells, VILLAGE } from './served-wells.fixture';

let wells: ServedWells;
let clerk: Clerk;
beforeEach(async () => {
  wells = await ServedWells.start();
  clerk = new Clerk(wells.api);
});
afterEach(() => wells.end());

const wellSheets = (query = '') => clerk.download(`/templates/well?${query}`);
const namesOf = async (file: Buffer) => (await sheetsOf(file)).map(({ name }) => name);

/** In words: the commands that touch a well. */
const COMMANDS = Object.values(wellsBureau.commands)
  .filter(({ emits }) => wellsBureau.area.events[emits]!.touches.includes('well'))
  .map(({ zh }) => zh);

describe('a template', () => {
  it('given a kind, then it has a sheet for each command that touches it, how to fill it in, and the villages', async () => {
    const wellId = await wells.digWell({ owner: '王五' });
    const file = await wellSheets('rows=3');
    expect(await namesOf(file)).toEqual(['说明', '填写要求', ...COMMANDS, '村庄代码表', '模板信息', '选项']);
    expect((await tableOf(file, '掘井')).map((row) => Object.keys(row))[0]).toEqual(
      expect.arrayContaining(['行标识', '村庄代码*', '村名', '发生日期*', 'depth*', '姓名', '备注']),
    );
    const keys = (await tableOf(file, '掘井')).map(({ 行标识 }) => 行标识);
    expect(new Set(keys.filter(Boolean)).size).toBe(3);
    expect(await tableOf(file, '检查')).toMatchObject([{ 井编号: wellId, 现state: 'dug' }]);
    expect(await tableOf(file, '村庄代码表')).toEqual([{ 村庄代码: VILLAGE, 村名: VILLAGE }]);
    expect(JSON.stringify(await sheetsOf(file))).not.toContain('王五');
  });

  it('given filters and commands, then it lists no more than those; personal values only when asked for by name', async () => {
    await wells.digWell({ depth: 'shallow', owner: '王五' });
    const deep = await wells.digWell({ owner: '赵六' });
    const file = await wellSheets('command=open-well&depth=deep&personal=owner');
    expect(await namesOf(file)).toEqual(['说明', '填写要求', '启用', '村庄代码表', '模板信息']);
    const rows = await tableOf(file, '启用');
    expect(rows).toMatchObject([{ 井编号: deep, '存档姓名（owner）': '赵六' }]);
    const filled = await fill(file, '启用', [{ '发生日期*': { day: '2018-04-01' } }]);
    expect(await clerk.import(filled)).toMatchObject({ accepted: 1 });
  });

  it('given what there is not, then it says so', async () => {
    expect((await clerk.get('/templates/pond')).status).toBe(404);
    const { status, body } = await clerk.get(
      '/templates/well?command=drain&depth=blue&personal=blood&limit=1',
    );
    expect([status, body.violations.map(({ parameter }: { parameter: string }) => parameter)]).toEqual([
      400,
      ['command', 'depth', 'personal', 'limit'],
    ]);
  });
});

describe('an export', () => {
  it('given a list, then all its pages are in one table, in words, as it was filtered and sorted', async () => {
    for (const occurredOn of ['2018-03-01', '2018-03-02', '2018-03-03'])
      await wells.digWell({ occurredOn, owner: '=王五' });
    const file = await clerk.download('/records/well/export.xlsx?depth=deep&sort=-updatedAt');
    const [sheet] = await sheetsOf(file);
    const rows = await tableOf(file, sheet!.name);
    expect(sheet!.name).toBe('井');
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ 村庄代码: VILLAGE, depth: 'deep', 最近登记日: { day: '2018-06-15' } });
    expect(await tableOf(await clerk.download('/records/well/export.xlsx?depth=shallow'), '井')).toEqual([]);
    expect((await clerk.get('/records/pond/export.xlsx')).status).toBe(404);
    expect((await clerk.get('/records/well/export.xlsx?limit=1')).status).toBe(400);
  });
});
