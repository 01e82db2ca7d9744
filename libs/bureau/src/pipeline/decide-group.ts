import type { Commit } from '@jiedui/event-log';
import type { Instant } from '@jiedui/programme';
import { canonicalJson } from '../canonical-json';
import { Refusal } from '../domain/kind';
import { SYSTEM } from '../records/fold';
import type { StoredRecord } from '../records/record-store';
import type { Accepted, Answer } from './command';
import { Stale, type Decision } from './decide';
import type { WriteEvent } from './event-text';
import type { Ledger } from './ledger';
import type { People } from './people';
import type { Tools } from './pipeline';
import type { Waiting } from './waiting-line';

/** A task that was decided and waits for the disk. */
export interface Pending {
  readonly waiting: Waiting;
  readonly commit: Commit;
  readonly answer: Accepted;
  /** Whose personal values it brings, and what they are recognised by. */
  readonly owner: Pick<Decision, 'person' | 'identity'>;
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
  people: People,
) {
  const { def, reference, clock, makeId } = tools;
  const { facts } = reference;
  const findVillage = (code: string) => reference.findVillage(code);
  const situation = { def, ledger, people, facts, findVillage, today: clock.today(), makeId };
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
      else pending.push(pend(tools, write, waiting, decision, situation, time));
    } catch (error) {
      waiting.reject(error); // a mistake in a bureau's code: the others of the group go on
    }
  return { pending, refused };
}

function pend(
  { def, privateStore }: Tools,
  write: WriteEvent,
  waiting: Waiting,
  { drafts, entries, about, person, identity }: Decision,
  { ledger, people }: { readonly ledger: Ledger; readonly people: People },
  time: Instant,
): Pending {
  const { subject: village, eventId, idempotencyKey, actor, correlationId, content } = waiting.task;
  const firstSeq = ledger.head(village) + 1;
  const head = ledger.head(village) + drafts.length;
  const area = def.area.id;
  const events = drafts.map((draft, i) => {
    const frame = { subject: village, time, actor: draft.id === eventId ? actor : SYSTEM, correlationId };
    return write(draft, firstSeq + i, frame);
  });
  const digest = privateStore.digest(content());
  people.knows(about, identity);
  return {
    waiting,
    commit: { village, firstSeq, events, time, idempotencyKey, digest },
    owner: { person, ...(identity !== undefined && { identity }) },
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
