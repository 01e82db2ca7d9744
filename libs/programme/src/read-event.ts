import type { AreaDef, FieldType, Text } from './area';
import { isDay, isInstant } from './day';
import { MAX_CHANGES, sourceOf, type DomainEvent, type EventData } from './event';

/** Why an event cannot be folded; the codes are stable. */
export const UNREADABLE = {
  'not-json': { zh: '不是JSON文本', en: 'Not a JSON text' },
  'not-an-event': { zh: '不是CloudEvents 1.0事件', en: 'Not a CloudEvents 1.0 event' },
  'foreign-source': { zh: '来源不是本领域的部门', en: 'The source is not the bureau of this area' },
  envelope: { zh: '信封属性缺失或不合规', en: 'An attribute of the envelope is missing or malformed' },
  'foreign-type': { zh: '事件类型不属于本领域', en: 'The event type is not of this area' },
  data: { zh: '数据缺失或发生日期不合规', en: 'The data or the day of occurrence is missing or malformed' },
  'too-many-changes': { zh: '变动超过500项', en: 'More than 500 changes' },
  change: { zh: '变动不合规', en: 'A change is malformed' },
  'unknown-record': { zh: '未知的记录类别', en: 'A record kind that this area does not have' },
  field: { zh: '分类字段的值不合规', en: 'A field of a classification has a value that it cannot have' },
} as const satisfies Record<string, Text>;
export type Unreadable = keyof typeof UNREADABLE;

export type ReadResult<D = EventData> =
  | { readonly ok: true; readonly event: DomainEvent<D> }
  | {
      readonly ok: false;
      readonly reason: Unreadable;
      /** The place, in the contract's words (`changes[2].after.grade`); nothing of what stood there. */
      readonly at: string;
      /** What could be read of the envelope. With subject and number, the number counts as seen (section 5). */
      readonly id?: string;
      readonly subject?: string;
      /** Left out when the source is another: then the number is not this log's, and its own event still due. */
      readonly villageseq?: number;
    };

/** The data of an event without changes: the registry's. */
export interface NamedData {
  readonly occurredOn: string;
  readonly [field: string]: unknown;
}

class Misread {
  constructor(
    readonly reason: Unreadable,
    readonly at: string,
  ) {}
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length >= 1 && value.length <= 64;
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;

/** What the events of one topic are checked against, prepared once. */
interface Expected {
  readonly source: string;
  readonly prefix: string;
  /** Per record kind its fields; undefined: the events carry no changes. */
  readonly kinds?: ReadonlyMap<string, KindFields>;
}
type KindFields = readonly (readonly [name: string, type: FieldType])[];

const expected = new WeakMap<AreaDef, Expected>();
const REGISTRY: Expected = { source: sourceOf('registry'), prefix: 'registry.' };

function expectedOf(area: AreaDef): Expected {
  let known = expected.get(area);
  if (!known) {
    const kinds = Object.entries(area.records).map(
      ([kind, { fields }]) => [kind, Object.entries(fields)] as const,
    );
    expected.set(area, (known = { source: sourceOf(area.id), prefix: `${area.id}.`, kinds: new Map(kinds) }));
  }
  return known;
}

/**
 * The tolerant reader of spec section 5: takes an event as it came (text, bytes or parsed) and checks no more
 * than the fold needs: envelope, `occurredOn` and each field of each change on its own. A field that is left
 * out is read as null by whoever reads it; what the contract does not name is ignored. Never throws.
 */
export const readEvent = (area: AreaDef, input: unknown): ReadResult =>
  read<EventData>(expectedOf(area), input);

/** The same for the registry's events, which carry named fields and no changes. Never throws. */
export const readRegistryEvent = (input: unknown): ReadResult<NamedData> => read<NamedData>(REGISTRY, input);

function read<D>(expect: Expected, input: unknown): ReadResult<D> {
  const event = parse(input);
  if (event instanceof Misread) return { ok: false, reason: event.reason, at: event.at };
  const misread = misreadEnvelope(expect, event) ?? misreadData(expect, event['data']);
  if (!misread) return { ok: true, event: event as unknown as DomainEvent<D> };
  const { source, id, subject, villageseq } = event;
  return {
    ok: false,
    reason: misread.reason,
    at: misread.at,
    ...(isId(id) && { id }),
    ...(isId(subject) && { subject }),
    ...(isNumber(villageseq) && source === expect.source && { villageseq }),
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(input: unknown): Json | Misread {
  let event = input;
  try {
    if (event instanceof Uint8Array) event = utf8.decode(event);
    if (typeof event === 'string') event = JSON.parse(event);
  } catch {
    return new Misread('not-json', 'value');
  }
  return isObject(event) ? event : new Misread('not-an-event', 'value');
}

/** Attributes that nobody computes with may be missing, but are texts where they are there. */
const UNASKED = ['datacontenttype', 'dataschema', 'partitionkey', 'actor', 'correlationid'] as const;

function misreadEnvelope({ source, prefix }: Expected, event: Json): Misread | undefined {
  if (event['specversion'] !== '1.0') return new Misread('not-an-event', 'specversion');
  if (event['source'] !== source) return new Misread('foreign-source', 'source');
  const { id, subject, villageseq, time, type } = event;
  if (!isId(id)) return new Misread('envelope', 'id');
  if (!isId(subject)) return new Misread('envelope', 'subject');
  if (!isNumber(villageseq)) return new Misread('envelope', 'villageseq');
  if (!isInstant(time)) return new Misread('envelope', 'time');
  for (const name of UNASKED)
    if (event[name] != null && typeof event[name] !== 'string') return new Misread('envelope', name);
  if (typeof type !== 'string' || !type.startsWith(prefix) || type.length === prefix.length)
    return new Misread('foreign-type', 'type');
  return undefined;
}

function misreadData({ kinds }: Expected, data: unknown): Misread | undefined {
  if (!isObject(data)) return new Misread('data', 'data');
  if (!isDay(data['occurredOn'])) return new Misread('data', 'occurredOn');
  return kinds && misreadChanges(kinds, data['changes']);
}

function misreadChanges(kinds: ReadonlyMap<string, KindFields>, changes: unknown): Misread | undefined {
  if (!Array.isArray(changes)) return new Misread('data', 'changes');
  if (changes.length > MAX_CHANGES) return new Misread('too-many-changes', 'changes');
  for (let i = 0; i < changes.length; i++) {
    const change: unknown = changes[i];
    if (!isObject(change)) return new Misread('change', `changes[${i}]`);
    const { record, id, effectiveOn, before, after } = change;
    if (!isId(id)) return new Misread('change', `changes[${i}].id`);
    if (!isDay(effectiveOn)) return new Misread('change', `changes[${i}].effectiveOn`);
    const fields = typeof record === 'string' ? kinds.get(record) : undefined;
    if (!fields) return new Misread('unknown-record', `changes[${i}].record`);
    const misread = misreadSide(fields, before, i, 'before') ?? misreadSide(fields, after, i, 'after');
    if (misread) return misread;
  }
  return undefined;
}

function misreadSide(
  fields: KindFields,
  classification: unknown,
  i: number,
  side: string,
): Misread | undefined {
  if (classification === null) return undefined;
  if (!isObject(classification)) return new Misread('change', `changes[${i}].${side}`);
  for (const [name, type] of fields) {
    const value = classification[name];
    if (value == null) continue;
    const fits =
      type === 'boolean'
        ? typeof value === 'boolean'
        : type === 'integer'
          ? Number.isSafeInteger(value)
          : type.includes(value as string);
    if (!fits) return new Misread('field', `changes[${i}].${side}.${name}`);
  }
  return undefined;
}
