import type { Day } from '@jiedui/programme';
import type { AnyKind, Due } from './kind';
import { replay, type RecordContext } from './replay';
import type { Timeline } from './timeline';

/** Something that falls due of a record. */
export interface DueDay {
  /** Its name in the kind; that of what time does by itself is the event type. */
  readonly name: string;
  readonly day: Day;
  /** The service itself does it on that day; else it waits for people. */
  readonly overTime: boolean;
}

/** Everything of a kind that can fall due on a day of the record's own, by name. */
export const duesOf = ({ overTime = [], due = {} }: AnyKind): Readonly<Record<string, Due<unknown>>> => ({
  ...Object.fromEntries(overTime.flatMap((rule) => ('days' in rule ? [] : [[rule.type, rule]]))),
  ...due,
});

/**
 * What falls due of a record as the log has it: time that was not published has not passed. Undefined when
 * nothing of its kind ever does.
 */
export function dueOf(context: Omit<RecordContext, 'today'>, timeline: Timeline): DueDay[] | undefined {
  const dues = Object.entries(duesOf(context.kind));
  if (!dues.length) return undefined;
  const last = replay({ ...context, today: '' }, timeline.facts, timeline.published).at(-1);
  if (!last || last.state === null) return [];
  return dues.flatMap(([name, due]) => {
    const day = due.day(last.state);
    const overTime = !context.kind.due?.[name];
    return day === undefined || (overTime && day <= last.on) ? [] : [{ name, day, overTime }];
  });
}
