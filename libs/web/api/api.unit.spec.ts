import { nameOf } from './download';
import { failureOf } from './failure';
import { behind } from './freshness';

describe('a question that was refused', () => {
  const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status });

  it('says everything that is wrong with the address', async () => {
    const violations = [{ message: '参数 asOf 须为日期' }, { message: '没有参数 colour' }];
    const failure = await failureOf(answer(400, { title: '参数无效', violations }));
    expect(failure).toMatchObject({
      reason: 'bad-address',
      details: ['参数 asOf 须为日期', '没有参数 colour'],
    });
  });

  it('asks for the token, says that there is no such thing, or gives the number to tell operations', async () => {
    expect((await failureOf(answer(401, {}))).reason).toBe('token');
    expect((await failureOf(answer(404, { detail: '名录中没有这个村' }))).details).toEqual([
      '名录中没有这个村',
    ]);
    expect(await failureOf(answer(500, { title: '出错了', correlationId: 'c-1' }))).toMatchObject({
      reason: 'failed',
      correlationId: 'c-1',
    });
  });

  it('by something that is not the platform is a failure too', async () => {
    expect(await failureOf(new Response('<html>', { status: 502 }))).toMatchObject({
      reason: 'failed',
      details: ['HTTP 502'],
    });
  });
});

describe('the figures of a bureau', () => {
  const whole = {
    time: '2019-09-30T01:00:00.000Z',
    knownThrough: '2019-09-30T02:00:00.000Z',
    stale: false,
    events: 3,
    lag: 0,
    gaps: 0,
    incomplete: 0,
    conflicts: 0,
  };

  it.each([
    [whole, undefined],
    [{ ...whole, time: null }, 'silent'],
    [{ ...whole, lag: 2 }, 'on-the-way'],
    [{ ...whole, lag: null }, 'on-the-way'],
    [{ ...whole, stale: true }, 'unheard'],
    [{ ...whole, stale: true, lag: 2 }, 'on-the-way'],
    [{ ...whole, gaps: 1 }, 'incomplete'],
    [{ ...whole, incomplete: 1, lag: 2 }, 'incomplete'],
    [{ ...whole, conflicts: 1, incomplete: 1 }, 'conflict'],
  ])('%# are behind when something is missing in them, the worst of it told', (fresh, why) => {
    expect(behind(fresh)).toBe(why);
  });
});

describe('a file', () => {
  it('is saved under the name that the platform gives it', () => {
    expect(nameOf(`attachment; filename="x.xlsx"; filename*=UTF-8''%E6%9D%91%E5%BA%84.xlsx`)).toBe(
      '村庄.xlsx',
    );
    expect(nameOf('attachment; filename="villages.xlsx"')).toBe('villages.xlsx');
    expect(nameOf(null)).toBe('jiedui');
  });
});
