import { isDuplicate, Serial, unlessThere } from '@jiedui/mongo';
import type { Connection } from 'mongoose';
import {
  checkCommit,
  NOBODY,
  OtherLog,
  type AppendResult,
  type Commit,
  type EventLog,
  type Tenure,
} from './event-log';
import { commitsIn, toCommit, toDocument, type CommitDocument } from './mongo-commits';

/**
 * The log of one bureau in a MongoDB database: a document per commit, whose `_id` is its position. A writer
 * inserts position n + 1 only once it has seen n, so positions are gapless by construction, however many write;
 * no transaction is needed. Behind the last commit may stand one document that is none: a promise (see
 * {@link EventLog.promise}), which the next commit replaces.
 *
 * @throws OtherLog
 */
export async function openMongoLog(
  connection: Connection,
  { area }: { readonly area: string },
): Promise<EventLog> {
  const commits = commitsIn(connection);
  const bookmarks = connection.collection<{ _id: string; position: number }>('bookmarks');
  const meta = connection.collection<{ _id: string; area: string }>('meta');
  const tenures = connection.collection<{ _id: string } & Tenure>('tenures');
  await commits.prepare();
  await meta.updateOne({ _id: 'log' }, { $setOnInsert: { area } }, { upsert: true }).catch(unlessThere);
  const owner = (await meta.findOne({ _id: 'log' }))!.area;
  if (owner !== area) throw new OtherLog(connection.name, owner, area);
  const alone = new Serial();

  return {
    async append(batch) {
      batch.forEach(checkCommit);
      return alone.run(() => new Append(commits, batch).run());
    },
    promise: (time) => alone.run(() => commits.promise(time)),
    head: (village) => commits.head(village),
    findByKey: async (key) => {
      const found = await commits.withKey(key);
      return found && toCommit(found);
    },
    async read(village, from, limit) {
      const events: string[] = [];
      for (const { first, events: some } of await commits.ofVillage(village, from, limit))
        events.push(...some.slice(Math.max(0, from - first)));
      return events.slice(0, limit);
    },
    async scan(after, limit) {
      const found = await commits.behind(after, limit);
      return found.map((document) => ({ position: document._id, commit: toCommit(document) }));
    },
    async summary() {
      const { position, total, commitTime: time } = await commits.end();
      return { events: total, time, position };
    },
    async bookmark(reader) {
      return (await bookmarks.findOne({ _id: reader }))?.position ?? 0;
    },
    async saveBookmark(reader, position) {
      const forward = { $max: { position } };
      const save = () => bookmarks.updateOne({ _id: reader }, forward, { upsert: true });
      await save().catch((error: unknown) => (isDuplicate(error) ? save() : Promise.reject(error)));
    },
    async tenure(work) {
      const { holder, beat } = (await tenures.findOne({ _id: work })) ?? NOBODY;
      return { holder, beat };
    },
    async takeTenure(work, beat, holder) {
      const next = { holder, beat: beat + 1 };
      try {
        if (beat === NOBODY.beat) await tenures.insertOne({ _id: work, ...next });
        else return (await tenures.updateOne({ _id: work, beat }, { $set: next })).matchedCount > 0;
        return true;
      } catch (error) {
        unlessThere(error);
        return false;
      }
    },
    close: () => alone.settled(),
  };
}

/** One batch on its way into the log: what was refused is settled, the rest is tried again behind it. */
class Append {
  private readonly results: AppendResult[] = [];
  /** Villages where a commit of the batch did not come about: what builds on it must not either. */
  private readonly undone = new Set<string>();

  constructor(
    private readonly commits: ReturnType<typeof commitsIn>,
    private readonly batch: readonly Commit[],
  ) {}

  async run(): Promise<readonly AppendResult[]> {
    const heads = await this.commits.knownHeads(new Set(this.batch.map(({ village }) => village)));
    while (this.results.length < this.batch.length) {
      const end = await this.commits.knownEnd();
      let { position, total } = end;
      const next: CommitDocument[] = [];
      for (const commit of this.batch.slice(this.results.length)) {
        const { village, firstSeq, events, time } = commit;
        if (this.undone.has(village) || firstSeq !== heads.get(village)! + 1 || time < end.time) break;
        total += events.length;
        heads.set(village, firstSeq + events.length - 1);
        next.push(toDocument(commit, ++position, total));
      }
      const written = await this.commits.insert(end, next);
      for (const { _id } of next.slice(0, written)) this.results.push({ status: 'appended', position: _id });
      if (written < next.length || !next.length) await this.settle(heads, end.time);
    }
    return this.results;
  }

  /** Decides what becomes of the first commit that could not be written; of those behind it the heads are asked anew. */
  private async settle(heads: Map<string, number>, since: string): Promise<void> {
    const { village, firstSeq, idempotencyKey, time } = this.batch[this.results.length]!;
    const rest = new Set(this.batch.slice(this.results.length).map((commit) => commit.village));
    for (const [code, head] of await this.commits.headsOf(rest)) heads.set(code, head);
    const earlier = await this.commits.withKey(idempotencyKey);
    const follows = !this.undone.has(village) && firstSeq === heads.get(village)! + 1;
    if (!earlier && follows && time >= since) return; // only its position was taken
    this.undone.add(village);
    if (earlier) this.results.push({ status: 'repeated', commit: toCommit(earlier) });
    else this.results.push(follows ? { status: 'early', since } : { status: 'conflict' });
  }
}
