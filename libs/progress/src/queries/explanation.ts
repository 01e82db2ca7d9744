import {
  asOf,
  evaluate,
  formula,
  toJson,
  type Indicator,
  type Programme,
  type Text,
} from '@jiedui/programme';
import type { AsOf } from '../book/book';
import type { RegistryView } from '../book/registry-view';
import type { Entry, EntryDelta } from '../store/entry';
import { addUp, contributorsOf, measuresBehind } from './contributions';
import { shownEvaluation } from './shown';
import { shownEntry } from './shown-entry';

/** A part of the events behind a number: those after a villageseq, among those up to another. */
export interface EventsPage {
  readonly limit: number;
  readonly after?: number | undefined;
  /** Events that came after the first page was read are left out, so that all pages add up. */
  readonly upTo?: number | undefined;
}

/** Where the next page goes on. */
export type EventsPosition = Required<Pick<EventsPage, 'after' | 'upTo'>>;

/** A number of one village explained: from its events over its measures and its formula to its status. */
export function explained(
  programme: Programme,
  registry: RegistryView,
  indicator: Indicator,
  entries: readonly Entry[],
  at: AsOf,
  { limit, after = 0, upTo }: EventsPage,
) {
  const area = programme.areas.find(({ id }) => id === indicator.area)!;
  const behind = measuresBehind(programme, indicator);
  const contributors = contributorsOf(entries, behind, at, upTo);
  const measures = addUp(contributors, behind, registry, at.knownAt);
  const on = asOf(at.day, programme.frame);
  const evaluation = evaluate(indicator, measures, on);
  const { inputs, steps } = formula(indicator, evaluation, measures, on);
  const page = contributors.filter(({ entry }) => entry.villageseq > after);
  const last = page[limit - 1]?.entry.villageseq;
  return {
    ...shownEvaluation(evaluation),
    formula: {
      inputs: inputs.map(({ name, year, since, sum }) => ({
        name,
        ...(year !== undefined && { year }),
        ...(since !== undefined && { since }),
        sum: toJson(sum),
      })),
      steps,
    },
    totals: [...behind].map(([measure, slot]) => ({
      measure,
      ...roleOf(indicator, measure),
      definition: programme.measures[slot]!.def,
      sum: toJson(measures.total(slot)),
      ...(programme.measures[slot]!.def.by !== undefined && {
        years: measures.years(slot).map(({ year, sum, count }) => ({ year, sum: toJson(sum), count })),
      }),
    })),
    references: referencesOf(indicator, registry, at),
    total: contributors.length,
    events: page
      .slice(0, limit)
      .map(({ entry, deltas }) => ({ ...shownEntry(area, entry), contributions: deltas.map(shownDelta) })),
    next:
      last !== undefined && page.length > limit
        ? ({ after: last, upTo: upTo ?? contributors.at(-1)!.entry.villageseq } satisfies EventsPosition)
        : undefined,
  };
}

/** What a measure is in the formula. */
function roleOf({ def, slots }: Indicator, measure: string): Text {
  if (!(measure in slots)) return { zh: '摸底完成', en: 'Survey complete' };
  const is = (role: string): boolean =>
    (def as unknown as Readonly<Record<string, unknown>>)[role] === measure;
  if (is('numerator')) return { zh: '分子', en: 'Numerator' };
  if (is('denominator')) return { zh: '分母', en: 'Denominator' };
  if (is('outstanding')) return { zh: '未销号', en: 'Outstanding' };
  if (is('cleared')) return { zh: '已销号', en: 'Cleared' };
  if (def.kind !== 'activity') return { zh: '合计', en: 'Sum' };
  const { atLeast, months } = def.requires.find((required) => required.measure === measure)!;
  return {
    zh: `要求：本月与前${months}个月内不少于${atLeast}次`,
    en: `Asked: at least ${atLeast} in this month and the ${months} before it`,
  };
}

const shownDelta = ({ measure, effectiveOn, year, sum, count }: EntryDelta) => ({
  measure,
  effectiveOn,
  sum: toJson(sum),
  ...(year !== undefined && { year, count }),
});

/** The city's publications that a benchmark is held against, the latest of a year last. */
const referencesOf = ({ def }: Indicator, registry: RegistryView, { knownAt }: AsOf) =>
  def.kind === 'benchmark'
    ? registry
        .publications(knownAt)
        .filter(({ name }) => name === def.reference)
        .map(({ name, year, fen, time }) => ({ name, year, fen, time }))
    : [];
