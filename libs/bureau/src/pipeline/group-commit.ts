import type { AppendResult, Commit, Position } from '@jiedui/event-log';
import type { Instant } from '@jiedui/programme';
import type { RecordKey } from '../domain/touched';
import { DecideAgain } from '../private-store/private-store';
import type { Answer } from './command';
import { decideGroup, type Pending } from './decide-group';
import { eventWriter, type WriteEvent } from './event-text';
import { Ledger } from './ledger';
import { People } from './people';
import type { Tools } from './pipeline';
import { isIn, repeatedAnswer } from './repeated-answer';
import type { Waiting } from './waiting-line';

/** So many records may wait to be saved before commands wait for that. */
const BACKLOG = 50_000;

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
  private readonly write: WriteEvent;

  constructor(
    private readonly options: Tools,
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
    return later(later(clock.now(), records.time), this.promised);
  }

  /** Never rejects: whoever cannot be answered is told why. */
  async serve(group: readonly Waiting[]): Promise<void> {
    try {
      await this.catchUp();
      if (this.options.records.backlog > BACKLOG) await this.options.records.flush();
      const { ledger, people } = await this.open(group);
      this.writing = this.latest();
      const { pending, refused } = decideGroup(this.options, this.write, group, ledger, this.writing, people);
      const results = await this.append(pending);
      // The villages where a commit of this group did not come about: what was decided on it is decided again.
      const undone = new Set<string>();
      for (const [i, result] of results.entries())
        if (result.status === 'appended') this.appended(pending[i]!, result.position);
        else await this.notAppended(pending[i]!.waiting, result, undone);
      if (results.some(({ status }) => status === 'appended')) this.options.onAppended?.();
      await this.catchUp();
      await Promise.all(refused.map(({ waiting, answer }) => this.refuse(waiting, answer, undone, ledger)));
    } catch (error) {
      this.mustCatchUp = true;
      for (const waiting of group)
        if (!(error instanceof DecideAgain)) this.fail(waiting, error);
        else if (!this.rejoin(waiting)) waiting.resolve({ status: 'busy' });
    } finally {
      this.promised = this.writing ?? this.promised;
      this.writing = undefined;
    }
  }

  private fail({ task, reject }: Waiting, error: unknown): void {
    this.kept.delete(task.eventId); // in the log or not: swept later
    reject(error); // an answer that was given stays
  }

  private async catchUp(): Promise<void> {
    if (this.mustCatchUp) await this.options.records.catchUp();
    this.mustCatchUp = false;
  }

  private async open(group: readonly Waiting[]) {
    const { records } = this.options;
    const villages = new Set<string>();
    const whole = new Set<string>();
    const keys: RecordKey[] = [];
    for (const { task } of group) {
      if (task.prepare) await task.prepare();
      villages.add(task.subject);
      if (task.reads) keys.push(...task.reads);
      else whole.add(task.subject);
    }
    const ledger = new Ledger();
    await ledger.load(records, villages, keys, whole);
    const people = new People(this.options, ledger);
    const others = await people.load(group.map(({ task }) => task));
    await ledger.load(records, new Set(), others, new Set());
    return { ledger, people };
  }

  private async append(pending: readonly Pending[]): Promise<readonly AppendResult[]> {
    if (!pending.length) return [];
    const entries = pending.flatMap(({ waiting: { task }, commit, answer, owner }) => {
      const { eventId, idempotencyKey, personal: values } = task;
      const { kind, id } = answer.record;
      if (!values) return [];
      const record = { kind, village: commit.village, id };
      return [{ record, ...owner, eventId, villageseq: commit.firstSeq, idempotencyKey, values }];
    });
    if (entries.length) await this.options.privateStore.put(entries);
    for (const { eventId } of entries) this.kept.add(eventId);
    return this.options.log.append(pending.map(({ commit }) => commit));
  }

  private appended({ waiting, commit, answer, records }: Pending, position: Position): void {
    const { village, events, firstSeq, time } = commit;
    const head = firstSeq + events.length - 1;
    if (!this.options.records.applied(records, village, head, time, position)) this.mustCatchUp = true;
    const { eventId } = waiting.task;
    if (this.kept.delete(eventId)) this.options.privateStore.confirm([eventId]);
    waiting.resolve(answer);
  }

  private async notAppended(
    waiting: Waiting,
    result: Exclude<AppendResult, { readonly status: 'appended' }>,
    undone: Set<string>,
  ): Promise<void> {
    const { task } = waiting;
    undone.add(task.subject);
    if (result.status === 'repeated') {
      this.mustCatchUp ||= isIn(result.commit, task.eventId);
      return this.repeat(waiting, result.commit);
    }
    if (result.status === 'early') this.writing = later(this.writing!, result.since);
    this.mustCatchUp = true;
    if (!this.rejoin(waiting)) await this.answer(waiting, { status: 'busy' });
  }

  /** Refuses, unless its key was used before, or it was decided on what is not (any more) so. */
  private async refuse(
    waiting: Waiting,
    answer: Answer,
    undone: ReadonlySet<string>,
    ledger: Ledger,
  ): Promise<void> {
    const { log } = this.options;
    const { subject, idempotencyKey } = waiting.task;
    const earlier = await log.findByKey(idempotencyKey);
    if (earlier) return this.repeat(waiting, earlier);
    const behind = (await log.head(subject)) > ledger.head(subject);
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

  /** Answers a task whose key was used. By itself, when its commit came about and that was not heard. */
  private async repeat(waiting: Waiting, earlier: Commit): Promise<void> {
    const { privateStore } = this.options;
    const { eventId } = waiting.task;
    if (isIn(earlier, eventId) && this.kept.delete(eventId)) privateStore.confirm([eventId]);
    await this.answer(waiting, repeatedAnswer(this.options, waiting.task, earlier));
  }
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
