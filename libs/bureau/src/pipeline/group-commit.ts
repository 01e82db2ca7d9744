import type { AppendResult, Commit } from '@jiedui/event-log';
import type { Instant } from '@jiedui/programme';
import { canonicalJson } from '../canonical-json';
import { Refusal } from '../domain/kind';
import { touchedBy, type RecordKey } from '../domain/touched';
import { eventName, type LoggedEvent } from '../records/fold';
import type { StoredRecord } from '../records/record-store';
import type { Accepted, Answer } from './command';
import { Stale, type Decision } from './decide';
import { eventWriter } from './event-text';
import { Ledger } from './ledger';
import type { PipelineOptions } from './pipeline';
import { SYSTEM, type Task } from './task';
import type { Waiting } from './waiting-line';

/** So many records may wait to be saved before commands wait for that. */
const BACKLOG = 50_000;

/** A task that was decided and waits for the disk. */
interface Pending {
  readonly waiting: Waiting;
  readonly commit: Commit;
  readonly answer: Accepted;
  /** The records as it leaves them. */
  readonly records: readonly StoredRecord[];
}

interface Refused {
  readonly waiting: Waiting;
  readonly answer: Answer;
}

/**
 * Decides a group of tasks against the latest records, writes all of them as one durable commit, then
 * answers. It alone writes to the bureau's store.
 */
export class GroupCommit {
  /** No event that is written from now on has an earlier time. */
  private promised: Instant = '';
  /** The time of the group that is being written. */
  private writing: Instant | undefined;
  /** Others have written, or an append failed midway: the log knows more than the records. */
  private mustCatchUp = false;
  /** Events whose personal values are in the private store, and that are in the log or nowhere. */
  private readonly kept = new Set<string>();
  private readonly write: ReturnType<typeof eventWriter>;

  constructor(
    private readonly options: PipelineOptions & { readonly makeId: () => string },
    private readonly rejoin: (waiting: Waiting) => boolean,
  ) {
    this.write = eventWriter(options.def.area, !options.def.isRegistry);
  }

  /** The bureau's time: events that are written later have no earlier one. */
  now(): Instant {
    return this.writing ?? (this.promised = this.latest());
  }

  private latest(): Instant {
    const { clock, records } = this.options;
    return [clock.now(), records.time, this.promised].reduce((a, b) => (a > b ? a : b));
  }

  /** Never rejects: whoever cannot be answered is told why. */
  async serve(group: readonly Waiting[]): Promise<void> {
    try {
      await this.catchUp();
      if (this.options.records.backlog > BACKLOG) await this.options.records.flush();
      const ledger = await this.open(group);
      this.writing = this.latest();
      const { pending, refused } = this.decide(group, ledger, this.writing);
      const results = await this.append(pending);
      // The villages where a commit of this group did not come about: what was decided on it is decided again.
      const undone = new Set<string>();
      for (const [i, result] of results.entries()) await this.settle(pending[i]!, result, undone);
      if (results.some(({ status }) => status === 'appended')) this.options.onAppended?.();
      await this.catchUp();
      for (const { waiting, answer } of refused) await this.refuse(waiting, answer, undone);
    } catch (error) {
      this.mustCatchUp = true;
      for (const { task, reject } of group) {
        this.kept.delete(task.eventId); // in the log or not: swept on the next start
        reject(error); // an answer that was given stays
      }
    } finally {
      this.promised = this.writing ?? this.promised;
      this.writing = undefined;
    }
  }

  private async catchUp(): Promise<void> {
    if (this.mustCatchUp) await this.options.records.catchUp();
    this.mustCatchUp = false;
  }

  private async open(group: readonly Waiting[]): Promise<Ledger> {
    const villages = new Set<string>();
    const whole = new Set<string>();
    const keys: RecordKey[] = [];
    for (const { task } of group) {
      await task.prepare?.();
      villages.add(task.subject);
      if (task.reads) keys.push(...task.reads);
      else whole.add(task.subject);
    }
    return Ledger.open(this.options.records, villages, keys, whole);
  }

  private decide(group: readonly Waiting[], ledger: Ledger, time: Instant) {
    const { def, reference, clock, makeId } = this.options;
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
        else pending.push(this.pend(waiting, decision, ledger, time));
      } catch (error) {
        waiting.reject(error); // a mistake in a bureau's code: the others of the group go on
      }
    return { pending, refused };
  }

  private pend(waiting: Waiting, { drafts, entries, about }: Decision, ledger: Ledger, time: Instant): Pending {
    const { subject: village, idempotencyKey, actor, correlationId, content } = waiting.task;
    const firstSeq = ledger.head(village) + 1;
    const head = ledger.head(village) + drafts.length;
    const { id: area, events: types } = this.options.def.area;
    const events = drafts.map((draft, i) => {
      const byService = types[draft.type]!.issuedBy === 'service';
      const frame = { subject: village, time, actor: byService ? SYSTEM : actor, correlationId };
      return this.write(draft, firstSeq + i, frame);
    });
    const digest = this.options.privateStore.digest(canonicalJson(content()));
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

  private async append(pending: readonly Pending[]): Promise<readonly AppendResult[]> {
    if (!pending.length) return [];
    const entries = pending.flatMap(({ waiting: { task }, commit, answer }) => {
      const { eventId, idempotencyKey, personal: values } = task;
      const { kind, id } = answer.record;
      if (!values || this.kept.has(eventId)) return [];
      return [{ record: { kind, village: commit.village, id }, eventId, idempotencyKey, values }];
    });
    if (entries.length) await this.options.privateStore.put(entries);
    for (const { eventId } of entries) this.kept.add(eventId);
    return this.options.log.append(pending.map(({ commit }) => commit));
  }

  private async settle({ waiting, commit, answer, records }: Pending, result: AppendResult, undone: Set<string>) {
    const { task } = waiting;
    if (result.status === 'appended') {
      const { village, events, firstSeq, time } = commit;
      const head = firstSeq + events.length - 1;
      if (!this.options.records.applied(records, village, head, time, result.position)) this.mustCatchUp = true;
      if (this.kept.delete(task.eventId)) this.options.privateStore.confirm([task.eventId]);
      waiting.resolve(answer);
      return;
    }
    undone.add(task.subject);
    if (result.status === 'repeated') return this.answer(waiting, this.repeated(task, result.commit));
    this.mustCatchUp = true;
    if (!this.rejoin(waiting)) await this.answer(waiting, { status: 'busy' });
  }

  /** Refuses, unless its key was used before, or it was decided on what is not (any more) so. */
  private async refuse(waiting: Waiting, answer: Answer, undone: ReadonlySet<string>): Promise<void> {
    const { log, records } = this.options;
    const { subject, idempotencyKey } = waiting.task;
    const earlier = await log.findByKey(idempotencyKey);
    if (earlier) return this.answer(waiting, this.repeated(waiting.task, earlier));
    const behind = (await log.head(subject)) > (await records.head(subject));
    this.mustCatchUp ||= behind;
    if (!behind && !undone.has(subject)) return this.answer(waiting, answer);
    if (!this.rejoin(waiting)) await this.answer(waiting, { status: 'busy' });
  }

  /** Answers a task whose event is not in the log and will not be. */
  private async answer(waiting: Waiting, answer: Answer): Promise<void> {
    const { eventId } = waiting.task;
    if (this.kept.delete(eventId)) await this.options.privateStore.discard([eventId]);
    waiting.resolve(answer);
  }

  /** The answer of then, from what was written then. */
  private repeated(task: Task, { village, events, digest }: Commit): Answer {
    if (digest !== this.options.privateStore.digest(canonicalJson(task.content()))) return { status: 'key-reused' };
    const written = events.map((text) => JSON.parse(text) as LoggedEvent);
    const last = written.at(-1)!;
    return {
      status: 'accepted',
      repeated: true,
      village,
      events: written.map(({ id, type, villageseq, time }) => ({ id, type, villageseq, time })),
      record: { ...this.aboutOf(last), version: last.villageseq },
    };
  }

  private aboutOf({ type, subject, data }: LoggedEvent): { readonly kind: string; readonly id: string } {
    const name = eventName(type);
    if (name === 'RecordCorrected') return { kind: String(data['record']), id: String(data['recordId']) };
    const [about] = touchedBy(this.options.def.area, name, subject, data);
    return about ? { kind: about.kind, id: about.id } : { kind: 'village', id: subject };
  }
}

const distinct = <T>(violations: readonly T[]): T[] => [
  ...new Map(violations.map((violation) => [canonicalJson(violation), violation])).values(),
];
