import { httpEventSource } from '@jiedui/transport';
import { AT, OTHER, ServedWells, VILLAGE } from './served-wells.fixture';

let wells: ServedWells;
beforeEach(async () => (wells = await ServedWells.start()));
afterEach(() => wells.end());

describe('the records over HTTP', () => {
  it('given filters and a sort, then the list holds what they say, page by page, whatever comes in between', async () => {
    await wells.register(OTHER);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await wells.digWell({ depth: i % 2 ? 'shallow' : 'deep' }));
    await wells.send('open-well', { ...AT, wellId: ids[0] });
    await wells.digWell({ village: OTHER });
    const list = async (query: string) => (await wells.get(`/records/well?${query}`)).body;
    const idsOf = (page: { records: { id: string }[] }) => page.records.map(({ id }) => id);

    expect(await list(`village=${VILLAGE}&depth=shallow`)).toMatchObject({
      kind: 'well',
      reflects: 6,
      records: { length: 2 },
    });
    expect(idsOf(await list('depth=deep,shallow&state=working'))).toEqual([ids[0]]);
    expect((await list('district=120114')).records).toHaveLength(1);
    expect(idsOf(await list(`village=${VILLAGE}&sort=-state&limit=1`))).toEqual([ids[0]]);

    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(`village=${VILLAGE}&limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...idsOf(page));
      await wells.digWell();
      cursor = page.next ?? '';
    } while (cursor && seen.length < 50);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(ids));
  });

  it('given bad parameters, then each is named', async () => {
    const { status, body } = await wells.get(
      '/records/well?limit=0&sort=size&depth=wide&colour=blue&village=1&limit=2',
    );
    expect([status, body.violations.map(({ parameter }: { parameter: string }) => parameter)]).toEqual([
      400,
      ['limit', 'sort', 'depth', 'colour', 'village'],
    ]);
    expect((await wells.get('/records/well?cursor=bm9uc2Vuc2U')).body.violations[0]).toMatchObject({
      parameter: 'cursor',
    });
    for (const path of [
      '/records/unicorn',
      '/records/__proto__',
      `/villages/${VILLAGE}/records/well/none`,
      `/villages/${VILLAGE}/records/unicorn/x/private`,
    ])
      expect((await wells.get(path)).status).toBe(404);
  });

  it('given personal fields, then they are told in one place, never cached', async () => {
    const wellId = await wells.digWell({ owner: '王五', remark: '井台破损' });
    const { headers, body } = await wells.get(`/villages/${VILLAGE}/records/well/${wellId}/private`);
    expect(body.personal).toEqual({ owner: '王五', remark: '井台破损' });
    expect(headers.get('cache-control')).toBe('no-store');
    for (const path of [
      `/villages/${VILLAGE}/records/well/${wellId}`,
      '/records/well',
      `/villages/${VILLAGE}/events`,
    ])
      expect(JSON.stringify((await wells.get(path)).body)).not.toMatch(/王五|破损/);
  });
});

describe('the log over HTTP', () => {
  it('given events, then they come byte for byte, page by page, and who misses some gets them', async () => {
    for (let i = 0; i < 3; i++) await wells.digWell();
    const texts = await wells.bureau.log.read(VILLAGE, 1, 10);
    const page = await wells.get(`/villages/${VILLAGE}/events?from=2&limit=1`);
    expect(page.body).toEqual({ village: VILLAGE, head: 3, events: [JSON.parse(texts[1]!)], next: 3 });
    const source = httpEventSource(wells.api);
    expect(await source.events(VILLAGE, 2)).toEqual(texts.slice(1));
    expect(await source.events(OTHER, 1)).toEqual([]);
    expect(await source.summary()).toEqual({ events: 3, time: expect.stringMatching(/Z$/) });
    expect((await wells.get(`/villages/${VILLAGE}/events?from=0`)).status).toBe(400);
    expect((await wells.get(`/villages/${OTHER}/events`)).status).toBe(404);
    await expect(httpEventSource(`${wells.api}/nowhere`).summary()).rejects.toThrow('no summary');
  });
});
