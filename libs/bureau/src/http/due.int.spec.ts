import { AT, OTHER, ServedWells, VILLAGE } from './served-wells.fixture';

let wells: ServedWells;
beforeEach(async () => (wells = await ServedWells.start()));
afterEach(() => wells.end());

describe('what falls due, over HTTP', () => {
  /** Grants a licence in March 2018; its id. Today is 2018-06-15. */
  const grant = async (feeDueOn: string, termEndsOn: string, village = VILLAGE): Promise<string> => {
    const { status, body } = await wells.send('grant-licence', { ...AT, village, feeDueOn, termEndsOn });
    expect([status, body]).toEqual([200, expect.anything()]);
    return body.record.id;
  };
  const list = async (query = '') => (await wells.get(`/due?${query}`)).body;
  const daysOf = (page: { due: { day: string; what: { name: string } }[] }) =>
    page.due.map(({ day, what }) => `${day} ${what.name}`);

  it('then it comes by day, what is overdue first, up to the day that was asked for', async () => {
    const id = await grant('2018-05-31', '2018-06-29');
    await grant('2018-06-15', '2018-07-14');
    const page = await list();
    expect(page).toMatchObject({ today: '2018-06-15', until: '2018-07-15' });
    expect(daysOf(page)).toEqual([
      '2018-05-31 fee',
      '2018-06-15 fee',
      '2018-06-30 LicenceLapsed',
      '2018-07-15 LicenceLapsed',
    ]);
    const of = { kind: 'licence', village: VILLAGE, id };
    expect(page.due[0]).toEqual({
      ...of,
      day: '2018-05-31',
      overdue: true,
      what: { name: 'fee', zh: '应缴水费', en: 'The fee is due' },
      byService: false,
    });
    expect(page.due[2]).toMatchObject({ ...of, overdue: false, what: { zh: '取水证到期' }, byService: true });
    expect(page.next).toBeUndefined();
    expect(daysOf(await list('until=2018-06-15'))).toEqual(['2018-05-31 fee', '2018-06-15 fee']);
  });

  it('then it is gone as soon as it is settled', async () => {
    const licenceId = await grant('2018-05-31', '2018-06-29');
    await wells.send('pay-fee', { ...AT, licenceId });
    await wells.send('renew-licence', { ...AT, licenceId, termEndsOn: '2018-07-01' });
    expect(daysOf(await list())).toEqual(['2018-07-02 LicenceLapsed']);
    wells.clock.set('2018-07-02T01:00:00.000Z');
    await wells.bureau.pipeline.passTime();
    expect(daysOf(await list())).toEqual([]);
  });

  it('then it is narrowed to a district or a village, and comes page by page', async () => {
    await wells.register(OTHER);
    await grant('2018-06-01', '2018-06-20');
    await grant('2018-06-02', '2018-06-20', OTHER);
    expect(daysOf(await list(`village=${VILLAGE}`))).toEqual(['2018-06-01 fee', '2018-06-21 LicenceLapsed']);
    expect(daysOf(await list('district=120114'))).toEqual(['2018-06-02 fee', '2018-06-21 LicenceLapsed']);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await list(`limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...daysOf(page));
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect(seen).toEqual(daysOf(await list()));
    expect(seen).toHaveLength(4);
  });

  it('given bad parameters, then each is named', async () => {
    const { status, body } = await wells.get('/due?until=2018-02-30&district=12&village=1&limit=0&kind=well');
    expect([status, body.violations.map(({ parameter }: { parameter: string }) => parameter)]).toEqual([
      400,
      ['until', 'district', 'village', 'limit', 'kind'],
    ]);
    await grant('2018-06-01', '2018-06-20');
    const { next } = await list('limit=1');
    for (const query of [`until=2018-06-20&cursor=${next}`, 'cursor=bm9uc2Vuc2U']) {
      const refused = await wells.get(`/due?${query}`);
      expect([refused.status, refused.body.violations[0].parameter]).toEqual([400, 'cursor']);
    }
  });

  it('given the page of the API, then it stands there', async () => {
    const { paths } = (await wells.getFromHost('/api/openapi.json')).body;
    const { operationId, parameters } = paths['/api/wells/due'].get;
    expect([operationId, parameters.map(({ name }: { name: string }) => name).sort()]).toEqual([
      'wells.due',
      ['cursor', 'district', 'limit', 'until', 'village'],
    ]);
  });
});
