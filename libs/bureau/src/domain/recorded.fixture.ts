import type { Change, Day } from '@jiedui/programme';
import { Refusal, type AnyKind, type Facts } from './kind';
import { passageOfTime } from './passage';
import { amend, EMPTY_TIMELINE, type Edit, type Timeline } from './timeline';
import type { Fact, RecordContext } from './replay';
import { applyChanges } from './transition';

const linesOf = (lines: Readonly<Record<Day, number>>): Facts => {
  const days = Object.keys(lines).sort();
  return {
    lineOn: (on) => lines[days.findLast((day) => day <= on) ?? ''],
    lineDays: (from, to) => days.filter((day) => from < day && day <= to),
  };
};

export const contextOf = (kind: AnyKind, today: Day, facts: Facts = linesOf({})): RecordContext => ({
  kind,
  record: 'record',
  id: 'r1',
  village: '120119101201',
  facts,
  today,
});

export type Report = { readonly type: string; readonly data: object };
export const FIRST = '2017-12-20';
/** A record whose whole past is kept, as the log keeps it. */
export class Recorded {
  timeline = EMPTY_TIMELINE;
  logged: Change[] = [];
  today = FIRST;
  lines: Record<Day, number> = { '2018-01-03': 5 };
  private readonly reported: Fact[] = [];

  constructor(readonly kind: AnyKind) {}

  get context(): RecordContext {
    return contextOf(this.kind, this.today, linesOf(this.lines));
  }

  /** Tries an edit as the pipeline does: what time has done goes first. The refusal, if it is one. */
  try(on: Day, report: Report | null, corrects?: number): Refusal | undefined {
    if (on > this.today) this.today = on;
    this.pass();
    const of = corrects === undefined ? undefined : this.reported[corrects % (this.reported.length || 1)];
    if (corrects !== undefined && !of) return undefined;
    const seq = of?.seq ?? this.reported.length + 1;
    const fact = report && { eventId: `e${seq}`, seq, on, ...report, data: { ...report.data } };
    const edit: Edit = of ? { replace: of.eventId, by: fact } : { add: fact! };
    const before = JSON.stringify(this.timeline);
    const done = amend(this.context, this.timeline, edit);
    // The kept state only saves the replay: without it the answer is the same.
    expect(amendment(amend(this.context, JSON.parse(before) as Timeline, edit))).toEqual(amendment(done));
    expect(JSON.stringify(this.timeline)).toBe(before);
    if (done instanceof Refusal) return done;
    if (!of) this.reported.push(fact!);
    this.publish(done.changes, done.timeline);
    return undefined;
  }

  pass(): void {
    const { passages, timeline } = passageOfTime(this.context, this.timeline);
    this.publish(
      passages.flatMap(({ changes }) => changes),
      timeline,
    );
    expect(passageOfTime(this.context, this.timeline).passages).toEqual([]);
  }

  private publish(changes: readonly Change[], timeline: Timeline): void {
    this.logged.push(...changes);
    expect(timeline.published).toEqual(applyChanges(this.timeline.published, changes));
    for (const { before, after } of changes) expect([before, after]).not.toEqual([null, null]);
    this.timeline = timeline;
  }
}

const amendment = (done: ReturnType<typeof amend>) =>
  done instanceof Refusal ? done.violations : { changes: done.changes, timeline: plain(done.timeline) };

const plain = ({ facts, published }: Timeline) => ({ facts, published });
