import { dayNumber, MAX_CHANGES, type Change, type Day } from '@jiedui/programme';
import { replay, transitions, type RecordContext } from './replay';
import { applyChanges, difference, reverse, toChange } from './transition';
import type { Timeline } from './timeline';

/** Something that happened over time, to be published as an event of this type. */
export interface Passage {
  readonly type: string;
  /** The day of the event: the first on which it changed anything. */
  readonly on: Day;
  readonly data: Readonly<Record<string, unknown>>;
  readonly changes: readonly Change[];
}

/**
 * What time or a reference value has done to the record and is not published yet, in order. Empty once it
 * is: asking twice publishes nothing twice.
 */
export function passageOfTime(
  context: RecordContext,
  timeline: Timeline,
): { readonly passages: readonly Passage[]; readonly timeline: Timeline } {
  const rules = context.kind.overTime;
  if (!rules) return { passages: [], timeline };
  const now = transitions(context, replay(context, timeline.facts, timeline.published));
  const { reversed, restated } = difference(timeline.published, now);
  if (!reversed.length && !restated.length) return { passages: [], timeline };
  const changes = [...reversed.map(reverse), ...restated].map((t) => toChange(context, t));
  const passage = (type: string, on: Day, some: readonly Change[]): Passage => {
    const rule = rules.find((rule) => rule.type === type);
    return { type, on, data: rule?.data?.({ ...context, on }) ?? {}, changes: some };
  };
  const byTimeAlone = !reversed.length && restated.every((t) => !t.fact);
  const cause = restated.find((t) => !t.fact)?.type ?? rules[0]!.type;
  const first = [...reversed, ...restated].reduce((day, { on }) => (on < day ? on : day), context.today);
  return {
    passages: byTimeAlone
      ? restated.map((t, i) => passage(t.type, t.on, [changes[i]!]))
      : [passage(cause, first, changes)],
    timeline: { facts: timeline.facts, published: applyChanges(timeline.published, changes) },
  };
}

/**
 * The passages of many records of one kind as few events: those of one type, day and data share one, as far
 * as {@link MAX_CHANGES} go. Each record's passages keep their order.
 */
export function gather(rules: readonly { readonly type: string }[], passages: Iterable<Passage>): Passage[] {
  const groups = new Map<string, { passage: Passage; changes: Change[] }>();
  for (const passage of passages) {
    const key = JSON.stringify([passage.type, passage.on, passage.data]);
    const group = groups.get(key);
    if (group) group.changes.push(...passage.changes);
    else groups.set(key, { passage, changes: [...passage.changes] });
  }
  const rank = ({ type }: Passage) => rules.findIndex((rule) => rule.type === type);
  return [...groups.values()]
    .sort((a, b) => dayNumber(a.passage.on) - dayNumber(b.passage.on) || rank(a.passage) - rank(b.passage))
    .flatMap(({ passage, changes }) =>
      Array.from({ length: Math.ceil(changes.length / MAX_CHANGES) }, (_, i) => ({
        ...passage,
        changes: changes.slice(i * MAX_CHANGES, (i + 1) * MAX_CHANGES),
      })),
    );
}
