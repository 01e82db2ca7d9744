import {
  addDays,
  lightOf,
  STATUS_TEXT,
  WORST_FIRST,
  type AreaDef,
  type Day,
  type Evaluation,
  type Status,
} from '@jiedui/programme';
import type { AsOf, VillageNumber } from '../book/book';
import { evaluator } from '../book/figures-at';
import type { Aggregator } from '../consumer/aggregator';
import { shownDistrict } from './districts';
import { shownEvaluation } from './shown';

/** The light of an area of a village explained: what decides it, since when, and whose it is. */
export function shownLight(aggregator: Aggregator, village: VillageNumber, area: AreaDef, at: AsOf) {
  const { book, registry } = aggregator;
  const indicators = book.programme.indicators.filter((indicator) => indicator.area === area.id);
  const evaluationsOn = (day: Day) =>
    evaluator(book, { ...at, day })(village, (one) => one.area === area.id) as Evaluation[];
  const evaluations = evaluationsOn(at.day);
  const light = lightOf(indicators, evaluations) ?? 'info';
  const hasTargets = indicators.some(({ def }) => def.target);
  const deciding = indicators.filter(
    ({ def, index }) => (def.target || !hasTargets) && evaluations[index]!.status === light,
  );
  const facts = registry.factsAt(village, at);
  return {
    area: area.id,
    light,
    words: STATUS_TEXT[light],
    since: sinceWhen(light, at.day, book.programme.frame.start, (day) =>
      lightOf(indicators, evaluationsOn(day)),
    ),
    deciding: WORST_FIRST.includes(light)
      ? deciding.map(({ def, index }) => ({ indicator: def.id, ...shownEvaluation(evaluations[index]!) }))
      : [],
    responsible: {
      bureau: area.bureau,
      district: facts ? shownDistrict(facts.districtCode) : null,
      supportingUnit: facts?.unit ?? null,
      residentTeam: facts?.team ?? null,
    },
  };
}

/** The first day of the unbroken stretch up to `day` with this light; null: ever since the start. */
function sinceWhen(light: Status, day: Day, start: Day, lightOn: (day: Day) => Status | null): Day | null {
  let since = day;
  while (since > start) {
    const before = addDays(since, -1);
    if ((lightOn(before) ?? 'info') !== light) return since;
    since = before;
  }
  return null;
}
