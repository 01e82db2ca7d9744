import { MAX_CHANGES, type Change } from '@jiedui/programme';
import { Refusal, refuse, type Violation } from './kind';
import {
  classify,
  orderOfFacts,
  replay,
  take,
  transitions,
  type Fact,
  type RecordContext,
  type Step,
} from './replay';
import {
  applyChanges,
  difference,
  reverse,
  sameClassification,
  toChange,
  type Transition,
} from './transition';

/** The state after the last fact: kept in memory so that the next fact needs no replay. */
const STATE = Symbol('state');

/**
 * The history of one record: what was reported, and what has been published of it. Both come from the log
 * alone; `facts` are sorted by day, then by villageseq.
 */
export interface Timeline {
  readonly facts: readonly Fact[];
  readonly published: readonly Transition[];
  readonly [STATE]?: unknown;
}

export const EMPTY_TIMELINE: Timeline = { facts: [], published: [], [STATE]: null };

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
  if ('add' in edit && continues(context, timeline, edit.add)) return proceed(context, timeline, edit.add);
  const edited = 'add' in edit ? edit.add : edit.by;
  const replaced = 'add' in edit ? undefined : timeline.facts.find((fact) => fact.eventId === edit.replace);
  const kept = replaced ? timeline.facts.filter((fact) => fact !== replaced) : timeline.facts;
  const facts = edited ? [...kept, edited].sort(orderOfFacts) : kept;
  const steps = replay(context, facts, timeline.published);
  const broken = steps.find((step) => step.fact && step.fact === edited && step.violations);
  if (broken) return new Refusal(broken.violations!);
  const against = replaced || facts.at(-1) !== edited ? newlyBroken(context, timeline, steps) : [];
  if (against.length) return new Refusal([{ rule: 'later-history-stands-against', events: against }]);
  const { reversed, restated } = difference(timeline.published, transitions(context, steps));
  const changes = [...reversed.map(reverse), ...restated].map((t) => toChange(context, t));
  if (!changes.length) changes.push(...unchanged(context, steps, edited ?? replaced));
  const published = applyChanges(timeline.published, changes);
  return { changes, timeline: { facts, published, [STATE]: steps.at(-1)?.state ?? null } };
}

/** The ordinary case: the fact is the last one, the state before it is known, and time alone does nothing. */
const continues = ({ kind }: RecordContext, { facts, [STATE]: state }: Timeline, fact: Fact): boolean =>
  state !== undefined && !kind.overTime && (!facts.length || orderOfFacts(facts.at(-1)!, fact) < 0);

/** What {@link amend} does, without a replay. */
function proceed(context: RecordContext, { facts, published, [STATE]: state }: Timeline, fact: Fact) {
  const next = take(context, state, fact);
  if (next instanceof Refusal) return next;
  const before = classify(context, state);
  const after = classify(context, next);
  const changes = [toChange(context, { on: fact.on, before, after })];
  const same = sameClassification(before, after);
  return {
    changes,
    timeline: {
      facts: [...facts, fact],
      published: same ? published : applyChanges(published, changes),
      [STATE]: next,
    },
  };
}

/** Facts that held before the edit and do not now. */
function newlyBroken(context: RecordContext, { facts, published }: Timeline, steps: readonly Step[]) {
  const broken = steps.filter((step) => step.fact && step.violations);
  if (!broken.length) return [];
  const held = new Set(
    replay(context, facts, published)
      .filter((step) => !step.violations)
      .map((step) => step.fact),
  );
  return broken
    .filter(({ fact }) => held.has(fact))
    .map(({ fact }) => ({ id: fact!.eventId, type: fact!.type, occurredOn: fact!.on }));
}

/** The change of an edit that leaves the classification as it was: it says which record was touched. */
function unchanged(context: RecordContext, steps: readonly Step[], edited: Fact | undefined): Change[] {
  if (!edited) return [];
  const at = steps.findIndex(({ fact }) => fact === edited);
  const until = at < 0 ? steps.filter(({ on }) => on <= edited.on) : steps.slice(0, at + 1);
  const last = until.findLast(({ state }) => state !== null);
  const as = last ? classify(context, last.state) : null;
  return as ? [toChange(context, { on: edited.on, before: as, after: as })] : [];
}

/** One record that an event touches, and what the event asks of it. */
export interface Touch {
  readonly context: RecordContext;
  readonly timeline: Timeline;
  readonly edit: Edit;
}

/**
 * What one event does to every record that it touches, in their order, or every violation of all of them.
 * Refused as `too-many-changes` when one event cannot carry it.
 */
export function amendAll(
  touches: readonly Touch[],
): { readonly changes: readonly Change[]; readonly timelines: readonly Timeline[] } | Refusal {
  const violations: Violation[] = [];
  const changes: Change[] = [];
  const timelines: Timeline[] = [];
  for (const { context, timeline, edit } of touches) {
    const done = amend(context, timeline, edit);
    if (done instanceof Refusal) violations.push(...done.violations);
    else {
      changes.push(...done.changes);
      timelines.push(done.timeline);
    }
  }
  if (violations.length) return new Refusal(violations);
  return changes.length > MAX_CHANGES ? refuse('too-many-changes') : { changes, timelines };
}

/** The record's current state, or null when there is none. */
export const currentState = (context: RecordContext, timeline: Timeline): unknown =>
  replay(context, timeline.facts, timeline.published).at(-1)?.state ?? null;
