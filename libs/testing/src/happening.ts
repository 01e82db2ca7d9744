import {
  amend,
  currentState,
  EMPTY_TIMELINE,
  passageOfTime,
  Refusal,
  type AnyKind,
  type Facts,
  type Passage,
  type RecordContext,
  type Timeline,
} from '@jiedui/bureau';
import type { Change, Day } from '@jiedui/programme';
import { facts } from './facts';

/** Something reported of a record: an event of its bureau, holding from day `on`. */
export interface Report {
  readonly on: Day;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What can happen to the record of a spec; reports are numbered 1, 2, 3, ... as they are accepted. */
export type Happening =
  | Report
  | { readonly corrects: number; readonly by: Report | null }
  | { readonly passTo: Day }
  | { readonly know: Facts };

/** Corrects the nth report. */
export const corrected = (nth: number, by: Report): Happening => ({ corrects: nth, by });
/** Withdraws the nth report. */
export const withdrawn = (nth: number): Happening => ({ corrects: nth, by: null });
/** Lets time go by until `day`. */
export const passTo = (day: Day): Happening => ({ passTo: day });
/** Learns other reference values, as the registry publishes them. */
export const know = (known: Facts): Happening => ({ know: known });

/** The one record of a spec, with everything that has been accepted of it. */
export interface Life {
  readonly context: RecordContext;
  readonly timeline: Timeline;
  readonly accepted: number;
}

export const newborn = (record: string, kind: AnyKind, setting: Partial<RecordContext> = {}): Life => ({
  context: {
    kind,
    record,
    id: '1',
    village: '120119101201',
    facts: facts(),
    today: '2016-01-01',
    ...setting,
  },
  timeline: EMPTY_TIMELINE,
  accepted: 0,
});

export const stateOf = (life: Life): unknown => currentState(life.context, life.timeline);

/** What a happening makes of a life, and what it publishes. */
export interface Happened {
  readonly life: Life;
  readonly changes: readonly Change[];
  /** The events that the service itself issues, when time passes or reference values change. */
  readonly issued: readonly Passage[];
}

export function happen({ context, timeline, accepted }: Life, happening: Happening): Happened | Refusal {
  if ('passTo' in happening || 'know' in happening) {
    const moved =
      'know' in happening
        ? { ...context, facts: happening.know }
        : { ...context, today: later(context.today, happening.passTo) };
    const passed = passageOfTime(moved, timeline);
    return {
      life: { context: moved, timeline: passed.timeline, accepted },
      changes: passed.passages.flatMap(({ changes }) => changes),
      issued: passed.passages,
    };
  }
  const isReport = 'type' in happening;
  const report = isReport ? happening : happening.by;
  const nth = isReport ? accepted + 1 : happening.corrects;
  const eventId = `report-${nth}`;
  const corrects = timeline.facts.find((fact) => fact.eventId === eventId);
  const fact = report && { ...report, eventId, seq: corrects?.seq ?? nth };
  const moved = { ...context, today: later(context.today, report?.on ?? context.today) };
  const done = amend(moved, timeline, isReport ? { add: fact! } : { replace: eventId, by: fact });
  if (done instanceof Refusal) return done;
  return {
    life: { context: moved, timeline: done.timeline, accepted: isReport ? nth : accepted },
    changes: done.changes,
    issued: [],
  };
}

const later = (a: Day, b: Day): Day => (a > b ? a : b);
