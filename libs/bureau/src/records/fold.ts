import { sourceOf, type Change, type Day, type DomainEvent } from '@jiedui/programme';
import type { BureauDef } from '../define-bureau';
import { noReference } from '../reference/reference';
import { Refusal } from '../domain/kind';
import { orderOfFacts, type Fact } from '../domain/replay';
import { amend, EMPTY_TIMELINE, type Timeline } from '../domain/timeline';
import { touchedBy, type RecordKey } from '../domain/touched';
import { applyChanges } from '../domain/transition';
import type { StoredRecord } from './record-store';

/** An event as the log keeps it; the registry's carry no changes. */
export type LoggedEvent = DomainEvent<{
  readonly occurredOn: Day;
  readonly changes?: readonly Change[];
  readonly [field: string]: unknown;
}>;

/** What the fold of an event looks up. */
export interface Lookup {
  read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]>;
  ofVillage(village: string): Promise<readonly StoredRecord[]>;
  /** An event of a village by its id. */
  findEvent(village: string, id: string): Promise<LoggedEvent | undefined>;
}

/** The actor of what the service itself issued: that alone tells it from what was reported. */
export const SYSTEM = 'system';

export const eventName = (type: string): string => type.slice(type.indexOf('.') + 1);

/** What was reported: an event's named fields, without its frame. */
export function factOf({ id, type, villageseq, data }: LoggedEvent): Fact {
  const { occurredOn: on, changes: _, ...fields } = data;
  return { eventId: id, seq: villageseq, type: eventName(type), on, data: fields };
}

/** The records that an event leaves changed: what the log alone says of them. */
export async function fold(
  { area, kinds, isRegistry }: BureauDef,
  event: LoggedEvent,
  lookup: Lookup,
): Promise<StoredRecord[]> {
  if (event.source !== sourceOf(area.id))
    throw new Error(`the log of ${area.id} holds an event of ${event.source}`);
  const village = event.subject;
  const changes = event.data.changes ?? [];
  const edits = new Map<string, { key: RecordKey; without?: string; fact?: Fact }>();
  const edit = (key: RecordKey, how: { without?: string; fact?: Fact } = {}) => {
    const name = `${key.kind}/${key.id}`;
    edits.set(name, { key, ...edits.get(name), ...how });
  };
  for (const { record: kind, id } of changes) edit({ kind, village, id });
  const name = eventName(event.type);
  if (name === 'RecordCorrected') {
    const { corrects: without, fact } = await correction(event, lookup);
    for (const record of await lookup.ofVillage(village))
      if (record.timeline.facts.some(({ eventId }) => eventId === without)) edit(record, { without });
    if (fact) for (const key of touchedBy(area, fact.type, village, fact.data)) edit(key, { without, fact });
  } else if (event.actor !== SYSTEM) {
    const fact = factOf(event);
    for (const key of touchedBy(area, name, village, fact.data)) edit(key, { fact });
  }
  const all = [...edits.values()];
  const before = await lookup.read(all.map(({ key }) => key));
  return all.flatMap(({ key: { kind, id }, without, fact }, i) => {
    const record = before[i];
    if (record && record.version >= event.villageseq) return [];
    const old = record?.timeline ?? EMPTY_TIMELINE;
    const timeline =
      isRegistry && fact
        ? restated(
            { kind: kinds[kind]!, record: kind, id, village, facts: noReference.facts, today: fact.on },
            old,
            fact,
          )
        : {
            facts: rewritten(old, without, fact),
            published: applyChanges(
              old.published,
              changes.filter((change) => change.record === kind && change.id === id),
            ),
          };
    return [{ kind, village, id, version: event.villageseq, updatedAt: event.time, timeline }];
  });
}

const rewritten = ({ facts }: Timeline, without?: string, fact?: Fact): readonly Fact[] => {
  const kept = without === undefined ? facts : facts.filter(({ eventId }) => eventId !== without);
  return fact ? [...kept, fact].sort(orderOfFacts) : kept;
};

/** The registry publishes no changes: they follow from its facts, for it refers to nothing outside. */
function restated(context: Parameters<typeof amend>[0], timeline: Timeline, fact: Fact): Timeline {
  const done = amend(context, timeline, { add: fact });
  if (done instanceof Refusal) throw new Error(`event ${fact.eventId} of the log does not hold`);
  return done.timeline;
}

/** The event that is corrected, and the fact that it becomes. */
async function correction(event: LoggedEvent, lookup: Lookup) {
  const { corrects, replacement } = event.data as unknown as {
    readonly corrects: string;
    readonly replacement: ({ readonly occurredOn: string } & Record<string, unknown>) | null;
  };
  if (!replacement) return { corrects };
  const original = await lookup.findEvent(event.subject, corrects);
  if (!original) throw new Error(`event ${event.id} corrects an event that the log does not hold`);
  const { occurredOn: on, ...data } = replacement;
  return { corrects, fact: { ...factOf(original), on, data } };
}
