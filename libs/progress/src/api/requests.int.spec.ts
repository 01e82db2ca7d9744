import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { ATTENTION, CHANGES, COURSE, LIGHT, REPORT, TIMELINE, TREND } from './course-schemas';
import type { Schema } from '@jiedui/service-host';
import { CATALOGUE, CITY, DISTRICT, DISTRICT_LIST } from './schemas';
import { EXPLANATION, HISTORY, VILLAGE, VILLAGE_LIST } from './village-schemas';
import { programme, serveCity, TODAY, type Json, type Served } from './served.fixture';

let served: Served;
let get: Served['get'];
let code: string;

beforeAll(async () => {
  served = await serveCity(2, 12);
  get = served.get;
  code = served.city.villages[0]!;
  served.city.more(800);
  await served.publish();
}, 60_000);
afterAll(() => served.close());

const problem = async (path: string, language = 'zh-CN') => {
  const { status, headers, text } = await served.fetchText(path, { 'accept-language': language });
  expect(headers.get('content-type')).toContain('application/problem+json');
  const { detail, violations } = JSON.parse(text) as Json;
  return {
    status,
    detail,
    violations,
    parameters: (violations ?? []).map(({ parameter }: Json) => parameter),
  };
};

describe('a request with bad parameters', () => {
  it('is answered with every one of them at once, unknown ones too', async () => {
    const { status, parameters } = await problem(
      '/villages?asOf=2015-12-31&asKnownAt=yesterday&district=999999&indicator=XX1&status=great&limit=501&sort=colour&colour=red&cursor=%21',
    );
    expect(status).toBe(400);
    expect(parameters.sort()).toEqual(
      ['asKnownAt', 'asOf', 'colour', 'cursor', 'district', 'indicator', 'limit', 'sort', 'status'].sort(),
    );
  });

  it('is answered in Chinese, or in English when that is preferred', async () => {
    const [zh] = (await problem('/city?asOf=2019-02-30')).violations;
    expect(zh.message).toBe('参数 asOf 须为 2016-01-01 至 2021-12-31 的日期，如 2019-09-30');
    const [en] = (await problem('/city?asOf=2019-02-30', 'en')).violations;
    expect(en.message).toBe(
      'The parameter asOf must be a day from 2016-01-01 to 2021-12-31, such as 2019-09-30',
    );
  });

  it.each([
    ['/city?asOf=2015-12-31', ['asOf']],
    ['/city?asOf=2022-01-01', ['asOf']],
    ['/city?asOf=2019-01-01&asOf=2019-01-02', ['asOf']],
    ['/indicators?asOf=x', ['asOf']],
    ['/districts?x=1', ['x']],
    ['/villages?status=met', ['status']],
    ['/villages?provisional=true', ['provisional']],
    ['/villages?sort=-progress', ['sort=progress']],
    ['/villages?area=housing&indicator=IN1', ['indicator']],
    ['/villages?reached=perhaps', ['reached']],
    ['/villages?text=', ['text']],
    ['/villages?sort=light', ['sort=light']],
    ['/villages?offset=-1', ['offset']],
    ['/changes?since=2019-10-01', ['since']],
    ['/changes?direction=sideways&district=120101', ['direction', 'district']],
    ['/attention?limit=0', ['limit']],
    ['/trend?months=25', ['months']],
    ['/villages/CODE/events?area=fishing', ['area']],
    ['/live?x=1', ['x']],
    ['/villages/CODE?x=1', ['x']],
    ['/villages/CODE/history', ['indicator']],
    ['/villages/CODE/history?indicator=HO1&from=2019-05-01&to=2019-04-01', ['from']],
    ['/villages/CODE/history?indicator=HO1&to=2019-05-01&asOf=2019-04-01', ['to']],
    ['/villages/CODE/history?indicator=HO1&step=year', ['step']],
    ['/villages/CODE/indicators/HO1/events?limit=0', ['limit']],
  ])('%s names %j', async (path, parameters) => {
    const answer = await problem(path.replace('CODE', code));
    expect(answer.status).toBe(400);
    expect(answer.parameters).toEqual(parameters);
  });

  it.each(['2019-09-30', '2019-09-30T08:00:00', '2019-02-30T00:00:00Z', '2019-09-30T25:00:00Z'])(
    'does not take %s for an instant',
    async (instant) =>
      expect((await problem(`/city?asKnownAt=${instant}`)).parameters).toEqual(['asKnownAt']),
  );

  it('takes an instant in any timezone, with or without parts of a second', async () => {
    for (const instant of [
      '2018-03-01T08:00:00.000%2B08:00',
      '2018-03-01T08:00:00+08:00',
      '2018-03-01T00:00Z',
    ])
      expect((await get(`/villages/${code}?asKnownAt=${instant}`)).asKnownAt).toBe(
        '2018-03-01T00:00:00.000Z',
      );
  });
});

describe('what there is not', () => {
  it.each([
    '/villages/120110999999',
    '/villages/nonsense',
    '/villages/city',
    '/villages/120110999999/history?indicator=HO1',
    '/villages/120110999999/indicators/HO1/events',
    '/villages/CODE/indicators/XX1/events',
    '/villages/CODE/areas/fishing',
    '/villages/120110999999/course',
    '/districts/120101',
    '/nothing',
  ])('%s is answered with 404', async (path) => {
    const { status } = await problem(path.replace('CODE', code));
    expect(status).toBe(404);
  });

  it('includes a village that has events but no name yet', async () => {
    const unnamed = '120119999999';
    await served.publish([
      served.city.emit('housing', 'DwellingAssessed', unnamed, '2018-01-01', { changes: [] }),
    ]);
    expect((await problem(`/villages/${unnamed}`)).status).toBe(404);
    expect((await get(`/villages?text=${unnamed}`)).total).toBe(0);
    await served.publish([
      served.city.emit('registry', 'VillageRegistered', unnamed, '2018-01-01', {
        code: unnamed,
        name: '新村',
        districtCode: '120119',
        townName: '镇',
      }),
    ]);
    expect((await get(`/villages/${unnamed}`)).village.name).toBe('新村');
    expect((await get('/villages?text=新村')).total).toBe(1);
  });
});

describe('an answer', () => {
  const paths: readonly (readonly [string, Schema])[] = [
    ['/indicators', CATALOGUE],
    ['/city', CITY],
    ['/city?asOf=2018-05-31&asKnownAt=2018-02-01T00:00:00Z', CITY],
    ['/districts', DISTRICT_LIST],
    ['/districts/120119', DISTRICT],
    ['/villages?limit=5', VILLAGE_LIST],
    ['/villages?indicator=IN4&sort=-progress', VILLAGE_LIST],
    ['/villages?area=housing&sort=light&offset=3&limit=2', VILLAGE_LIST],
    ['/changes?since=2018-06-30', CHANGES],
    ['/attention', ATTENTION],
    ['/attention?asOf=2020-12-31&limit=1&offset=1', ATTENTION],
    ['/trend?months=3', TREND],
    ['/report', REPORT],
    ['/report?district=120119&areas=housing,industry&asOf=2018-12-31', REPORT],
    ['/villages/CODE/course', COURSE],
    ['/villages/CODE/events?limit=3', TIMELINE],
    ['/villages/CODE/areas/housing', LIGHT],
    ['/villages/CODE', VILLAGE],
    ['/villages/CODE?asOf=2016-01-01', VILLAGE],
    ['/villages/CODE/history?indicator=PB5&step=week', HISTORY],
    ['/villages/CODE/indicators/IN4/events', EXPLANATION],
    ['/villages/CODE/indicators/HO1/events?limit=1', EXPLANATION],
  ];

  it.each(paths)(
    '%s is as its API page says, and says when it speaks of and how fresh it is',
    async (path, schema) => {
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      addFormats(ajv);
      const answer = JSON.parse((await served.fetchText(path.replace('CODE', code))).text) as Json;
      const validate = ajv.compile(schema);
      validate(answer);
      expect(validate.errors).toBeNull();
      expect(Object.keys(answer.fresh)).toEqual([...programme.areas.map(({ id }) => id), 'registry']);
    },
  );

  it('is as of today unless asked otherwise', async () => {
    expect(await get('/city')).toMatchObject({ asOf: TODAY, asKnownAt: null });
    expect(await get('/city')).not.toHaveProperty('final');
  });

  it('is not sent again to who has it', async () => {
    const first = await served.fetchText('/indicators?asOf=2019-01-01');
    const etag = first.headers.get('etag')!;
    const { status, text } = await served.fetchText('/indicators?asOf=2019-01-01', { 'if-none-match': etag });
    // What is on its way may have been counted between the two.
    if (status === 200) expect(text).not.toBe(first.text);
    else expect([status, text]).toEqual([304, '']);
  });

  it('stands on the API page', async () => {
    const response = await fetch(served.base.replace('/progress', '/openapi.json'));
    const { paths: documented } = (await response.json()) as Json;
    expect(
      Object.keys(documented)
        .filter((path) => path.startsWith('/api/progress/'))
        .sort(),
    ).toEqual([
      '/api/progress/attention',
      '/api/progress/changes',
      '/api/progress/city',
      '/api/progress/districts',
      '/api/progress/districts/export.xlsx',
      '/api/progress/districts/{code}',
      '/api/progress/health',
      '/api/progress/indicators',
      '/api/progress/indicators/export.xlsx',
      '/api/progress/live',
      '/api/progress/report',
      '/api/progress/report/export.xlsx',
      '/api/progress/trend',
      '/api/progress/villages',
      '/api/progress/villages/export.xlsx',
      '/api/progress/villages/{code}',
      '/api/progress/villages/{code}/areas/{area}',
      '/api/progress/villages/{code}/course',
      '/api/progress/villages/{code}/events',
      '/api/progress/villages/{code}/history',
      '/api/progress/villages/{code}/indicators/{indicator}/events',
    ]);
    expect(documented['/api/progress/city'].get.responses).toHaveProperty([
      '200',
      'content',
      'application/json',
      'schema',
    ]);
    expect(documented['/api/progress/city'].get.responses).toHaveProperty('202');
    expect(documented['/api/progress/city'].get.responses).toHaveProperty('400');
  });
});
