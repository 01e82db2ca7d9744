import type { Change, Day } from '@jiedui/programme';
import type { BureauDef } from '../define-bureau';
import { Refusal, type Facts, type Violation } from '../domain/kind';
import { gather, passageOfTime, type Passage } from '../domain/passage';
import type { RecordContext } from '../domain/replay';
import { amendAll, type Edit } from '../domain/timeline';
import type { RecordKey } from '../domain/touched';
import { personBehind } from '../private-store/persons';
import type { KnownVillage } from '../reference/reference';
import type { Entry, Ledger } from './ledger';
import type { Concerned, People } from './people';
import type { Report } from './report';

type Data = Readonly<Record<string, unknown>>;

/** What a decision is made against. */
export interface Situation {
  readonly def: BureauDef;
  readonly ledger: Pick<Ledger, 'head' | 'timelineOf' | 'versionOf' | 'ofVillage'>;
  readonly facts: Facts;
  readonly findVillage: (code: string) => KnownVillage | undefined;
  readonly people: People;
  readonly today: Day;
  readonly makeId: () => string;
}

/** An event that has no number yet. */
export interface Draft {
  readonly id: string;
  /** Event name without the area. */
  readonly type: string;
  readonly on: Day;
  readonly data: Data;
  readonly changes: readonly Change[];
}

/** One or more events of a village, and what they make of its records. */
export interface Decision {
  /** The events in order; the command's own is the last. */
  readonly drafts: readonly Draft[];
  readonly entries: readonly Entry[];
  /** The record that the command is about. */
  readonly about: RecordKey;
  /** Whose personal values it brings. */
  readonly person: RecordKey;
  /** A digest that the record is recognised by from now on. */
  readonly identity?: string;
}

/** The record was touched since the client read it: this is its version. */
export class Stale {
  constructor(readonly version: number) {}
}

const EARLIEST: Day = '2016-01-01';

/** What a command does, or every rule that stands against it. Pure. */
export function decideReport(
  situation: Situation,
  { type, subject, on, data, touches, refused, eventId, personal }: Report,
  ifMatch?: number,
): Decision | Refusal | Stale {
  const about = touches[0] ?? { kind: 'village', village: subject, id: subject };
  const version = situation.ledger.versionOf(about);
  if (ifMatch !== undefined && ifMatch !== version) return new Stale(version);
  const place = placeViolations(situation, subject, on);
  const violations = [...place, ...refused];
  if (refused.length || place.some(({ rule }) => rule === 'village-unknown')) return new Refusal(violations);
  const decision = decide(
    situation,
    subject,
    touches.map((key) => ({ key, edit: (seq) => ({ add: { eventId, seq, type, on, data } }) })),
    { id: eventId, type, on, data },
    { about, person: personBehind(situation.def, data, about), personal },
  );
  if (decision instanceof Refusal) return new Refusal([...violations, ...decision.violations]);
  return violations.length ? new Refusal(violations) : decision;
}

/** Spec section 4, common rules: a day that may be reported, in a village that is there on it. */
export function placeViolations(
  { def, today, findVillage }: Situation,
  village: string,
  on: Day,
): Violation[] {
  const violations: Violation[] = [];
  if (on > today) violations.push({ rule: 'occurred-in-future' });
  if (on < EARLIEST) violations.push({ rule: 'occurred-too-early' });
  if (def.isRegistry) return violations;
  const known = findVillage(village);
  if (!known) violations.push({ rule: 'village-unknown' });
  else if (known.merged && on > known.merged.on)
    violations.push({ rule: 'village-merged', params: { into: known.merged.into, on: known.merged.on } });
  return violations;
}

/** Amends every record that an event touches; what time has done to them goes before it. */
export function decide(
  situation: Situation,
  village: string,
  touches: readonly { readonly key: RecordKey; readonly edit: (seq: number) => Edit }[],
  event: Omit<Draft, 'changes'>,
  { personal, ...concerns }: Concerned,
): Decision | Refusal {
  const contexts = touches.map(({ key }) => contextOf(situation, key));
  const passed = pass(situation, contexts);
  const seq = situation.ledger.head(village) + passed.drafts.length + 1;
  const done = amendAll(
    touches.map(({ edit }, i) => ({
      context: contexts[i]!,
      timeline: passed.timelines[i]!,
      edit: edit(seq),
    })),
  );
  const entries =
    done instanceof Refusal
      ? []
      : touches.map(({ key }, i) => ({ key, timeline: done.timelines[i]!, version: seq }));
  const { violations, identity } = situation.people.check({ ...concerns, personal }, entries);
  if (done instanceof Refusal) return new Refusal([...done.violations, ...violations]);
  if (violations.length) return new Refusal(violations);
  const { id, type, on, data } = event;
  const drafts = [...passed.drafts, { id, type, on, data, changes: done.changes }];
  return {
    drafts,
    ...concerns,
    ...(identity !== undefined && { identity }),
    entries,
  };
}

/** What time has done to these records of a village and is not published yet. */
export function pass({ def, ledger, makeId }: Situation, contexts: readonly RecordContext[]) {
  const passages = new Map<string, Passage[]>();
  const timelines = contexts.map((context) => {
    const { record: kind, village, id } = context;
    const passed = passageOfTime(context, ledger.timelineOf({ kind, village, id }));
    if (passed.passages.length) passages.set(kind, [...(passages.get(kind) ?? []), ...passed.passages]);
    return passed.timeline;
  });
  const drafts = [...passages].flatMap(([kind, some]) =>
    gather(def.kinds[kind]!.overTime!, some).map((passage): Draft => ({ id: makeId(), ...passage })),
  );
  return { drafts, timelines };
}

/** What time has done to records of a village; undefined when nothing. */
export function decidePassage(
  situation: Situation,
  village: string,
  records: readonly RecordKey[] = situation.ledger.ofVillage(village),
): Decision | undefined {
  const keys = records.filter(({ kind }) => situation.def.kinds[kind]!.overTime);
  const { drafts, timelines } = pass(
    situation,
    keys.map((key) => contextOf(situation, key)),
  );
  if (!drafts.length) return undefined;
  const head = situation.ledger.head(village);
  const versions = new Map<string, number>();
  drafts.forEach(({ changes }, i) => {
    for (const { record, id } of changes) versions.set(`${record}/${id}`, head + 1 + i);
  });
  const entries = keys.flatMap(({ kind, id }, i) => {
    const version = versions.get(`${kind}/${id}`);
    return version === undefined ? [] : [{ key: { kind, village, id }, timeline: timelines[i]!, version }];
  });
  return { drafts, entries, about: entries[0]!.key, person: entries[0]!.key };
}

const contextOf = ({ def, facts, today }: Situation, { kind, village, id }: RecordKey): RecordContext => ({
  kind: def.kinds[kind]!,
  record: kind,
  id,
  village,
  facts,
  today,
});
