import { STATUS_TEXT, type Status } from '@jiedui/programme';
import { readWorkbook, type Cell } from '@jiedui/spreadsheet';
import { serveCity, TODAY, type Json, type Served } from './served.fixture';

let served: Served;
let get: Served['get'];

beforeAll(async () => {
  served = await serveCity(1, 30);
  get = served.get;
  served.city.more(4_000);
  await served.publish();
}, 60_000);
afterAll(() => served.close());

type Table = Readonly<Record<string, Cell | undefined>>[];

/** The sheets of an export, their rows by headings. */
async function tables(path: string): Promise<{ readonly name: string; readonly rows: Table }[]> {
  const response = await fetch(`${served.base}${path}`);
  if (response.status !== 200)
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=.*\.xlsx$/);
  const { sheets } = await readWorkbook(Buffer.from(await response.arrayBuffer()), () => true);
  return sheets.map(({ name, rows: [headings, ...rows] }) => ({
    name,
    rows: rows.map(({ cells }) =>
      Object.fromEntries(headings!.cells.map((heading, at) => [String(heading), cells[at]])),
    ),
  }));
}

const word = (status: Status) => STATUS_TEXT[status].zh;

describe.each(['', '&asOf=2018-12-31', '&asOf=2019-12-31&asKnownAt=2018-06-01T00:00:00Z'])(
  'the tables of the city with "%s"',
  (point) => {
    it.each([
      'sort=-score',
      'indicator=HO1&sort=progress',
      'indicator=IN2&status=met,no-data',
      'district=120119',
    ])('of the villages hold what all pages of the list hold, in its order (%s)', async (query) => {
      const { total, villages } = await get(`/villages?limit=500&${query}${point}`);
      const [{ name, rows } = { name: '', rows: [] }] = await tables(
        `/villages/export.xlsx?${query}${point}`,
      );
      expect(name).toMatch(/^村庄 \d{4}-\d{2}-\d{2}$/);
      expect(rows).toHaveLength(total);
      expect(
        rows.map((row) => [row['村庄代码'], row['村名'], row['区'], row['得分'], row['是否达标']]),
      ).toEqual(
        villages.map(({ code, name, district, score, reached }: Json) => [
          ...[code, name, district.zh, score, reached ? '是' : '否'],
        ]),
      );
      expect(rows.map((row) => row['住房安全帮扶'])).toEqual(
        villages.map(({ lights }: Json) => word(lights.housing)),
      );
      if (query.includes('indicator'))
        expect(rows.map((row) => row['进度'] ?? null)).toEqual(
          villages.map(({ progressDecimal }: Json) => progressDecimal),
        );
    });

    it('of the report hold what it is printed from, its subtotals and its fingerprint', async () => {
      const query = `areas=housing,industry&district=120119${point}`;
      const { data, fingerprint } = await get(`/report?${query}`);
      const [targets, villages, about] = await tables(`/report/export.xlsx?${query}`);
      const met = (area?: string) =>
        data.whole.targets
          .filter((target: Json) => area === undefined || target.area === area)
          .reduce((sum: number, { counts }: Json) => sum + counts.met, 0);
      expect(
        targets!.rows.filter((row) => row['承诺指标'] === '小计').map((row) => row['合计（已达标）']),
      ).toEqual(['industry', 'housing'].map(met));
      expect(targets!.rows.at(-1)).toMatchObject({ 领域: '合计', '合计（已达标）': met() });
      expect(villages!.rows.map((row) => [row['村'], row['住房安全帮扶']])).toEqual(
        data.villages.map(({ name, lights }: Json) => [name, word(lights.housing)]),
      );
      expect(about!.rows).toEqual([expect.objectContaining({ 截至: data.asOf, 数据指纹: fingerprint })]);
    });

    it('of the districts and indicators hold the figures of the overviews', async () => {
      const { districts } = await get(`/districts?${point}`);
      const [places, lines, asOf] = await tables(`/districts/export.xlsx?${point}`);
      expect(places!.rows.map((row) => [row['区代码'], row['村数'], row['达标村数']]).slice(0, -1)).toEqual(
        districts.map(({ district, villages, reached }: Json) => [district.code, villages, reached]),
      );
      expect(places!.rows.at(-1)).toMatchObject({ 区: '全市' });
      const [district] = districts;
      expect(
        lines!.rows
          .filter((row) => row['区代码'] === district.district.code)
          .map((row) => [row['指标'], row[word('met')], row['未完成'] ?? null, row['分子'] ?? null]),
      ).toEqual(
        district.indicators.map(({ indicator, counts, outstanding = null, numerator = null }: Json) => [
          ...[indicator, counts.met, shown(outstanding), shown(numerator)],
        ]),
      );
      expect(asOf!.rows).toHaveLength(1);
      const [alone] = await tables(`/indicators/export.xlsx?district=${district.district.code}${point}`);
      expect(alone!.rows).toEqual(lines!.rows.filter((row) => row['区代码'] === district.district.code));
    });
  },
);

/** A number of more than 15 digits stands in a cell as a text. */
const shown = (value: number | bigint | null) =>
  value !== null && String(value).length > 15 ? String(value) : value;

describe('an export', () => {
  it('given the city, then it has one line for each indicator, and today is in its name', async () => {
    const { indicators } = await get('/city');
    const [table] = await tables('/indicators/export.xlsx');
    expect(table!.rows.map((row) => row['指标'])).toEqual(indicators.map(({ indicator }: Json) => indicator));
    const { headers } = await served.fetchText('/indicators/export.xlsx');
    expect(decodeURIComponent(headers.get('content-disposition')!)).toContain(`指标-${TODAY}.xlsx`);
  });

  it('given a page, or what the list would not take, then it is refused', async () => {
    for (const query of ['limit=5', 'offset=1', 'status=met', 'colour=blue', 'asOf=1999-01-01'])
      expect([query, (await served.fetchText(`/villages/export.xlsx?${query}`)).status]).toEqual([
        query,
        400,
      ]);
    expect((await served.fetchText('/indicators/export.xlsx?district=999999')).status).toBe(400);
  });
});
