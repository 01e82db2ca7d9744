import { idField } from '@jiedui/programme';
import type { BureauDef } from '../define-bureau';
import type { Fact } from '../domain/replay';
import type { RecordKey } from '../domain/touched';
import type { StoredRecord } from '../records/record-store';

type Data = Readonly<Record<string, unknown>>;

const fields = new Map<string, string>();

/** The id of such a person in an event's named fields: `workerId` of a worker, `leaderId` or `leader` of a leader. */
function personIn(kind: string, data: Data): string | undefined {
  let field = fields.get(kind);
  if (field === undefined) fields.set(kind, (field = idField(kind)));
  const id = data[field] ?? data[kind];
  return id === undefined ? undefined : String(id);
}

/** Whose personal values an event brings; `about` when it names nobody. */
export function personBehind({ persons = {} }: BureauDef, data: Data, about: RecordKey): RecordKey {
  for (const kind in persons) {
    const id = personIn(kind, data);
    if (id !== undefined) return { kind, village: about.village, id };
  }
  return about;
}

/** The events in these records of a village that name the person. */
export const reportsOf = ({ kind, id }: RecordKey, records: readonly StoredRecord[]): string[] =>
  records.flatMap(({ timeline }) =>
    timeline.facts.filter(({ data }) => personIn(kind, data) === id).map(({ eventId }) => eventId),
  );

/**
 * Whose values are shown with a record: of those who hold an office one after another (a leader), the last
 * one; else everybody's.
 */
export function shownWith({ area, persons = {} }: BureauDef, facts: readonly Fact[]) {
  const offices = Object.keys(persons).filter((kind) => !(kind in area.records));
  const holders = new Map(
    offices.map((kind) => [kind, facts.map(({ data }) => personIn(kind, data)).findLast((id) => id)]),
  );
  return ({ kind, id }: RecordKey): boolean => !holders.has(kind) || holders.get(kind) === id;
}
