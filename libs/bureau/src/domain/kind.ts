import type { Classification, Day, Text } from '@jiedui/programme';

/** What a bureau knows from the registry's events when it decides: its own copy, as of now. */
export interface Facts {
  /** The subsistence line in force on `on`, fen per person and year; undefined before the first. */
  lineOn(on: Day): number | undefined;
  /** The days in `from < day <= to` on which another line took effect. */
  lineDays(from: Day, to: Day): readonly Day[];
}

/** Where and when a step holds. */
export interface At {
  readonly village: string;
  readonly id: string;
  readonly on: Day;
  readonly facts: Facts;
}

/** A rule that stands against a command. `rule` is its name; the area's `rules` hold its text. */
export interface Violation {
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** The events that stand against it, for a late report or a correction. */
  readonly events?: readonly { readonly id: string; readonly type: string; readonly occurredOn: Day }[];
}

/** A refusal: every violation at once. */
export class Refusal {
  constructor(readonly violations: readonly Violation[]) {}
}

export const refuse = (rule: string, params?: Violation['params']): Refusal =>
  new Refusal([params ? { rule, params } : { rule }]);

/**
 * Names every rule that does not hold, or is undefined when all hold:
 * `unless({ 'works-need-grade-c-or-d': isDangerous(s) }) ?? { ...s, state: 'planned' }`.
 */
export function unless(rules: Readonly<Record<string, boolean>>): Refusal | undefined {
  const broken = Object.keys(rules).filter((rule) => !rules[rule]);
  return broken.length ? new Refusal(broken.map((rule) => ({ rule }))) : undefined;
}

/** Something that falls due on a day of the record's own; its text tells a clerk what is to be done. */
export interface Due<S> extends Text {
  /** By the state alone; undefined: it does not fall due. */
  day(state: S): Day | undefined;
}

/**
 * What time or a reference value does to a record without anyone's command: on the record's own day (one that
 * is past when its state comes about never comes), or on days that are the same for all records.
 */
export type OverTime<S> = {
  /** The event type that the bureau issues for it. */
  readonly type: string;
  /** Changes the classification, and leaves the record another day of its own, a later one, or none. */
  apply(state: S, at: At): S;
  /** The named fields of the event, when it has any; records with equal ones share an event. */
  data?(at: At): Readonly<Record<string, unknown>>;
} & (
  | Due<S>
  | {
      /** Those in `from < day <= to`, in order. */
      days(from: Day, to: Day, facts: Facts): readonly Day[];
    }
);

/**
 * The life cycle of one kind of record, as pure functions on plain data (spec section 4).
 * `E` maps event names to their named fields.
 *
 * An event in `opens` begins a record (refused when there is one, unless it is in `moves` too); one in
 * `moves` needs the record and gives its next state, or null when it removes it.
 */
export interface RecordKind<S, E = Record<string, never>> {
  classify(state: S, at: { readonly village: string; readonly id: string }): Classification;
  readonly opens: { readonly [T in keyof E]?: (event: E[T], at: At) => S | Refusal };
  readonly moves?: { readonly [T in keyof E]?: (state: S, event: E[T], at: At) => S | null | Refusal };
  readonly overTime?: readonly OverTime<S>[];
  /** What falls due for people, by name: it is listed until a command settles it. */
  readonly due?: Readonly<Record<string, Due<S>>>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the kit handles kinds of every state and event
export type AnyKind = RecordKind<any, any>;

/** Rules that the kit itself enforces on every record. */
export const KIT_RULES = {
  'record-exists': { zh: '该记录已存在', en: 'The record exists already' },
  'record-unknown': {
    zh: '当日没有这条记录（尚未登记或已注销）',
    en: 'There is no such record on that day (not yet registered, or removed)',
  },
  'later-history-stands-against': {
    zh: '与此后已登记的事项相抵触',
    en: 'What was recorded for later days stands against it',
  },
  'too-many-changes': {
    zh: '一次变动过多（超过500项），请分次办理',
    en: 'Too many changes for one event (more than 500)',
  },
  'occurred-in-future': { zh: '发生日期不能晚于今天', en: 'It cannot have occurred after today' },
  'occurred-too-early': {
    zh: '发生日期不能早于2016年1月1日',
    en: 'It cannot have occurred before 1 January 2016',
  },
  'village-unknown': { zh: '村庄代码不在村庄名册中', en: 'The village registry does not know this village' },
  'village-merged': {
    zh: '该村已于{on}并入{into}，此后的事项请记在新代码下',
    en: 'The village became part of {into} on {on}: record what came after under the new code',
  },
  'event-unknown': { zh: '本村没有这条事项', en: 'The village has no such event' },
  'withdrawn-already': { zh: '该事项已撤销', en: 'The event is withdrawn already' },
  'person-erased': {
    zh: '此人的个人信息已应要求删除，不再登记。请去掉姓名、证件号、备注等个人信息后再办理',
    en: 'The personal data of this person were erased on request and are not taken any more: leave out names, numbers and remarks',
  },
  'registered-already': {
    zh: '此人（户）在本村已有登记，请在原记录 {record} 上办理；确非同一人（户）的，请核对身份证号',
    en: 'This person or household is registered in the village already: use record {record}. If it is another, check the identity number',
  },
  'not-correctable': {
    zh: '该事项由系统自动产生，不能直接更正，请更正引起它的事项',
    en: 'The service itself issued this event: correct the report that led to it',
  },
} as const satisfies Record<string, Text>;
