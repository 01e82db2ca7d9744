import type { Programme } from '@jiedui/programme';
import { serveCity, type Served } from '../api/served.fixture';
import type { AsOf } from '../book/book';
import type { Figures } from '../book/current';
import { figuresAt } from '../book/figures-at';
import type { Standings } from './standing-table';
import { FIGURES, isWaiting, Moments, STANDINGS, type Moment } from './moments';

let served: Served;
let programme: Programme;

beforeAll(async () => {
  served = await serveCity(4, 20);
  programme = served.aggregator.book.programme;
  served.city.more(1_500);
  await served.publish();
}, 60_000);
afterAll(() => served.close());

const POINTS: readonly AsOf[] = [
  { day: '2018-06-30' },
  { day: '2020-12-31' },
  { day: '2019-06-30', knownAt: '2018-01-20T00:00:00.000Z' },
];

const found = async <F extends Standings>(moments: Moments<F>, at: AsOf): Promise<Moment<F>> => {
  const moment = await moments.find(at);
  if (isWaiting(moment)) throw new Error('not ready');
  return moment;
};

/** Everything that can be read of figures. */
const all = (figures: Figures) =>
  JSON.stringify(
    [
      figures.overview(),
      served.city.villages.map((code) => {
        const village = served.aggregator.book.villages.find(code)!;
        return [
          figures.district(village),
          figures.score(village),
          programme.indicators.map(({ index }) => [
            figures.status(village, index),
            figures.progress(village, index),
          ]),
        ];
      }),
    ],
    (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value),
  );

describe('the figures of another point in time', () => {
  it('stay what a fresh computation gives, whatever comes in meanwhile', async () => {
    const { book, registry } = served.aggregator;
    const moments = new Moments(served.aggregator, FIGURES);
    for (const at of POINTS) await found(moments, at);
    for (let round = 0; round < 5; round++) {
      served.city.more(40);
      if (round === 2) {
        served.city.emit('registry', 'CityIncomePublished', 'city', '2018-01-01', { year: 2018, fen: 1 });
        served.city.emit('registry', 'VillageMerged', served.city.villages[1]!, '2018-01-01', {
          into: served.city.villages[0]!,
        });
      }
      await served.publish();
      for (const at of POINTS) {
        const { figures, directory } = await found(moments, at);
        expect(all(figures)).toBe(all(await figuresAt(book, registry, at)));
        expect(directory.byCode).toHaveLength(book.villages.size);
      }
    }
  });

  it('as standings say what the figures say, whatever comes in meanwhile', async () => {
    const moments = new Moments(served.aggregator, FIGURES);
    const past = new Moments(served.aggregator, STANDINGS);
    for (const at of POINTS) await found(past, at);
    served.city.more(200);
    await served.publish();
    for (const at of POINTS) {
      const { figures } = await found(moments, at);
      const { figures: standings } = await found(past, at);
      const districts = [undefined, ...served.aggregator.registry.districts()];
      for (const district of districts) {
        const { villages, metAll, areas, indicators } = figures.overview(district);
        expect(standings.overview(district)).toEqual({
          villages,
          metAll,
          areas,
          indicators: indicators.map(({ indicator, counts }) => ({ indicator, counts })),
        });
      }
      for (const code of served.city.villages) {
        const village = served.aggregator.book.villages.find(code)!;
        expect(standings.district(village)).toBe(figures.district(village));
        for (const { index } of programme.indicators)
          expect(standings.status(village, index)).toBe(figures.status(village, index));
        for (const area of programme.areas.keys())
          expect(standings.light(village, area)).toBe(figures.light(village, area));
      }
    }
  });

  it('are told to be on their way when they take longer than one waits, and are kept', async () => {
    const { aggregator } = served;
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const current = Object.create(aggregator.current, {
      version: { value: 0 },
      settle: { value: () => gate },
    });
    const moments = new Moments({ ...aggregator, current }, FIGURES, { patienceMs: 1 });
    const at = { day: '2018-03-31' };
    for (let asked = 0; asked < 2; asked++)
      expect(await moments.find(at)).toEqual({ done: 0, of: aggregator.book.villages.size });
    const patient = new Moments({ ...aggregator, current }, FIGURES, { patienceMs: 60_000 });
    expect(isWaiting(await patient.find(at, 60_000))).toBe(true); // has waited for others before
    open();
    await served.until(async () => !isWaiting(await moments.find(at)));
  });

  it('are the same for all who ask at once', async () => {
    const moments = new Moments(served.aggregator, FIGURES);
    const answers = await Promise.all([1, 2, 3].map(() => found(moments, { day: '2018-04-30' })));
    expect(new Set(answers.map(({ figures }) => figures)).size).toBe(1);
  });

  it('are kept for the latest points only', async () => {
    const moments = new Moments(served.aggregator, FIGURES);
    const first = await found(moments, { day: '2018-01-01' });
    for (let day = 10; day < 31; day++)
      for (const month of ['01', '03']) await found(moments, { day: `2018-${month}-${day}` });
    expect((await found(moments, { day: '2018-01-01' })).figures).not.toBe(first.figures);
  });
});
