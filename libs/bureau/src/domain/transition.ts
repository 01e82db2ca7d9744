import type { Change, Classification, Day } from '@jiedui/programme';

/** A published step: the record's classification before and after, holding from `on`. */
export interface Transition {
  readonly on: Day;
  readonly before: Classification | null;
  readonly after: Classification | null;
}

export function sameClassification(a: Classification | null, b: Classification | null): boolean {
  if (a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

const sameTransition = (a: Transition, b: Transition): boolean =>
  a.on === b.on && sameClassification(a.before, b.before) && sameClassification(a.after, b.after);

export const reverse = ({ on, before, after }: Transition): Transition => ({
  on,
  before: after,
  after: before,
});

export const toChange = (
  { record, id }: { readonly record: string; readonly id: string },
  { on, before, after }: Transition,
): Change => ({ record, id, effectiveOn: on, before, after });

/** Puts a step behind the others of its day, or takes back the one that it undoes. */
export function insert<T extends Transition>(list: T[], step: T): void {
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

/** The `published` half of a timeline after the changes of one more logged event of the record. */
export function applyChanges(published: readonly Transition[], changes: readonly Change[]): Transition[] {
  const result = [...published];
  for (const { effectiveOn: on, before, after } of changes)
    if (!sameClassification(before, after)) insert(result, { on, before, after });
  return result;
}

/**
 * The two lists without what they share at their beginning and end. The shared end begins on a later day
 * than any difference, so that what is restated always goes behind what stays of its day.
 */
export function difference<T extends Transition>(published: readonly Transition[], now: readonly T[]) {
  let start = 0;
  const shorter = Math.min(published.length, now.length);
  while (start < shorter && sameTransition(published[start]!, now[start]!)) start++;
  let end = 0;
  while (end < shorter - start && sameTransition(published.at(-1 - end)!, now.at(-1 - end)!)) end++;
  const lastDay = (list: readonly Transition[]) =>
    list.length - end > start ? list[list.length - end - 1]!.on : '';
  while (end > 0 && [published, now].some((list) => lastDay(list) >= now[now.length - end]!.on)) end--;
  return {
    reversed: published.slice(start, published.length - end).reverse(),
    restated: now.slice(start, now.length - end),
  };
}
