import { asOf, evaluate, type Indicator } from '@jiedui/programme';
import type { VillageNumber } from '../book/book';
import type { Aggregator } from '../consumer/aggregator';
import type { Moment } from './moments';
import { shownDistrict } from './districts';
import { decimal, floored, shownRatio, shownValue } from './shown';

/** The rows of a list of villages; with an indicator, what it says about each of them. */
export function shownRows(
  { book, registry }: Aggregator,
  { at, figures }: Moment,
  villages: readonly VillageNumber[],
  indicator: Indicator | undefined,
) {
  const { areas, indicators, frame } = book.programme;
  const targets = indicators.filter(({ def }) => def.target).length;
  const on = asOf(at.day, frame);
  return villages.map((village) => {
    const facts = registry.factsAt(village, at);
    const evaluation = indicator && evaluate(indicator, book.measuresAt(village, at), on);
    const targetsMet = figures.met(village);
    return {
      code: book.villages.code(village),
      name: facts?.name ?? null,
      district: shownDistrict(figures.district(village)!),
      townName: facts?.townName ?? null,
      score: floored(figures.score(village)),
      targets,
      targetsMet,
      reached: targetsMet === targets,
      lights: Object.fromEntries(areas.map(({ id }, area) => [id, figures.light(village, area)])),
      ...(evaluation && {
        status: figures.status(village, indicator.index),
        provisional: figures.provisional(village, indicator.index),
        value: shownValue(evaluation.value),
        progress: shownRatio(evaluation.progress),
        progressDecimal: decimal(evaluation.progress),
      }),
    };
  });
}
