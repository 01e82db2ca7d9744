import { serveCity, type Json, type Served } from './served.fixture';

let served: Served;
let get: Served['get'];
let code: string;

beforeAll(async () => {
  served = await serveCity(5, 12);
  get = served.get;
  code = served.city.villages[0]!;
  served.city.more(800);
  await served.publish();
}, 60_000);
afterAll(() => served.close());

const refused = async (path: string): Promise<readonly string[]> => {
  const { status, text } = await served.fetchText(path);
  expect(status).toBe(400);
  return (JSON.parse(text) as Json).violations.map(({ parameter }: Json) => parameter);
};

describe('the pages of the list', () => {
  it('hold each village once while villages change', async () => {
    for (const sort of ['code', '-code', 'name', '-name']) {
      const codes: string[] = [];
      const totals = new Set<number>();
      let next: string | null = '';
      while (next !== null) {
        const page: Json = await get(`/villages?sort=${sort}&limit=2${next && `&cursor=${next}`}`);
        codes.push(...page.villages.map((village: Json) => village.code));
        totals.add(page.total);
        next = page.next;
        await served.publish(served.city.more(5));
      }
      expect(codes).toHaveLength(new Set(codes).size);
      expect([...totals]).toEqual([codes.length]);
    }
  });

  it('are found by the place of a village in the list, of one that is not in it there is none', async () => {
    const { villages } = await get('/villages?sort=-score&limit=12');
    const { code } = villages[4];
    expect((await get(`/villages?sort=-score&limit=1&placeOf=${code}`)).place).toBe(4);
    expect((await get(`/villages?text=${villages[0].code}&placeOf=${code}`)).place).toBeNull();
    expect((await get('/villages?placeOf=990110101201')).place).toBeNull();
    expect(await refused('/villages?placeOf=12')).toEqual(['placeOf']);
  });

  it('belong to one list: a cursor is refused by another', async () => {
    const { next } = await get('/villages?sort=score&limit=2');
    expect((await get(`/villages?sort=score&limit=5&cursor=${next}`)).villages).toHaveLength(5);
    for (const query of [
      'sort=-score',
      'sort=code',
      'sort=score&district=120119',
      'sort=score&asOf=2019-01-01',
    ])
      expect(await refused(`/villages?${query}&limit=2&cursor=${next}`)).toEqual(['cursor']);
    const explained = await get(`/villages/${code}/indicators/IN2/events?limit=1&asOf=2020-12-31`);
    expect(await refused(`/villages?cursor=${explained.next ?? next}`)).toEqual(['cursor']);
    expect(await refused(`/villages?cursor=W10`)).toEqual(['cursor']);
  });

  it('of an explanation add up although events come between them', async () => {
    const path = `/villages/${code}/indicators/HO1/events?limit=1&asOf=2020-12-31`;
    const create = () =>
      served.city.emit('housing', 'DwellingAssessed', code, '2018-01-01', {
        changes: [
          {
            ...{
              record: 'dwelling',
              id: `d${served.city.events.length}`,
              effectiveOn: '2018-01-01',
              before: null,
            },
            after: { category: 'dibao', grade: 'C', state: 'none', remedy: 'none' },
          },
        ],
      });
    await served.publish([create(), create()]);
    let page = await get(path);
    const [outstanding] = page.totals.filter(({ measure }: Json) => measure === 'gradeCOutstanding');
    let sum = 0;
    for (;;) {
      for (const { contributions } of page.events)
        for (const one of contributions) if (one.measure === 'gradeCOutstanding') sum += one.sum;
      if (!page.next) break;
      await served.publish([create()]);
      page = await get(`${path}&cursor=${page.next}`);
    }
    expect(sum).toBe(outstanding.sum);
    expect((await get(path)).totals).not.toContainEqual(outstanding);
  });
});
