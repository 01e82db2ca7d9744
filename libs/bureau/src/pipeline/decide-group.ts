import type { Commit } from '@jiedui/event-log';
import type { Instant } from '@jiedui/programme';
import { canonicalJson } from '../canonical-json';
import { Refusal } from '../domain/kind';
import type { StoredRecord } from '../records/record-store';
import type { Accepted, Answer } from './command';
import { Stale, type Decision } from './decide';
import type { WriteEvent } from './event-text';
import type { Ledger } from './ledger';
import type { Tools } from './pipeline';
import { SYSTEM } from './task';
import type { Waiting } from './waiting-line';

/** A task that was decided and waits for the disk. */
export interface Pending {
  readonly waiting: Waiting;
  readonly commit: Commit;
  readonly answer: Accepted;
  /** The records as it leaves them. */
  readonly records: readonly StoredRecord[];
}

export interface Refused {
  readonly waiting: Waiting;
  readonly answer: Answer;
}

/** Decides tasks one after another, each on what those before it leave. What cannot be decided is told so. */
export function decideGroup(
  tools: Tools,
  write: WriteEvent,
  group: readonly Waiting[],
  ledger: Ledger,
  time: Instant,
) {
  const { def, reference, clock, makeId } = tools;
  const { facts } = reference;
  const findVillage = (code: string) => reference.findVillage(code);
  const situation = { def, ledger, facts, findVillage, today: clock.today(), makeId };
  const pending: Pending[] = [];
  const refused: Refused[] = [];
  for (const waiting of group)
    try {
      const decision = waiting.task.decide(situation);
      if (decision instanceof Refusal)
        refused.push({ waiting, answer: { status: 'refused', violations: distinct(decision.violations) } });
      else if (decision instanceof Stale)
        refused.push({ waiting, answer: { status: 'stale', version: decision.version } });
      else if (!decision) refused.push({ waiting, answer: { status: 'refused', violations: [] } });
      else pending.push(pend(tools, write, waiting, decision, ledger, time));
    } catch (error) {
      waiting.reject(error); // a mistake in a bureau's code: the others of the group go on
    }
  return { pending, refused };
}

function pend(
  { def, privateStore }: Tools,
  write: WriteEvent,
  waiting: Waiting,
  { drafts, entries, about }: Decision,
  ledger: Ledger,
  time: Instant,
): Pending {
  const { subject: village, idempotencyKey, actor, correlationId, content } = waiting.task;
  const firstSeq = ledger.head(village) + 1;
  const head = ledger.head(village) + drafts.length;
  const { id: area, events: types } = def.area;
  const events = drafts.map((draft, i) => {
    const byService = types[draft.type]!.issuedBy === 'service';
    const frame = { subject: village, time, actor: byService ? SYSTEM : actor, correlationId };
    return write(draft, firstSeq + i, frame);
  });
  const digest = privateStore.digest(content());
  return {
    waiting,
    commit: { village, firstSeq, events, time, idempotencyKey, digest },
    records: ledger.enter(village, head, time, entries),
    answer: {
      status: 'accepted',
      repeated: false,
      village,
      events: drafts.map(({ id, type }, i) => ({
        id,
        type: `${area}.${type}`,
        villageseq: firstSeq + i,
        time,
      })),
      record: { kind: about.kind, id: about.id, version: head },
    },
  };
}

const distinct = <T>(violations: readonly T[]): T[] => [
  ...new Map(violations.map((violation) => [canonicalJson(violation), violation])).values(),
];
