import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bureau } from '@jiedui/bureau';
import { BureauModule, bureauToken } from '@jiedui/bureau/http';
import { housingBureau } from '@jiedui/housing-service';
import { registryBureau } from '@jiedui/registry-service';
import { readConfig, startService, type RunningService } from '@jiedui/service-host';
import { bureaus } from '@jiedui/services';
import { readWorkbook, writeWorkbook, XLSX, type Cell, type Column } from '@jiedui/spreadsheet';

type Row = Readonly<Record<string, Cell>>;

describe('the ledgers of every area', () => {
  it.each([...bureaus, registryBureau].map((bureau) => [bureau.area.id, bureau] as const))(
    'of %s: sheets have names and headings of their own, so they can be filled in and read back',
    (_, bureau) => expect(() => BureauModule.register(bureau)).not.toThrow(),
  );
});

describe('a clerk with a ledger', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  let service: RunningService;
  beforeAll(async () => {
    service = await startService(
      { title: 'ledger', modules: [registryBureau, housingBureau].map((def) => BureauModule.register(def)) },
      readConfig({ PORT: '0', JIEDUI_LOG: 'silent', JIEDUI_DATA: folder, JIEDUI_TODAY: '2019-09-30' }),
    );
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  const at = (path: string) => `${service.address}/api/${path}`;
  const until = async <T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> => {
    for (;;) {
      const answer = await ask();
      if (holds(answer)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const download = async (path: string) => Buffer.from(await (await fetch(at(path))).arrayBuffer());
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are compared member by member
  const json = async (response: Response): Promise<any> => response.json();

  /** Fills the rows of a sheet in, by headings: what the row before says, this one adds to. */
  async function fill(file: Buffer, sheet: string, rowOf: (row: number, before: Row) => Row | undefined) {
    const { sheets } = await readWorkbook(file, () => true);
    return writeWorkbook(
      sheets.map(({ name, rows: [headings, ...rows] }) => {
        const names = headings!.cells.map(String);
        const columns = names.map((heading): Column => ({
          ...{ heading, width: 10, tone: 'given' },
          format: heading === '发生日期*' ? 'day' : 'plain',
        }));
        const body = rows.map(({ cells }, at) => {
          const before = Object.fromEntries(names.map((heading, column) => [heading, cells[column]!]));
          const more = name === sheet ? rowOf(at, before) : undefined;
          return names.map((heading, column) => more?.[heading] ?? cells[column]);
        });
        return { name, columns, rows: body };
      }),
    );
  }

  async function send(area: string, file: Buffer) {
    const body = new Uint8Array(file);
    const response = await fetch(at(`${area}/imports`), {
      method: 'POST',
      body,
      headers: { 'content-type': XLSX },
    });
    const { id } = await json(response);
    return until(
      async () => json(await fetch(at(`${area}/imports/${id}`))),
      ({ state }) => state !== 'running',
    );
  }

  it('registers villages, then 300 dwellings from a survey list, then reports 120 works that were accepted', async () => {
    const villages = Array.from({ length: 10 }, (_, n) => `1201191012${String(n).padStart(2, '0')}`);
    const registered = await fill(
      await download('registry/templates/village?command=register-village&rows=10'),
      '登记村庄',
      (row) => ({
        ...{ '村庄代码*': villages[row]!, '发生日期*': { day: '2017-08-15' }, '村名*': `第${row}村` },
        ...{
          '区*': '120119',
          '乡镇（街道）*': '示例镇',
          '户数*': 200,
          '人口*': 600,
          '经度*': 117.4,
          '纬度*': 40.1,
        },
      }),
    );
    expect(await send('registry', registered)).toMatchObject({ accepted: 10, refused: 0 });
    const housing = service.app.get<Bureau>(bureauToken('housing'), { strict: false });
    await until(
      async () => villages.every((code) => housing.reference.findVillage(code)),
      (known) => known,
    );

    const surveyed = await fill(
      await download('housing/templates/dwelling?command=assess-dwelling&rows=300'),
      '评定住房',
      (row) => ({
        ...{
          '村庄代码*': Number(villages[row % 10]),
          '发生日期*': row % 2 ? '2018年3月1日' : { day: '2018-03-01' },
        },
        ...{ '家庭类别*': '低保户', '危险性等级*': row < 150 ? 'C级（局部危险）' : 'D级（整体危险）' },
        ...{ 户主姓名: `户主${row}`, 联系电话: 13_800_000_000 + row },
      }),
    );
    expect(await send('housing', surveyed)).toMatchObject({ rows: 300, accepted: 300, refused: 0 });

    const steps = {
      改造立项: '2019-08-01',
      登记开工: '2019-08-02',
      登记完工: '2019-08-30',
      验收合格: '2019-09-02',
    };
    let works: Buffer = await download(
      'housing/templates/dwelling?command=plan-works,start-works,complete-works,accept-works&grade=C&personal=householder',
    );
    for (const [sheet, day] of Object.entries(steps))
      works = await fill(works, sheet, (row, { 存档户主姓名, 现工程状态 }) => {
        expect([存档户主姓名, 现工程状态]).toEqual([expect.stringMatching(/^户主/), '未立项']);
        return row < 120 ? { '发生日期*': { day }, '改造方式*': '维修' } : undefined;
      });
    expect(await send('housing', works)).toMatchObject({ rows: 480, accepted: 480, refused: 0 });
    expect(await send('housing', works)).toMatchObject({ rows: 480, repeated: 480, refused: 0 });

    const { sheets } = await readWorkbook(
      await download('housing/records/dwelling/export.xlsx?state=accepted'),
      () => true,
    );
    expect(sheets[0]!.rows).toHaveLength(121);
    expect(sheets[0]!.rows[1]!.cells.slice(3, 7)).toEqual(['低保户', 'C级（局部危险）', '已验收', '维修']);
  }, 60_000);
});
