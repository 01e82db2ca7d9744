import { STATUSES } from '@jiedui/programme';
import { naively } from './naive.fixture';
import { programme, serveCity, TODAY, type Json, type Served } from './served.fixture';

let served: Served;
let get: Served['get'];

beforeAll(async () => {
  served = await serveCity(1, 30);
  get = served.get;
  served.city.more(6_000);
  served.city.emit('registry', 'VillageMerged', served.city.villages[3]!, '2019-01-01', {
    into: served.city.villages[13]!,
  });
  await served.publish();
}, 60_000);
afterAll(() => served.close());

const POINTS = ['', 'asOf=2018-12-31', 'asOf=2021-06-30', 'asOf=2019-12-31&asKnownAt=2018-06-01T00:00:00Z'];

const total = async (query: string): Promise<number> => (await get(`/villages?limit=1&${query}`)).total;

describe.each(POINTS)('the figures with "%s"', (point) => {
  it('agree with the lists behind them: every indicator and status, every light, the villages that reached', async () => {
    const city = await get(`/city?${point}`);
    expect(city.villages).toBe(await total(point));
    expect(city.reached).toBe(await total(`reached=true&${point}`));
    for (const { indicator, counts } of city.indicators)
      for (const status of STATUSES)
        if (counts[status] || status === 'met')
          expect([
            indicator,
            status,
            await total(`indicator=${indicator}&status=${status}&${point}`),
          ]).toEqual([indicator, status, counts[status]]);
    for (const { area, lights } of city.areas)
      for (const status of STATUSES)
        expect([area, status, await total(`area=${area}&status=${status}&${point}`)]).toEqual([
          area,
          status,
          lights[status],
        ]);
  });

  it('of the districts add up to those of the city, and agree with their lists', async () => {
    const city = await get(`/city?${point}`);
    const { districts } = await get(`/districts?${point}`);
    expect(districts).toHaveLength(10);
    const sum = (pick: (overview: Json) => number) =>
      districts.reduce((all: number, district: Json) => all + pick(district), 0);
    expect(sum(({ villages }) => villages)).toBe(city.villages);
    for (const [at, { counts }] of city.indicators.entries())
      for (const status of STATUSES)
        expect(sum(({ indicators }) => indicators[at].counts[status])).toBe(counts[status]);
    for (const { district, ...overview } of districts) {
      const alone = await get(`/districts/${district.code}?${point}`);
      expect(alone).toMatchObject(overview);
      expect(await total(`district=${district.code}&indicator=HO1&status=no-data,lagging&${point}`)).toBe(
        overview.indicators.find(({ indicator }: Json) => indicator === 'HO1').counts['no-data'] +
          overview.indicators.find(({ indicator }: Json) => indicator === 'HO1').counts.lagging,
      );
    }
  });

  it('agree with the villages one by one', async () => {
    const city = await get(`/city?${point}`);
    const { villages } = await get(`/villages?limit=500&${point}`);
    const all: Json[] = await Promise.all(
      villages.map(({ code }: Json) => get(`/villages/${code}?${point}`)),
    );
    expect(all.length).toBe(city.villages);
    for (const [at, overview] of city.indicators.entries()) {
      const each = all.map(({ indicators }) => indicators[at]);
      for (const status of STATUSES)
        expect(each.filter((one) => one.status === status)).toHaveLength(overview.counts[status]);
      const summed = (place: number) => each.reduce((sum, { value }) => sum + BigInt(value[place]), 0n);
      if (overview.kind === 'coverage') expect(BigInt(overview.denominator)).toBe(summed(1));
      if (overview.kind === 'clearance') expect(BigInt(overview.outstanding)).toBe(summed(0));
    }
    for (const [at, row] of villages.entries()) {
      const { reached, targetsMet, areas, scoreDecimal } = all[at];
      expect(row).toMatchObject({ reached, targetsMet });
      expect(row.score).toBeCloseTo(scoreDecimal, 3);
      expect(row.lights).toEqual(Object.fromEntries(areas.map(({ area, light }: Json) => [area, light])));
    }
  });
});

describe('a village', () => {
  it('has the values of a naive fold, for all indicators, as of any day and as known at any instant', async () => {
    const points = [
      [TODAY, undefined],
      ['2018-03-31', undefined],
      ['2020-12-31', undefined],
      ['2021-01-01', undefined],
      ['2019-06-30', '2018-09-01T12:00:00.000Z'],
      ['2020-06-30', '2018-01-10T00:00:00.000Z'],
    ] as const;
    for (const village of served.city.villages.slice(0, 5))
      for (const [day, knownAt] of points) {
        const { indicators } = await get(
          `/villages/${village}?asOf=${day}${knownAt ? `&asKnownAt=${knownAt}` : ''}`,
        );
        for (const indicator of programme.indicators) {
          const { status, progress, value } = naively(
            programme,
            served.city.events,
            village,
            indicator,
            day,
            knownAt,
          );
          expect([village, indicator.def.id, day, indicators[indicator.index]]).toMatchObject([
            village,
            indicator.def.id,
            day,
            { status, value, progress: progress && [progress.num, progress.den] },
          ]);
        }
      }
  });

  it('shows every digit of a sum beyond 2^53', async () => {
    const values = served.city.villages.slice(0, 20).flatMap((village) =>
      programme.indicators.map((indicator) => ({
        village,
        indicator,
        value: naively(programme, served.city.events, village, indicator, '2020-12-31').value,
      })),
    );
    const large = values.find(({ value }) => typeof value === 'bigint')!;
    const { text } = await served.fetchText(`/villages/${large.village}?asOf=2020-12-31`);
    expect(text).toContain(`"value":${large.value}`);
  });

  it('that was merged leaves the counts on that day and keeps its own page', async () => {
    const [code, into] = [served.city.villages[3]!, served.city.villages[13]!];
    expect(await total(`text=${code}`)).toBe(0);
    expect(await total(`text=${code}&asOf=2018-12-31`)).toBe(1);
    expect((await get(`/villages/${code}`)).village.merged).toEqual({ into, on: '2019-01-01' });
  });

  it('has a history whose points are what its page said on those days', async () => {
    const code = served.city.villages[0]!;
    for (const id of ['HO1', 'IN3', 'PB5', 'SS1']) {
      const { points, asOf } = await get(
        `/villages/${code}/history?indicator=${id}&from=2018-01-10&to=2019-05-20`,
      );
      expect(asOf).toBe('2019-05-20');
      expect(points.map(({ day }: Json) => day).slice(0, 3)).toEqual([
        '2018-01-10',
        '2018-01-31',
        '2018-02-28',
      ]);
      for (const { day, status, value } of points) {
        const { indicators } = await get(`/villages/${code}?asOf=${day}`);
        expect(indicators.find(({ indicator }: Json) => indicator === id)).toMatchObject({ status, value });
      }
    }
  });
});

describe('the explanation of a number', () => {
  it.each(programme.indicators.map(({ def }) => def.id))(
    'of %s adds up to its measures and gives its value',
    async (id) => {
      const { area } = programme.indicators.find(({ def }) => def.id === id)!;
      for (const code of served.city.villages.slice(0, 3))
        for (const point of POINTS.slice(2)) {
          const { indicators } = await get(`/villages/${code}?${point}`);
          const shown = indicators.find(({ indicator }: Json) => indicator === id);
          const first = await get(`/villages/${code}/indicators/${id}/events?limit=7&${point}`);
          expect(first).toMatchObject({ status: shown.status, value: shown.value, progress: shown.progress });
          const events: Json[] = [...first.events];
          for (let { next } = first; next;) {
            const page = await get(
              `/villages/${code}/indicators/${id}/events?limit=7&cursor=${next}&${point}`,
            );
            expect({ ...page, events: [], next: '', fresh: {} }).toEqual({
              ...first,
              events: [],
              next: '',
              fresh: {},
            });
            events.push(...page.events);
            next = page.next;
          }
          expect(events).toHaveLength(first.total);
          expect(new Set(events.map((event) => event.villageseq)).size).toBe(events.length);
          for (const { measure, sum, years } of first.totals) {
            const mine = events
              .flatMap(({ contributions }) => contributions)
              .filter((one: Json) => one.measure === measure);
            expect(mine.reduce((all: bigint, one: Json) => all + BigInt(one.sum), 0n)).toBe(BigInt(sum));
            for (const { year, count } of years ?? [])
              expect(
                mine.reduce((all: number, one: Json) => all + (one.year === year ? one.count : 0), 0),
              ).toBe(count);
          }
          for (const { id: eventId, villageseq, type, occurredOn, time } of events)
            expect(served.city.events.find((event) => event.id === eventId)).toMatchObject({
              villageseq,
              type,
              time,
              source: `/bureaus/${area}`,
              data: { occurredOn },
            });
        }
    },
  );

  it('names the steps in both languages and the city values that a benchmark is held against', async () => {
    const code = served.city.villages[0]!;
    const answer = await get(`/villages/${code}/indicators/IN4/events?asOf=2020-12-31`);
    expect(answer.references.map(({ year }: Json) => year)).toEqual([2016, 2017, 2018, 2019]);
    expect(answer.formula.steps.at(-1)).toMatchObject({
      about: 'status',
      zh: expect.any(String),
      en: expect.any(String),
    });
    expect(answer.events[0].bureau).toEqual({ zh: expect.any(String), en: expect.any(String) });
  });
});
