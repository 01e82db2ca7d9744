import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AT, rulesOf, ServedWells, VILLAGE } from './served-wells.fixture';

let wells: ServedWells;
beforeEach(async () => (wells = await ServedWells.start()));
afterEach(() => wells.end());

const addressOf = (kind: string, id: string) => `/villages/${VILLAGE}/records/${kind}/${id}/private`;
const inspect = async (wellId: string): Promise<string> => {
  await wells.send('open-well', { ...AT, wellId });
  const inspected = { ...AT, wellId, passed: true, findings: '井台破损' };
  return (await wells.send('inspect-well', inspected)).body.record.id;
};

describe('the erasure of personal data over HTTP', () => {
  it('given a person, then all that is kept of them is gone, and the log and the records stay as they are', async () => {
    const wellId = await wells.digWell({ owner: '王五', remark: '井台破损' });
    const other = await wells.digWell({ owner: '赵六' });
    const inspectionId = await inspect(wellId);
    const log = () => wells.bureau.log.read(VILLAGE, 1, 100);
    const record = () => wells.get(`/villages/${VILLAGE}/records/well/${wellId}`);
    const before = [await log(), (await record()).body];

    const { status, headers, body } = await wells.erase(addressOf('well', wellId));
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      kind: 'well',
      village: VILLAGE,
      id: wellId,
      erasedAt: '2018-06-15T01:00:00.000Z',
      erased: [
        { kind: 'well', id: wellId, reports: 1 },
        { kind: 'inspection', id: inspectionId, reports: 1 },
      ],
    });
    expect([await log(), (await record()).body]).toEqual(before);
    expect((await wells.get(addressOf('well', wellId))).body).toMatchObject({
      personal: {},
      erasedAt: body.erasedAt,
    });
    expect((await wells.get(addressOf('inspection', inspectionId))).body.personal).toEqual({});
    expect((await wells.get(addressOf('well', other))).body.personal).toEqual({ owner: '赵六' });

    wells.clock.set('2018-07-01T01:00:00.000Z');
    expect((await wells.erase(addressOf('well', wellId))).body).toEqual({ ...body, erased: [] });
  });

  it('given they were erased, when a clerk brings personal values again, then the refusal says what to do', async () => {
    const wellId = await wells.digWell({ owner: '王五' });
    await wells.erase(addressOf('well', wellId));
    const noted = await wells.send('note-well', { ...AT, wellId, remark: '复查' });
    expect([noted.status, rulesOf(noted)]).toEqual([422, ['person-erased']]);
    expect(noted.body.violations[0].message).toContain('请去掉');
    expect((await wells.send('note-well', { ...AT, wellId })).status).toBe(200);
  });

  it('given a record that is about a person, then its own values are gone, and theirs are not', async () => {
    const wellId = await wells.digWell({ owner: '王五' });
    const inspectionId = await inspect(wellId);
    const { body } = await wells.erase(addressOf('inspection', inspectionId));
    expect(body.erased).toEqual([{ kind: 'inspection', id: inspectionId, reports: 1 }]);
    expect((await wells.get(addressOf('well', wellId))).body.personal).toEqual({ owner: '王五' });
    expect((await wells.send('note-well', { ...AT, wellId, remark: '复查' })).status).toBe(200);
  });

  it('given one who held an office, then only they are gone, and nobody before them is shown in their place', async () => {
    const wellId = await wells.digWell({ owner: '王五' });
    const keepers: string[] = [];
    for (const keeper of ['李伟', '张敏']) {
      await wells.send('name-keeper', { ...AT, wellId, keeper });
      keepers.push(String((await wells.events()).at(-1)!.data['keeperId']));
    }
    const shown = async () => (await wells.get(addressOf('well', wellId))).body.personal;
    expect(await shown()).toEqual({ owner: '王五', keeper: '张敏' });
    const { body } = await wells.erase(addressOf('keeper', keepers[1]!));
    expect(body.erased).toEqual([{ kind: 'well', id: wellId, reports: 1 }]);
    expect(await shown()).toEqual({ owner: '王五' });
    await wells.send('name-keeper', { ...AT, wellId, keeper: '刘洋' });
    expect(await shown()).toEqual({ owner: '王五', keeper: '刘洋' });
  });

  it('given what is not there, then nothing is erased, and the clerk is told where to look', async () => {
    const wellId = await wells.digWell({ owner: '王五' });
    for (const [kind, id] of [
      ['well', 'none'],
      ['unicorn', wellId],
      ['__proto__', wellId],
      ['keeper', wellId],
    ]) {
      const { status, body } = await wells.erase(addressOf(kind!, id!));
      expect([status, body.detail]).toEqual([404, expect.stringContaining('请核对')]);
    }
    expect((await wells.get(addressOf('well', wellId))).body.personal).toEqual({ owner: '王五' });
  });

  it('given the store fails meanwhile, then the clerk is told so, and the next start ends it', async () => {
    const wellId = await wells.digWell({ owner: '王五' });
    const db = new DatabaseSync(join(wells.service.host.dataFolder, 'wells', 'private.db'));
    db.exec("CREATE TRIGGER cut BEFORE DELETE ON keys BEGIN SELECT RAISE(ABORT, 'no'); END");
    const { status, body } = await wells.erase(addressOf('well', wellId));
    expect([status, body.detail]).toEqual([503, expect.stringContaining('尚未全部完成')]);
    db.exec('DROP TRIGGER cut');
    db.close();
    wells = await wells.restart();
    expect((await wells.get(addressOf('well', wellId))).body).toMatchObject({
      personal: {},
      erasedAt: '2018-06-15T01:00:00.000Z',
    });
  });
});
