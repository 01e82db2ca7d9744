import type { AppendResult, Commit, Position } from '@jiedui/event-log';
import type { Instant } from '@jiedui/programme';
import type { RecordKey } from '../domain/touched';
import type { Answer } from './command';
import { decideGroup, type Pending } from './decide-group';
import { eventWriter, type WriteEvent } from './event-text';
import { Ledger } from './ledger';
import type { Tools } from './pipeline';
import { repeatedAnswer } from './repeated-answer';
import type { Task } from './task';
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
    return [clock.now(), records.time, this.promised].reduce((a, b) => (a > b ? a : b));
  }

  /** Never rejects: whoever cannot be answered is told why. */
  async serve(group: readonly Waiting[]): Promise<void> {
    try {
      await this.catchUp();
      if (this.options.records.backlog > BACKLOG) await this.options.records.flush();
      const ledger = await this.open(group);
      this.writing = this.latest();
      const { pending, refused } = decideGroup(this.options, this.write, group, ledger, this.writing);
      const results = await this.append(pending);
      // The villages where a commit of this group did not come about: what was decided on it is decided again.
      const undone = new Set<string>();
      for (const [i, result] of results.entries())
        if (result.status === 'appended') this.appended(pending[i]!, result.position);
        else await this.notAppended(pending[i]!.waiting, result, undone);
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
      if (task.prepare) await task.prepare();
      villages.add(task.subject);
      if (task.reads) keys.push(...task.reads);
      else whole.add(task.subject);
    }
    return Ledger.open(this.options.records, villages, keys, whole);
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

  private repeated(task: Task, earlier: Commit): Answer {
    const { privateStore, def } = this.options;
    const same = earlier.digest === privateStore.digest(task.content());
    return same ? repeatedAnswer(def.area, earlier) : { status: 'key-reused' };
  }
}
