import type { Change, Classification, Day } from '@jiedui/programme';
import { Refusal, refuse, type AnyKind, type At, type Facts, type Violation } from './kind';

/** One thing that was reported of a record: an event of its bureau, holding from day `on`. */
export interface Fact {
  readonly eventId: string;
  readonly seq: number;
  /** Event name without the area. */
  readonly type: string;
  readonly on: Day;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A published step: the record's classification before and after, holding from `on`. */
export interface Transition {
  readonly on: Day;
  readonly before: Classification | null;
  readonly after: Classification | null;
}

/**
 * The history of one record: what was reported, and what has been published of it. Both come from the log
 * alone; `facts` are sorted by day, then by villageseq.
 */
export interface Timeline {
  readonly facts: readonly Fact[];
  readonly published: readonly Transition[];
}

export const EMPTY_TIMELINE: Timeline = { facts: [], published: [] };

/** A place in a bureau: which record, with its kind and what is known around it. */
export interface RecordContext {
  readonly kind: AnyKind;
  readonly record: string;
  readonly id: string;
  readonly village: string;
  readonly facts: Facts;
  /** The programme's today: what happens over time is applied up to it. */
  readonly today: Day;
}

interface Step {
  readonly on: Day;
  readonly type: string;
  /** undefined: something that happened over time. */
  readonly fact?: Fact;
  readonly state: unknown;
  readonly violations?: readonly Violation[];
}

const orderOfFacts = (a: Fact, b: Fact): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.seq - b.seq);

/** The record's states one after another; a fact that does not hold leaves the state as it was. */
function replay(context: RecordContext, facts: readonly Fact[]): Step[] {
  const steps: Step[] = [];
  const { kind, facts: known, today, village, id } = context;
  let state: unknown = null;
  let from: Day | undefined; // what happens over time is applied up to and including this day
  const passTime = (to: Day) => {
    if (from === undefined || !kind.overTime || from >= to) return;
    const due = kind.overTime
      .flatMap((rule) => rule.days(from!, to, known).map((on) => ({ on, rule })))
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    for (const { on, rule } of due) {
      if (state === null) break;
      state = rule.apply(state, { village, id, on, facts: known });
      steps.push({ on, type: rule.type, state });
    }
    from = to;
  };
  for (const fact of facts) {
    passTime(fact.on);
    const next = take(kind, state, fact, { village, id, on: fact.on, facts: known });
    if (next instanceof Refusal) steps.push({ on: fact.on, type: fact.type, fact, state, violations: next.violations });
    else {
      state = next;
      if (from === undefined || from < fact.on) from = fact.on;
      steps.push({ on: fact.on, type: fact.type, fact, state });
    }
  }
  passTime(today);
  return steps;
}

function take(kind: AnyKind, state: unknown, fact: Fact, at: At): unknown {
  const opens = kind.opens[fact.type];
  const moves = kind.moves?.[fact.type];
  if (state === null) return opens ? opens(fact.data, at) : refuse('record-unknown');
  return moves ? moves(state, fact.data, at) : refuse('record-exists');
}

interface CausedTransition extends Transition {
  readonly type: string;
  readonly fact?: Fact;
}

/** The steps as changes of classification, reduced: a step and its inverse on the same day are no step. */
function transitions(context: RecordContext, steps: readonly Step[]): CausedTransition[] {
  const result: CausedTransition[] = [];
  let before: Classification | null = null;
  for (const { on, type, fact, state, violations } of steps) {
    if (violations) continue;
    const after = state === null ? null : context.kind.classify(state, context);
    if (!sameClassification(before, after))
      insert(result, { on, before, after, type, ...(fact && { fact }) });
    before = after;
  }
  return result;
}

export function sameClassification(a: Classification | null, b: Classification | null): boolean {
  if (a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

const sameTransition = (a: Transition, b: Transition): boolean =>
  a.on === b.on && sameClassification(a.before, b.before) && sameClassification(a.after, b.after);

/** What is asked of a timeline. */
export type Edit =
  | { readonly add: Fact }
  /** A correction: the fact of event `eventId` becomes `by`, or is withdrawn when `by` is null. */
  | { readonly replace: string; readonly by: Fact | null };

/** What an edit does: the changes to publish, and the timeline once they are. */
export interface Amendment {
  readonly changes: readonly Change[];
  readonly timeline: Timeline;
}

/**
 * Puts a fact into a record's history, or corrects one: the one mechanism for new, late and corrected
 * reports (spec sections 2 and 4). The history is replayed; what was published and no longer holds is
 * reversed at its own day and restated. Refused, naming the events that stand against it, when a fact that
 * held before would not hold any more.
 */
export function amend(context: RecordContext, timeline: Timeline, edit: Edit): Amendment | Refusal {
  const edited = 'add' in edit ? edit.add : edit.by;
  const kept = 'add' in edit ? timeline.facts : timeline.facts.filter((fact) => fact.eventId !== edit.replace);
  const facts = edited ? [...kept, edited].sort(orderOfFacts) : kept;
  const steps = replay(context, facts);
  const broken = steps.find((step) => step.fact && step.fact === edited && step.violations);
  if (broken) return new Refusal(broken.violations!);
  if (facts.at(-1) !== edited) {
    const heldBefore = new Set(
      replay(context, timeline.facts)
        .filter((step) => !step.violations)
        .map((step) => step.fact),
    );
    const against = steps.filter((step) => step.fact && step.violations && heldBefore.has(step.fact));
    if (against.length)
      return new Refusal([
        {
          rule: 'later-history-stands-against',
          events: against.map(({ fact }) => ({ id: fact!.eventId, type: fact!.type, occurredOn: fact!.on })),
        },
      ]);
  }
  const { reversed, restated } = difference(timeline.published, transitions(context, steps));
  const changes = [...reversed.map(reverse), ...restated].map((t) => toChange(context, t));
  if (!changes.length && edited) changes.push(unchanged(context, steps, edited));
  return { changes, timeline: { facts, published: applyChanges(timeline.published, changes) } };
}

/** The change of an edit that leaves the classification as it was: it says which record was touched. */
function unchanged(context: RecordContext, steps: readonly Step[], edited: Fact): Change {
  const { on, state } = steps.find((step) => step.fact === edited)!;
  const as = state === null ? null : context.kind.classify(state, context);
  return toChange(context, { on, before: as, after: as });
}

/** Something that happened over time, to be published as an event of this type. */
export interface Passage {
  readonly type: string;
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
  if (!context.kind.overTime) return { passages: [], timeline };
  const { reversed, restated } = difference(
    timeline.published,
    transitions(context, replay(context, timeline.facts)),
  );
  if (!reversed.length && !restated.length) return { passages: [], timeline };
  const changes = [...reversed.map(reverse), ...restated].map((t) => toChange(context, t));
  const after = { facts: timeline.facts, published: applyChanges(timeline.published, changes) };
  if (!reversed.length && restated.every((t) => !t.fact))
    return { passages: restated.map((t, i) => ({ type: t.type, changes: [changes[i]!] })), timeline: after };
  const cause = restated.find((t) => !t.fact)?.type ?? context.kind.overTime[0]!.type;
  return { passages: [{ type: cause, changes }], timeline: after };
}

/**
 * The two lists without what they share at their beginning and end. The shared end begins on a later day
 * than any difference, so that what is restated always goes behind what stays of its day.
 */
function difference<T extends Transition>(published: readonly Transition[], now: readonly T[]) {
  let start = 0;
  const shorter = Math.min(published.length, now.length);
  while (start < shorter && sameTransition(published[start]!, now[start]!)) start++;
  let end = 0;
  while (end < shorter - start && sameTransition(published.at(-1 - end)!, now.at(-1 - end)!)) end++;
  const differs = (day: Day) =>
    [published[published.length - end - 1], now[now.length - end - 1]].some(
      (t, i) => [published, now][i]!.length - end > start && t!.on >= day,
    );
  while (end > 0 && differs(now[now.length - end]!.on)) end--;
  return {
    reversed: published.slice(start, published.length - end).reverse(),
    restated: now.slice(start, now.length - end),
  };
}

/** Puts a step behind the others of its day, or takes back the one that it undoes. */
function insert<T extends Transition>(list: T[], step: T): void {
  let at = list.length;
  while (at > 0 && list[at - 1]!.on > step.on) at--;
  const last = list[at - 1];
  if (
    last?.on === step.on &&
    sameClassification(last.before, step.after) &&
    sameClassification(last.after, step.before)
  )
    list.splice(at - 1, 1);
  else list.splice(at, 0, step);
}

const reverse = ({ on, before, after }: Transition): Transition => ({ on, before: after, after: before });

const toChange = ({ record, id }: RecordContext, { on, before, after }: Transition): Change => ({
  record,
  id,
  effectiveOn: on,
  before,
  after,
});

/** The `published` half of a timeline after the changes of one more logged event of the record. */
export function applyChanges(published: readonly Transition[], changes: readonly Change[]): Transition[] {
  const result = [...published];
  for (const { effectiveOn: on, before, after } of changes)
    if (!sameClassification(before, after)) insert(result, { on, before, after });
  return result;
}

/** The record's current state, or null when there is none. */
export const currentState = (context: RecordContext, timeline: Timeline): unknown =>
  replay(context, timeline.facts).at(-1)?.state ?? null;
