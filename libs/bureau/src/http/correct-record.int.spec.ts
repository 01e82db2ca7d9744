import { rulesOf, ServedWells, VILLAGE } from './served-wells.fixture';

let wells: ServedWells;
beforeEach(async () => (wells = await ServedWells.start()));
afterEach(() => wells.end());

describe('a correction over HTTP', () => {
  const correct = (body: object, headers = {}) =>
    wells.send('correct-record', { village: VILLAGE, reason: 'entered-wrongly', ...body }, headers);

  it('given a restated fact, then the history reads as it should have been', async () => {
    const wellId = await wells.digWell();
    const dug = (await wells.events())[0]!;
    const answer = await correct({
      corrects: dug.id,
      remark: '抄错了',
      replacement: { occurredOn: '2018-03-02', depth: 'shallow' },
    });
    expect([answer.status, answer.body.events[0].type]).toEqual([200, 'wells.RecordCorrected']);
    const { body } = await wells.get(`/villages/${VILLAGE}/records/well/${wellId}`);
    expect(body).toMatchObject({
      version: 2,
      classification: { depth: 'shallow' },
      facts: [{ occurredOn: '2018-03-02', title: { zh: '掘井' } }],
    });
    expect((await wells.get(`/villages/${VILLAGE}/records/well/${wellId}/private`)).body.personal).toEqual({
      remark: '抄错了',
    });
  });

  it('given a withdrawal, then the record is gone; a correction of the correction brings it back', async () => {
    const wellId = await wells.digWell();
    const dug = (await wells.events())[0]!;
    const withdrawn = await correct({ corrects: dug.id, replacement: null });
    expect(withdrawn.status).toBe(200);
    expect((await wells.get(`/villages/${VILLAGE}/records/well/${wellId}`)).body.classification).toBeNull();
    const back = await correct({
      corrects: withdrawn.body.events[0].id,
      replacement: { occurredOn: '2018-03-01', depth: 'deep' },
    });
    expect(back.status).toBe(200);
    expect(
      (await wells.get(`/villages/${VILLAGE}/records/well/${wellId}`)).body.classification,
    ).toMatchObject({ depth: 'deep' });
  });

  it('given a replacement that its command would not take, then every mistake is told with its place', async () => {
    await wells.digWell();
    const dug = (await wells.events())[0]!;
    const wrong = await correct({
      corrects: dug.id,
      reason: 'because',
      replacement: { depth: 'none', village: VILLAGE },
    });
    expect([wrong.status, wrong.body.violations.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      ['/reason', '/replacement/village', '/replacement/occurredOn', '/replacement/depth'],
    ]);
    expect((await correct({ corrects: dug.id })).body.violations[0]).toMatchObject({
      pointer: '/replacement',
      rule: 'required',
    });
    expect((await correct({ corrects: dug.id, replacement: [] })).status).toBe(400);
  });

  it('given an event that nobody knows, then it is refused', async () => {
    const unknown = await correct({ corrects: 'nothing', replacement: { occurredOn: '2018-03-01' } });
    expect([unknown.status, rulesOf(unknown)]).toEqual([422, ['event-unknown']]);
  });
});
