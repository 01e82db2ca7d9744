import { message } from './city.fixture';
import { programme, serveCity, type Json, type Served } from './served.fixture';

let served: Served;
let get: Served['get'];
let code: string;

beforeAll(async () => {
  served = await serveCity(6, 12);
  get = served.get;
  code = served.city.villages[0]!;
  served.city.more(800);
  await served.publish();
}, 60_000);
afterAll(() => served.close());

describe('freshness', () => {
  const summary = (time: string) => ({ events: async () => [], summary: async () => ({ events: 0, time }) });

  it('names the areas that may still change what was known at an instant, until their logs are known past it', async () => {
    const at = '2018-02-01T00:00:00.000Z';
    const before = await get(`/city?asKnownAt=${at}`);
    expect(before.final).toBe(false);
    expect(before.mayStillChange).toEqual([...programme.areas.map(({ id }) => id), 'registry']);
    const { events } = (await get('/city')).fresh.industry;
    served.host.sources.set('industry', {
      events: async () => [],
      summary: async () => ({ events, time: '2019-09-30T00:00:00.000Z' }),
    });
    const path = `/villages/${code}/history?indicator=IN2&asKnownAt=${at}`;
    expect((await get(path)).mayStillChange).toEqual(['industry']);
    await served.until(async () => (await get(path)).final);
    expect((await get(`/city?asKnownAt=${at}`)).mayStillChange).not.toContain('industry');
    expect((await get('/city?asKnownAt=2019-09-30T00:00:00Z')).mayStillChange).toContain('industry');
    served.host.sources.set('industry', summary('2018-01-01T00:00:00.000Z'));
  });

  it('marks a village whose events wait for a missing one, and one with an event that cannot be read', async () => {
    const lost = served.city.emit('ecology', 'Lost', code, '2018-01-01', { changes: [] });
    const waits = served.city.emit('ecology', 'Waits', code, '2018-01-01', { changes: [] });
    const area = async (id: string) =>
      (await get(`/villages/${code}`)).areas.find((one: Json) => one.area === id);
    await served.host.transport.publish([message(waits)]);
    await served.until(async () => (await area('ecology')).gap !== null);
    expect((await area('ecology')).gap).toMatchObject({ missing: lost.villageseq, seen: waits.villageseq });
    expect((await get('/city')).fresh.ecology.gaps).toBe(1);
    await served.host.transport.publish([message(lost)]);
    await served.until(async () => (await area('ecology')).gap === null);
    expect((await area('ecology')).villageseq).toBe(waits.villageseq);

    const broken = served.city.emit('finance', 'Broken', code, '2018-01-01', {
      changes: [{ record: 'none' }] as never,
    });
    await served.host.transport.publish([message(broken)]);
    await served.until(async () => (await area('finance')).incomplete);
    expect((await area('finance')).holes).toMatchObject([{ villageseq: broken.villageseq }]);
    expect((await get('/city')).fresh.finance.incomplete).toBe(1);
    expect((await get('/city?asKnownAt=2018-02-01T00:00:00Z')).mayStillChange).toContain('finance');
  });
});
