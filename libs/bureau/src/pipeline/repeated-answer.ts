import type { Commit } from '@jiedui/event-log';
import type { AreaDef } from '@jiedui/programme';
import { touchedBy } from '../domain/touched';
import { eventName, type LoggedEvent } from '../records/fold';
import type { Accepted, Answer } from './command';
import type { PipelineOptions } from './pipeline';
import type { Task } from './task';

/** Whether the event of this id is one of the commit. */
export const isIn = ({ events }: Commit, eventId: string): boolean =>
  events.some((text) => text.includes(JSON.stringify(eventId)));

/** The answer to a command whose key was used: that of then, or that it was used for something else. */
export function repeatedAnswer({ def, privateStore }: PipelineOptions, task: Task, earlier: Commit): Answer {
  const same = earlier.digest === privateStore.digest(task.content());
  return same ? answerOf(def.area, earlier) : { status: 'key-reused' };
}

/** The answer that a command was given, from what was written then. */
function answerOf(area: AreaDef, { village, events }: Commit): Accepted {
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
