import { addDays, lightOf, type Day, type Evaluation, type Status, WORST_FIRST } from '@jiedui/programme';
import { programme, serveCity, TODAY, type Json, type Served } from './served.fixture';

let served: Served;
let get: Served['get'];
let everywhere: Json[];

beforeAll(async () => {
  served = await serveCity(5, 25);
  get = served.get;
  served.city.more(5_000);
  await served.publish();
  everywhere = (await get('/villages?limit=500')).villages;
}, 60_000);
afterAll(() => served.close());

const rank = (status: Status): number => WORST_FIRST.indexOf(status);
const villageAt = (code: string, asOf: Day): Promise<Json> => get(`/villages/${code}?asOf=${asOf}`);

describe('what changed since an earlier day', () => {
  const SINCE = '2018-09-30';

  it('is what the villages one by one say, indicator by indicator', async () => {
    const { changes, total, indicators } = await get(`/changes?since=${SINCE}&limit=500`);
    const expected: Json[] = [];
    for (const { code } of everywhere) {
      const [before, after] = [await villageAt(code, SINCE), await villageAt(code, TODAY)];
      if (!before.village.registered) continue;
      for (const [at, { indicator, status }] of after.indicators.entries())
        if (before.indicators[at].status !== status)
          expected.push({ code, indicator, before: before.indicators[at].status, after: status });
    }
    expect(total).toBe(expected.length);
    const listed = changes.map(({ village, ...change }: Json) => ({ code: village.code, ...change }));
    expect(listed).toEqual(expected.slice(0, 500));
    for (const { indicator, better, worse } of indicators) {
      const own = expected.filter((change) => change.indicator === indicator);
      expect(better).toBe(own.filter(({ before, after }) => rank(after) > rank(before)).length);
      expect(worse).toBe(own.length - better);
    }
  });

  it('has as many rows as each of its figures says', async () => {
    const { indicators } = await get(`/changes?since=${SINCE}`);
    for (const { indicator, better, worse } of indicators) {
      const path = `/changes?since=${SINCE}&limit=500&indicator=${indicator}`;
      expect((await get(`${path}&direction=better`)).changes).toHaveLength(better);
      expect((await get(`${path}&direction=worse`)).changes).toHaveLength(worse);
    }
  });

  it('of a district is a part of the city, page by page', async () => {
    const [{ district }] = everywhere;
    const path = `/changes?since=${SINCE}&district=${district.code}`;
    const { total } = await get(path);
    const pages: Json[] = [];
    for (let offset = 0; offset < total; offset += 7)
      pages.push(...(await get(`${path}&limit=7&offset=${offset}`)).changes);
    const all = (await get(`/changes?since=${SINCE}&limit=500`)).changes;
    expect(pages).toEqual(all.filter(({ village }: Json) => village.district.code === district.code));
    expect(pages).toHaveLength(total);
  });

  it('is by itself what changed since yesterday', async () => {
    expect((await get('/changes')).since).toBe(addDays(TODAY, -1));
  });
});

describe('the villages that need someone', () => {
  it('are those with a light that got worse in thirty days, or with most targets behind; each says why', async () => {
    for (const asOf of [TODAY, '2021-01-15']) {
      const answer = await get(`/attention?asOf=${asOf}&limit=500`);
      const needs = new Map<string, Json>(answer.villages.map((need: Json) => [need.village.code, need]));
      for (const { code } of everywhere) {
        const [before, now] = [await villageAt(code, addDays(asOf, -30)), await villageAt(code, asOf)];
        const behind = now.indicators.filter(
          ({ target, status }: Json) => target && ['off-track', 'overdue'].includes(status),
        ).length;
        const worse = now.areas
          .map(({ area, light }: Json, at: number) => ({
            area,
            before: before.areas[at].light,
            after: light,
          }))
          .filter((lights: Json) => before.village.registered && rank(lights.after) < rank(lights.before));
        const need = behind * 2 > answer.targets || worse.length > 0;
        expect([code, needs.has(code)]).toEqual([code, need]);
        if (need)
          expect(needs.get(code)).toMatchObject({ behind, worse, mostBehind: behind * 2 > answer.targets });
      }
      expect(answer.total).toBe(needs.size);
      const order = answer.villages.map(({ behind }: Json) => behind);
      expect(order).toEqual(order.toSorted((a: number, b: number) => b - a));
    }
  });
});

describe('the trend of the city', () => {
  it('says what the city said at the end of each month', async () => {
    const { points } = await get('/trend?months=4');
    expect(points.map(({ day }: Json) => day)).toEqual([
      '2019-05-31',
      '2019-06-30',
      '2019-07-31',
      '2019-08-31',
      TODAY,
    ]);
    for (const { day, villages, reached, areas, met } of points) {
      const city = await get(`/city?asOf=${day}`);
      expect(city).toMatchObject({ villages, reached });
      expect(city.areas.map(({ area, lights }: Json) => ({ area, lights }))).toEqual(areas);
      for (const { indicator, counts, target } of city.indicators)
        expect(met[indicator]).toBe(target ? counts.met : undefined);
    }
  });
});

describe('a report', () => {
  it('has the figures of the city, its districts and its villages', async () => {
    const KNOWN = 'asOf=2019-06-30&asKnownAt=2018-01-15T00:00:00Z';
    const { data } = await get(`/report?${KNOWN}`);
    const city = await get(`/city?${KNOWN}`);
    expect(data.whole).toMatchObject({ villages: city.villages, reached: city.reached });
    for (const { indicator, counts } of data.whole.targets)
      expect(counts).toEqual(city.indicators.find((one: Json) => one.indicator === indicator).counts);
    for (const { district, villages } of data.places) {
      const alone = await get(`/report?${KNOWN}&district=${district.code}`);
      expect(alone.data.places).toEqual([
        data.places.find((place: Json) => place.district.code === district.code),
      ]);
      const listed = (await get(`/villages?${KNOWN}&limit=500&district=${district.code}`)).villages;
      expect(alone.data.villages).toHaveLength(villages);
      for (const { code, lights, targetsMet } of alone.data.villages)
        expect(listed.find((row: Json) => row.code === code)).toMatchObject({ lights, targetsMet });
    }
  });

  it('has the same bytes of data when it is made again, whatever came meanwhile', async () => {
    const known = `asOf=2019-06-30&asKnownAt=${served.city.now()}`;
    const before = await get(`/report?${known}&areas=housing`);
    served.city.more(300);
    await served.publish();
    const after = await get(`/report?${known}&areas=housing`);
    expect(after.fingerprint).toBe(before.fingerprint);
    expect(JSON.stringify(after.data)).toBe(JSON.stringify(before.data));
    expect((await get(`/report?${known}&areas=industry`)).fingerprint).not.toBe(before.fingerprint);
  });
});

describe('a village', () => {
  it('has the course that its histories have', async () => {
    const { code } = everywhere[0];
    const { days, indicators } = await get(`/villages/${code}/course`);
    for (const { indicator, progress, values } of indicators.slice(0, 20)) {
      const { points } = await get(`/villages/${code}/history?indicator=${indicator}`);
      const own = points.filter(({ day }: Json) => days.includes(day));
      expect(own.map((point: Json) => point.progressDecimal)).toEqual(progress);
      expect(own.map((point: Json) => point.value)).toEqual(values);
    }
  });

  it('has all its events in its timeline, the latest recorded first, each once', async () => {
    const { code } = everywhere[1];
    const events: Json[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Json = await get(`/villages/${code}/events?limit=9${cursor && `&cursor=${cursor}`}`);
      events.push(...page.events);
      cursor = page.next;
    }
    const counted = served.city.events.filter(
      ({ subject, source, data }: Json) =>
        subject === code && source !== '/bureaus/registry' && data.occurredOn <= TODAY,
    );
    expect(events.map(({ id }) => id).sort()).toEqual(counted.map(({ id }: Json) => id).sort());
    const times = events.map(({ time }) => time);
    expect(times).toEqual(times.toSorted().reverse());
  });

  it('has a light that the deciding indicators have, since the day on which it became so', async () => {
    const { villages } = await get('/villages?limit=8'); // by now, more has been published
    for (const { code, lights } of villages)
      for (const area of programme.areas) {
        const { light, since, deciding } = await get(`/villages/${code}/areas/${area.id}`);
        expect(light).toBe(lights[area.id]);
        for (const { indicator, status } of deciding) expect([indicator, status]).toEqual([indicator, light]);
        expect(deciding.length > 0).toBe(light !== 'info');
        if (since === null) continue;
        expect(await lightOn(code, area.id, since)).toBe(light);
        expect(await lightOn(code, area.id, addDays(since, -1))).not.toBe(light);
      }
  });
});

async function lightOn(code: string, area: string, day: Day): Promise<Status> {
  const { indicators } = await villageAt(code, day);
  const own = programme.indicators.filter((indicator) => indicator.area === area);
  return lightOf(own, indicators as Evaluation[]) ?? 'info';
}
