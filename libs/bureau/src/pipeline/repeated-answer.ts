import type { Commit } from '@jiedui/event-log';
import type { AreaDef } from '@jiedui/programme';
import { touchedBy } from '../domain/touched';
import { eventName, type LoggedEvent } from '../records/fold';
import type { Accepted } from './command';

/** The answer that a command was given, from what was written then. */
export function repeatedAnswer(area: AreaDef, { village, events }: Commit): Accepted {
  const written = events.map((text) => JSON.parse(text) as LoggedEvent);
  const last = written.at(-1)!;
  return {
    status: 'accepted',
    repeated: true,
    village,
    events: written.map(({ id, type, villageseq, time }) => ({ id, type, villageseq, time })),
    record: { ...aboutOf(area, last), version: last.villageseq },
  };
}

function aboutOf(
  area: AreaDef,
  { type, subject, data }: LoggedEvent,
): Pick<Accepted['record'], 'kind' | 'id'> {
  const name = eventName(type);
  if (name === 'RecordCorrected') return { kind: String(data['record']), id: String(data['recordId']) };
  const [about] = touchedBy(area, name, subject, data);
  return about ? { kind: about.kind, id: about.id } : { kind: 'village', id: subject };
}
