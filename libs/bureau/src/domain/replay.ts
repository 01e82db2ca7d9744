import { addDays, type Classification, type Day } from '@jiedui/programme';
import { Refusal, refuse, type AnyKind, type At, type Facts, type OverTime, type Violation } from './kind';
import { insert, sameClassification, type Transition } from './transition';

/** One thing that was reported of a record: an event of its bureau, holding from day `on`. */
export interface Fact {
  readonly eventId: string;
  /** villageseq of that event; a correction leaves it. */
  readonly seq: number;
  /** Event name without the area. */
  readonly type: string;
  readonly on: Day;
  readonly data: Readonly<Record<string, unknown>>;
}

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

export interface Step {
  readonly on: Day;
  readonly type: string;
  /** undefined: something that happened over time. */
  readonly fact?: Fact;
  readonly state: unknown;
  readonly violations?: readonly Violation[];
}

export const orderOfFacts = (a: Fact, b: Fact): number =>
  a.on < b.on ? -1 : a.on > b.on ? 1 : a.seq - b.seq;

/**
 * The record's states one after another; a fact that does not hold leaves the state as it was. Time passes up
 * to today, or to what is published already: a clock that is set back takes nothing back.
 */
export function replay(
  context: RecordContext,
  facts: readonly Fact[],
  published: readonly Transition[] = [],
): Step[] {
  const steps: Step[] = [];
  const { kind, facts: known, today, village, id } = context;
  let state: unknown = null;
  let from: Day | undefined; // what happens over time is applied up to and including this day
  const passTime = (to: Day) => {
    if (from === undefined || !kind.overTime || from >= to) return;
    for (let on = nextDay(kind.overTime, state, from, to, known); on;) {
      const eve = addDays(on, -1);
      for (const rule of kind.overTime)
        if (firstDay(rule, state, eve, on, known)) {
          state = rule.apply(state, { village, id, on, facts: known });
          steps.push({ on, type: rule.type, state });
        }
      on = nextDay(kind.overTime, state, on, to, known);
    }
    from = to;
  };
  for (const fact of facts) {
    passTime(fact.on);
    const next = take(context, state, fact);
    if (next instanceof Refusal)
      steps.push({ on: fact.on, type: fact.type, fact, state, violations: next.violations });
    else {
      state = next;
      if (from === undefined || from < fact.on) from = fact.on;
      steps.push({ on: fact.on, type: fact.type, fact, state });
    }
  }
  const last = published.at(-1)?.on;
  passTime(last !== undefined && last > today ? last : today);
  return steps;
}

/** The first day in `after < day <= to` on which the rule has something to do to a record in this state. */
function firstDay(rule: OverTime<unknown>, state: unknown, after: Day, to: Day, facts: Facts) {
  if (state === null) return undefined;
  if ('days' in rule) return rule.days(after, to, facts)[0];
  const day = rule.day(state);
  return day !== undefined && after < day && day <= to ? day : undefined;
}

const nextDay = (
  rules: readonly OverTime<unknown>[],
  ...when: [state: unknown, after: Day, to: Day, facts: Facts]
): Day | undefined =>
  rules.reduce<Day | undefined>((first, rule) => {
    const day = firstDay(rule, ...when);
    return day !== undefined && (first === undefined || day < first) ? day : first;
  }, undefined);

/** The state after one more fact, or what stands against it. */
export function take({ kind, village, id, facts }: RecordContext, state: unknown, fact: Fact): unknown {
  const at: At = { village, id, on: fact.on, facts };
  const opens = kind.opens[fact.type];
  const moves = kind.moves?.[fact.type];
  if (state === null) return opens ? opens(fact.data, at) : refuse('record-unknown');
  return moves ? moves(state, fact.data, at) : refuse('record-exists');
}

export const classify = (context: RecordContext, state: unknown): Classification | null =>
  state === null ? null : context.kind.classify(state, context);

export interface CausedTransition extends Transition {
  readonly type: string;
  readonly fact?: Fact;
}

/** The steps as changes of classification, reduced: a step and its inverse on the same day are no step. */
export function transitions(context: RecordContext, steps: readonly Step[]): CausedTransition[] {
  const result: CausedTransition[] = [];
  let before: Classification | null = null;
  for (const { on, type, fact, state, violations } of steps) {
    if (violations) continue;
    const after = classify(context, state);
    if (!sameClassification(before, after))
      insert(result, { on, before, after, type, ...(fact && { fact }) });
    before = after;
  }
  return result;
}
