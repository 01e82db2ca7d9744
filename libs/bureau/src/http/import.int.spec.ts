import { Clerk, fill, tableOf, type Cells } from './clerk.fixture';
import { AT, OTHER, ServedWells, VILLAGE } from './served-wells.fixture';

let wells: ServedWells;
let clerk: Clerk;
const start = async (env: NodeJS.ProcessEnv = {}) => {
  wells = await ServedWells.start(env);
  clerk = new Clerk(wells.api);
};
beforeEach(() => start());
afterEach(() => wells.end());

const dug = (more: Cells = {}): Cells => ({
  '村庄代码*': VILLAGE,
  '发生日期*': { day: '2018-03-01' },
  'depth*': 'deep',
  ...more,
});
const wellSheets = async (query = '') => clerk.download(`/templates/well?${query}`);
const digging = async (rows: readonly Cells[], file?: Buffer) =>
  fill(file ?? (await wellSheets('command=dig-well')), '掘井', rows);

describe('an import', () => {
  it('given right and wrong rows, then the right ones are recorded, the wrong ones come back with reasons, corrected they are recorded too', async () => {
    const file = await digging([
      dug({ 姓名: '王五' }),
      dug({ 'depth*': '很深', 姓名: '赵六' }),
      dug({ '发生日期*': '2018-02-30', 备注: '=1+1' }),
      dug({ '村庄代码*': OTHER }),
      dug({ '发生日期*': '2018年3月2日', 'depth*': 'shallow' }),
    ]);
    const done = await clerk.import(file);
    expect(done).toMatchObject({ state: 'done', rows: 5, done: 5, accepted: 2, repeated: 0, refused: 3 });
    expect(done.wrong).toEqual([
      { sheet: '掘井', row: 3, reasons: ['“depth”请从下拉列表中选择：shallow、deep'] },
      { sheet: '掘井', row: 4, reasons: [expect.stringContaining('“发生日期”请填日期')] },
      { sheet: '掘井', row: 5, reasons: ['村庄代码不在村庄名册中'] },
    ]);
    expect(JSON.stringify(done)).not.toContain('赵六');
    expect((await wells.events()).map(({ data }) => data)).toMatchObject([
      { occurredOn: '2018-03-01', depth: 'deep' },
      { occurredOn: '2018-03-02', depth: 'shallow' },
    ]);

    const returned = await clerk.result(done);
    const rows = await tableOf(returned, '掘井');
    expect(rows).toMatchObject([
      { 原因: '“depth”请从下拉列表中选择：shallow、deep', 'depth*': '很深', 姓名: '赵六' },
      { '发生日期*': '2018-02-30', 备注: '=1+1' },
      { 原因: '村庄代码不在村庄名册中', '村庄代码*': OTHER },
    ]);
    const corrected = await fill(returned, '掘井', [
      { 'depth*': 'deep' },
      { '发生日期*': '2018-02-28' },
      { '村庄代码*': VILLAGE },
    ]);
    expect(await clerk.import(corrected)).toMatchObject({ rows: 3, accepted: 3, refused: 0 });
    expect(await wells.events()).toHaveLength(5);
    const { records } = (await wells.get('/records/well')).body;
    const kept = await Promise.all(
      records.map(({ village, id }: { village: string; id: string }) =>
        wells.get(`/villages/${village}/records/well/${id}/private`),
      ),
    );
    const personal = kept.map(({ body }) => body.personal).filter((values) => Object.keys(values).length);
    expect(personal).toHaveLength(3);
    expect(personal).toEqual(
      expect.arrayContaining([{ owner: '王五' }, { owner: '赵六' }, { remark: '=1+1' }]),
    );
  });

  it('given the same file again, then nothing is recorded twice, rows that were added by hand neither', async () => {
    const template = await wellSheets('command=dig-well&rows=2');
    const file = await digging([dug(), dug(), dug(), dug(), dug({ 'depth*': 'shallow' })], template);
    expect(await clerk.import(file)).toMatchObject({ rows: 5, accepted: 5, repeated: 0 });
    expect(await clerk.import(file, true)).toMatchObject({ rows: 5, accepted: 0, repeated: 5 });
    expect(await clerk.import(file)).toMatchObject({ rows: 5, accepted: 0, repeated: 5, refused: 0 });
    expect(await wells.events()).toHaveLength(5);
    const changed = await clerk.import(await fill(file, '掘井', [dug({ 'depth*': 'shallow' })]));
    expect(changed).toMatchObject({ repeated: 4, refused: 1 });
    expect(changed.wrong[0].reasons).toEqual([expect.stringContaining('办理“更正”')]);
    expect(await wells.events()).toHaveLength(5);
  });

  it('given a dry run, then it says what the real run says, records nothing, and gives the whole file back', async () => {
    const wellId = await wells.digWell();
    const template = await wellSheets('command=open-well,dry-well');
    const days: Cells = { '发生日期*': { day: '2018-04-01' } };
    const listed = await tableOf(template, '启用');
    expect(listed).toMatchObject([{ 村庄代码: VILLAGE, 井编号: wellId, 现depth: 'deep', 现state: 'dug' }]);
    const opened = await fill(template, '启用', [days]);
    // the second row of the well, added by hand, meets what the first would leave
    const file = await fill(opened, '干涸', [days, { 村庄代码: VILLAGE, 井编号: wellId, ...days }]);

    const rehearsed = await clerk.import(file, true);
    expect(rehearsed).toMatchObject({ dryRun: true, rows: 3, accepted: 2, refused: 1 });
    expect(rehearsed.wrong).toEqual([{ sheet: '干涸', row: 3, reasons: ['井不在用'] }]);
    expect(await wells.events()).toHaveLength(1);
    const whole = await clerk.result(rehearsed);
    expect(await tableOf(whole, '启用')).toMatchObject([{ 井编号: wellId, ...days }]);
    expect((await tableOf(whole, '干涸')).map(({ 原因 }) => 原因)).toEqual([undefined, '井不在用']);

    const { dryRun: _, id: __, result: ___, ...done } = await clerk.import(whole);
    expect(done).toMatchObject({ accepted: 2, refused: 1, wrong: rehearsed.wrong });
    expect((await wells.events()).map(({ type }) => type)).toEqual([
      'wells.WellDug',
      'wells.WellOpened',
      'wells.WellDried',
    ]);
  });

  it('given a record that changed since the template was made, then its row comes back with what it is now', async () => {
    const wellId = await wells.digWell();
    const file = await fill(await wellSheets('command=open-well'), '启用', [
      { '发生日期*': { day: '2018-04-01' }, 备注: '照旧' },
    ]);
    await wells.send('note-well', { ...AT, wellId });
    const done = await clerk.import(file);
    expect(done.wrong[0].reasons).toEqual([expect.stringContaining('有新的变动')]);
    const returned = await clerk.result(done);
    expect(await tableOf(returned, '启用')).toMatchObject([{ 版本: 2, 现state: 'dug', 备注: '照旧' }]);
    expect(await clerk.import(returned)).toMatchObject({ accepted: 1, refused: 0 });
  });

  it('given a copied row, then it comes back, and is recorded when it is sent again on purpose', async () => {
    const template = await wellSheets('command=dig-well&rows=2');
    const [first] = await tableOf(template, '掘井');
    const done = await clerk.import(await digging([dug(), dug({ 行标识: first!['行标识'] })], template));
    expect(done).toMatchObject({ accepted: 1, refused: 1 });
    expect(done.wrong[0].reasons).toEqual([expect.stringContaining('复制自第 2 行')]);
    const returned = await clerk.result(done);
    expect(await clerk.import(returned)).toMatchObject({ accepted: 1 });
    expect(await clerk.import(returned)).toMatchObject({ repeated: 1 });
    expect(await wells.events()).toHaveLength(2);
  });

  it('given an end of the service in the middle, then the same file records the rest, once', async () => {
    const rows = 2_000;
    const file = await digging(
      Array.from({ length: rows }, (_, n) => dug({ 备注: `第 ${n} 口` })),
      await wellSheets(`command=dig-well&rows=${rows / 2}`),
    );
    const { body: begun } = await clerk.upload(file);
    expect(begun).toMatchObject({ state: 'running', rows });
    wells = await wells.restart();
    clerk = new Clerk(wells.api);
    expect((await clerk.get(`/imports/${begun.id}`)).status).toBe(404);
    const before = (await wells.events()).length;
    const done = await clerk.import(file);
    expect(done).toMatchObject({ rows, accepted: rows - before, repeated: before, refused: 0 });
    expect(await wells.events()).toHaveLength(rows);
  });

  it('given 10,000 rows in many villages, then all are recorded, and the progress can be read meanwhile', async () => {
    const codes = Array.from({ length: 50 }, (_, n) => `1201141001${String(n).padStart(2, '0')}`);
    await Promise.all(codes.map((code) => wells.register(code)));
    const rows = Array.from({ length: 10_000 }, (_, n) => dug({ '村庄代码*': codes[n % codes.length] }));
    const template = await wellSheets('command=dig-well&rows=10000');
    const done = await clerk.import(await digging(rows, template));
    expect(done).toMatchObject({ state: 'done', rows: 10_000, done: 10_000, accepted: 10_000, wrong: [] });
    expect(await Promise.all(codes.map((code) => wells.events(code).then(({ length }) => length)))).toEqual(
      codes.map(() => 200),
    );
    expect((await clerk.get(`/imports/${done.id}/result`)).status).toBe(404);
  }, 120_000);

  it('given a second file meanwhile, then its clerk is told that the service is busy, and how far it is', async () => {
    const file = await digging(
      Array.from({ length: 1_000 }, () => dug()),
      await wellSheets('command=dig-well&rows=1000'),
    );
    const answers = await Promise.all([clerk.upload(file), clerk.upload(file)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 503]);
    const busy = answers.find(({ status }) => status === 503)!;
    expect(busy.headers.get('retry-after')).toBe('5');
    expect(busy.body).toMatchObject({
      type: '/problems/busy',
      detail: expect.stringContaining('正在导入另一份表格'),
    });
  });

  it('given another clerk, then the import is none of theirs', async () => {
    await wells.end();
    const tokens = ['a'.repeat(20), 'b'.repeat(20)];
    await start({ JIEDUI_TOKENS: tokens.join(',') });
    const [one, other] = tokens.map((token) => new Clerk(wells.api, { authorization: `Bearer ${token}` }));
    const template = await one!.download('/templates/well?command=dig-well&rows=1');
    const done = await one!.import(await fill(template, '掘井', [dug({ 'depth*': '?' })]));
    expect((await one!.get(`/imports/${done.id}`)).status).toBe(200);
    expect((await other!.get(`/imports/${done.id}`)).status).toBe(404);
    expect((await other!.get(`/imports/${done.id}/result`)).status).toBe(404);
    expect((await clerk.upload(Buffer.from('PK'))).status).toBe(401);
  });
});

describe('a file that cannot be taken', () => {
  it('is told what is wrong with it, in the language asked for', async () => {
    const zh = await clerk.upload(Buffer.from('姓名,电话'));
    expect([zh.status, zh.body.type, zh.body.violations]).toEqual([
      400,
      '/problems/invalid-request',
      [{ rule: 'not-a-workbook', message: expect.stringContaining('另存为不加密的 .xlsx') }],
    ]);
    const en = await clerk.upload(Buffer.from('PK'), false, { 'accept-language': 'en' });
    expect([en.status, en.body.violations[0].message]).toEqual([
      400,
      expect.stringMatching(/^The file is damaged/),
    ]);
    const empty = await clerk.upload(await wellSheets());
    expect([empty.status, empty.body.violations[0].rule]).toEqual([400, 'nothing-filled-in']);
  });

  it('is refused when it is too large, of another type, or asked for with what nobody knows', async () => {
    const large = await clerk.upload(Buffer.alloc(10 * 1024 * 1024 + 1));
    expect([large.status, large.body.detail]).toEqual([413, '最大 10 MB']);
    const json = await clerk.upload(Buffer.from('{}'), false, { 'content-type': 'application/json' });
    expect([json.status, json.body.detail]).toEqual([415, expect.stringContaining('spreadsheetml.sheet')]);
    const bad = await fetch(`${wells.api}/imports?dryRun=maybe`, { method: 'POST' });
    expect(bad.status).toBe(400);
    expect((await clerk.upload(Buffer.from('PK'))).status).toBe(400); // the desk is free again
    const command = await wells.send('dig-well', new Uint8Array(2), {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
    expect(command.status).toBe(415);
  });
});
