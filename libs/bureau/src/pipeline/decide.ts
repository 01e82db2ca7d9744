import { idField, type Change, type Day } from '@jiedui/programme';
import type { BureauDef } from '../define-bureau';
import { Refusal, type Facts, type Violation } from '../domain/kind';
import { gather, passageOfTime, type Passage } from '../domain/passage';
import type { RecordContext } from '../domain/replay';
import { amendAll, type Edit, type Timeline } from '../domain/timeline';
import { touchedBy, type RecordKey } from '../domain/touched';
import type { KnownVillage } from '../reference/reference';
import type { Command } from './command';
import type { Entry, Ledger } from './ledger';

type Data = Readonly<Record<string, unknown>>;

/** What a decision is made against. */
export interface Situation {
  readonly def: BureauDef;
  readonly ledger: Pick<Ledger, 'head' | 'timelineOf' | 'versionOf' | 'ofVillage'>;
  readonly facts: Facts;
  readonly findVillage: (code: string) => KnownVillage | undefined;
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
}

/** The record was touched since the client read it: this is its version. */
export class Stale {
  constructor(readonly version: number) {}
}

export const CITY = 'city';
const EARLIEST: Day = '2016-01-01';

/** A command with everything that the server adds to it: made once, however often it is decided. */
export interface Report {
  readonly eventId: string;
  readonly type: string;
  /** The key of its event. */
  readonly subject: string;
  readonly on: Day;
  readonly data: Data;
  readonly touches: readonly RecordKey[];
  /** What the command's own `decide` says against it. */
  readonly refused: readonly Violation[];
}

export function reportOf(def: BureauDef, command: Command, makeId: () => string): Report {
  const { area, commands } = def;
  const commandDef = Object.hasOwn(commands, command.name) ? commands[command.name] : undefined;
  if (!commandDef) throw new Error(`${area.id} has no command ${command.name}`);
  const { emits: type, subject: about } = commandDef;
  const subject = about === 'city' ? CITY : command.village;
  const { data, refused } = fieldsOf(def, type, command, () => makeId());
  const touches = touchedBy(area, type, subject, data);
  return { eventId: makeId(), type, subject, on: command.occurredOn, data, touches, refused };
}

/** The named fields of an event, in their order: given, decided from what was given, or made by the server. */
export function fieldsOf(
  def: BureauDef,
  type: string,
  { village, occurredOn, input }: Pick<Command, 'village' | 'occurredOn' | 'input'>,
  make: (field: string) => unknown,
) {
  const { fields, creates, makes = [] } = def.area.events[type]!;
  const own = [...(creates ? [idField(creates)] : []), ...makes];
  const decide = Object.values(def.commands).find(({ emits }) => emits === type)?.decide;
  const decided = decide?.({ ...input, village, occurredOn }) ?? {};
  const refused = decided instanceof Refusal ? decided.violations : [];
  const all: Data = { ...input, ...(decided instanceof Refusal ? {} : decided) };
  const data: Record<string, unknown> = {};
  for (const field in fields) {
    const value = own.includes(field) ? make(field) : all[field];
    if (value !== undefined) data[field] = value;
  }
  return { data, refused };
}

/** What a command does, or every rule that stands against it. Pure. */
export function decideReport(
  situation: Situation,
  { type, subject, on, data, touches, refused, eventId }: Report,
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
    about,
  );
  if (decision instanceof Refusal) return new Refusal([...violations, ...decision.violations]);
  return violations.length ? new Refusal(violations) : decision;
}

/** Spec section 4, common rules: a day that may be reported, in a village that is there on it. */
export function placeViolations({ def, today, findVillage }: Situation, village: string, on: Day): Violation[] {
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
  about: RecordKey,
): Decision | Refusal {
  const passed = pass(situation, village, touches.map(({ key }) => key));
  const seq = situation.ledger.head(village) + passed.drafts.length + 1;
  const done = amendAll(
    touches.map(({ key, edit }, i) => ({
      context: contextOf(situation, key),
      timeline: passed.timelines[i]!,
      edit: edit(seq),
    })),
  );
  if (done instanceof Refusal) return done;
  const drafts = [...passed.drafts, { ...event, changes: done.changes }];
  return { drafts, about, entries: touches.map(({ key }, i) => ({ key, timeline: done.timelines[i]!, version: seq })) };
}

/** What time has done to these records of a village and is not published yet. */
export function pass(situation: Situation, village: string, keys: readonly RecordKey[]) {
  const { def, ledger, makeId } = situation;
  const passages = new Map<string, Passage[]>();
  const timelines: Timeline[] = [];
  for (const key of keys) {
    const passed = passageOfTime(contextOf(situation, key), ledger.timelineOf(key));
    timelines.push(passed.timeline);
    if (passed.passages.length)
      passages.set(key.kind, [...(passages.get(key.kind) ?? []), ...passed.passages]);
  }
  const drafts = [...passages].flatMap(([kind, some]) =>
    gather(def.kinds[kind]!.overTime!, some).map((passage): Draft => ({ id: makeId(), ...passage })),
  );
  return { drafts, timelines };
}

/** What time has done to the records of a village; undefined when nothing. */
export function decidePassage(situation: Situation, village: string): Decision | undefined {
  const keys = situation.ledger.ofVillage(village).filter(({ kind }) => situation.def.kinds[kind]!.overTime);
  const { drafts, timelines } = pass(situation, village, keys);
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
  return { drafts, entries, about: entries[0]!.key };
}

const contextOf = ({ def, facts, today }: Situation, { kind, village, id }: RecordKey): RecordContext => ({
  kind: def.kinds[kind]!,
  record: kind,
  id,
  village,
  facts,
  today,
});
