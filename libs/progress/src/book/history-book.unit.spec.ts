import fc from 'fast-check';
import { asOf, evaluate, RollUp, standingOf, lightsOf, yearlyValue, median } from '@jiedui/programme';
import { Fold } from '../fold/fold';
import {
  delivery,
  histories,
  orchardProgramme,
  plainMeasures,
  shown,
  villageCodes,
} from '../fold/orchards.fixture';
import { StandingTable } from '../queries/standing-table';
import { FigureTable } from './figure-table';
import { evaluator, figuresAt, filling } from './figures-at';
import { HistoryBook } from './history-book';
import { RegistryBook } from './registry-book';
import { REGISTRY } from './registry-view';
import { VillageIndex } from './village-index';

const open = () => {
  const villages = new VillageIndex();
  const registry = new RegistryBook(villages);
  const book = new HistoryBook(orchardProgramme, villages, registry);
  const now = () => '2018-09-01T00:00:00.000Z';
  return {
    villages,
    registry,
    book,
    fold: new Fold({ programme: orchardProgramme, villages, book, registry, now }, REGISTRY),
  };
};
const days = fc.constantFrom('2017-12-24', '2017-12-31', '2018-03-01', '2018-05-17', '2019-01-01');
const instants = fc.option(fc.constantFrom('2018-02-01T00:00:00.000Z', '2018-05-01T08:00:00.000Z'), {
  nil: undefined,
});

function folded(events: Parameters<typeof delivery>[0][]) {
  const opened = open();
  for (const event of events)
    opened.fold.accept({
      area: opened.fold.streams.areas.indexOf(event.source.replace('/bureaus/', '')),
      ...{ partition: 0, value: delivery(event).value, origin: undefined },
    });
  return opened;
}

describe('the book', () => {
  it('says of every day, and as known at every instant, what a plain sum over the changes says', () => {
    fc.assert(
      fc.property(histories, days, instants, (events, day, knownAt) => {
        const { book, villages } = folded([...events]);
        for (const code of villageCodes) {
          const measures = book.measuresAt(villages.numberOf(code), { day, knownAt });
          expect(shown(measures)).toEqual(shown(plainMeasures(events, code, day, knownAt)));
        }
      }),
    );
  });

  it('names the days on which something changes, each once', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const { book, villages } = folded([...events]);
        const village = villages.numberOf(villageCodes[0]!);
        const days = book.changeDays(village, '2018-01-01', '2018-06-30');
        expect(days).toEqual([...new Set(days)].sort());
        for (const day of days) expect(day >= '2018-01-01' && day <= '2018-06-30').toBe(true);
      }),
    );
  });
});

describe('the figures of all villages', () => {
  const register = (opened: ReturnType<typeof open>, code: string) =>
    opened.registry.apply(opened.villages.numberOf(code), {
      ...{
        villageseq: 1,
        name: 'VillageRegistered',
        time: '2017-01-01T00:00:00.000Z',
        occurredOn: '2017-01-01',
      },
      fields: { name: code, districtCode: code.slice(0, 6), townName: '' },
    });

  it('count, sum and take the median as a roll-up of the evaluations does, also after villages came and went', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        days,
        fc.infiniteStream(fc.boolean()),
        async (events, day, comesAndGoes) => {
          const opened = folded([...events]);
          opened.registry.apply(opened.villages.numberOf('city'), {
            ...{
              villageseq: 1,
              name: 'CityIncomePublished',
              time: '2017-01-01T00:00:00.000Z',
              occurredOn: '2017-01-01',
            },
            fields: { year: 2017, fen: 2_500_000 },
          });
          villageCodes.forEach((code) => register(opened, code));
          const at = { day };
          const table = await figuresAt(opened.book, opened.registry, at);
          const evaluations = evaluator(opened.book, at);
          for (const code of villageCodes) {
            const village = opened.villages.numberOf(code);
            if (comesAndGoes.next().value) table.put(village, undefined, []);
            if (comesAndGoes.next().value) table.put(village, '120118', evaluations(village));
            table.put(village, code.slice(0, 6), evaluations(village));
          }
          for (const district of [undefined, '120119', '120110', '120118']) {
            const codes = villageCodes.filter((code) => district === undefined || code.startsWith(district));
            const rolled = new RollUp(orchardProgramme);
            const all = codes.map((code) => evaluations(opened.villages.numberOf(code)).map((e) => e!));
            all.forEach((evaluated) => rolled.add(evaluated));
            const overview = table.overview(district);
            expect(overview).toMatchObject({ villages: rolled.villages, metAll: rolled.metAll });
            for (const indicator of orchardProgramme.indicators) {
              const values = all.flatMap(
                (evaluated) => yearlyValue(indicator, evaluated[indicator.index]!) ?? [],
              );
              expect(overview.indicators[indicator.index]).toMatchObject({
                counts: rolled.countsOf(indicator),
                sums: rolled.sumsOf(indicator),
                median: median(values.filter(({ den }) => den > 0)),
              });
            }
          }
        },
      ),
    );
  });

  it('are the same when they are made from those of another point, whichever', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        days,
        instants,
        days,
        instants,
        async (events, day, knownAt, other, known) => {
          const { book, registry, villages } = folded([...events]);
          villageCodes.forEach((code) => register({ ...open(), registry, villages }, code));
          const [at, there] = [
            { day, knownAt },
            { day: other, knownAt: known },
          ];
          const near = { at: there, figures: await figuresAt(book, registry, there), holds: () => true };
          const made = new FigureTable(orchardProgramme, day, villages.size);
          const standings = new StandingTable(orchardProgramme, day, villages.size);
          for (const table of [made, standings]) for (const _ of filling(table, book, registry, at, near));
          const whole = await figuresAt(book, registry, at);
          expect(made.overview()).toEqual(whole.overview());
          expect(standings.overview()).toMatchObject({ metAll: whole.overview().metAll });
          for (let village = 0; village < villages.size; village++) {
            expect(made.score(village)).toBe(whole.score(village));
            for (const { index } of orchardProgramme.indicators) {
              expect(made.status(village, index)).toBe(whole.status(village, index));
              expect(standings.status(village, index)).toBe(whole.status(village, index));
              expect(made.progress(village, index)).toBe(whole.progress(village, index));
              expect(made.provisional(village, index)).toBe(whole.provisional(village, index));
            }
            for (const area of orchardProgramme.areas.keys())
              expect(standings.light(village, area)).toBe(whole.light(village, area));
          }
        },
      ),
    );
  });

  it('show status, light, score and targets of a village as its evaluations do', async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, async (events, day) => {
        const { book, registry, villages } = folded([...events]);
        const table = await figuresAt(book, registry, { day });
        const on = asOf(day, orchardProgramme.frame);
        for (let village = 0; village < villages.size; village++) {
          const evaluations = orchardProgramme.indicators.map((indicator) =>
            evaluate(indicator, book.measuresAt(village, { day }), on),
          );
          const standing = standingOf(orchardProgramme, evaluations);
          evaluations.forEach(({ status, provisional }, index) => {
            expect(table.status(village, index)).toBe(status);
            expect(table.provisional(village, index)).toBe(provisional);
          });
          expect(table.met(village)).toBe(standing.targetsMet);
          expect(table.score(village)).toBeCloseTo(
            Number(standing.score.num) / Number(standing.score.den),
            12,
          );
          orchardProgramme.areas.forEach(({ id }, area) =>
            expect(table.light(village, area)).toBe(lightsOf(orchardProgramme, evaluations).get(id)),
          );
        }
      }),
    );
  });
});
