import type { EventLog } from '@jiedui/event-log';
import { canonicalJson } from '../canonical-json';
import type { Refusal } from '../domain/kind';
import type { RecordKey } from '../domain/touched';
import type { BureauDef } from '../define-bureau';
import { findEvent } from '../records/find-event';
import { eventName, SYSTEM, type LoggedEvent } from '../records/fold';
import type { Command, Correction } from './command';
import { decidePassage, decideReport, type Decision, type Situation, type Stale } from './decide';
import { decideCorrection } from './decide-correction';
import { reportOf } from './report';

/** Something that the pipeline is asked to decide, until it is answered. */
export interface Task {
  /** The key of its events: a village, or `city`. */
  readonly subject: string;
  readonly eventId: string;
  readonly idempotencyKey: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly personal?: Readonly<Record<string, string>>;
  /** The records that it reads; undefined: all of the village. */
  readonly reads?: readonly RecordKey[];
  /** Looks up what it needs from the log before it is decided. */
  prepare?(): Promise<void>;
  /** Undefined: there is nothing to do. */
  decide(situation: Situation): Decision | Refusal | Stale | undefined;
  /** What its idempotency key stands for: equal for equal commands. */
  content(): string;
}

export function reportTask(def: BureauDef, command: Command, makeId: () => string): Task {
  const report = reportOf(def, command, makeId);
  const { creates } = def.area.events[report.type]!;
  const { name, village, occurredOn, personal, ifMatch } = command;
  return {
    ...envelopeOf(command, report.eventId),
    subject: report.subject,
    reads: report.touches.filter(({ kind }) => kind !== creates), // a new record is nowhere yet
    decide: (situation) => decideReport(situation, report, ifMatch),
    content: () => JSON.stringify([name, village, occurredOn, report.given, inOrder(personal)]),
  };
}

export function correctionTask(log: EventLog, correction: Correction, eventId: string): Task {
  const { village, corrects, reason, replacement, personal } = correction;
  let original: LoggedEvent | undefined;
  return {
    ...envelopeOf(correction, eventId),
    subject: village,
    async prepare() {
      original ??= await findOriginal(log, village, corrects);
    },
    decide: (situation) => decideCorrection(situation, correction, original, eventId),
    content: () => canonicalJson([corrects, village, reason, replacement, inOrder(personal)]),
  };
}

/**
 * Time is nobody's command: it has a key of its own each time, and asked again it finds nothing to do. It
 * passes for these records of a village (default: for all).
 */
export const passageTask = (village: string, eventId: string, reads?: readonly RecordKey[]): Task => ({
  subject: village,
  ...(reads && { reads }),
  eventId,
  idempotencyKey: eventId,
  actor: SYSTEM,
  correlationId: eventId,
  decide: (situation) => decidePassage(situation, village, reads),
  content: () => village,
});

const envelopeOf = (
  { idempotencyKey, actor, correlationId, personal }: Command | Correction,
  eventId: string,
) => ({
  eventId,
  idempotencyKey,
  actor,
  correlationId: correlationId ?? eventId,
  ...(personal && Object.keys(personal).length && { personal }),
});

const inOrder = (personal: Command['personal']) => personal && Object.entries(personal).sort();

/** The event that was corrected first, when `id` is a correction of it. */
async function findOriginal(log: EventLog, village: string, id: string): Promise<LoggedEvent | undefined> {
  const event = await findEvent(log, village, id);
  if (!event || eventName(event.type) !== 'RecordCorrected') return event;
  return findEvent(log, village, String(event.data['corrects']));
}
