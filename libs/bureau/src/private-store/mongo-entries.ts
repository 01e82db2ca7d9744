import { insertEach, upsertEach } from '@jiedui/mongo';
import type { Connection } from 'mongoose';
import type { RecordKey } from '../domain/touched';
import { Recent } from '../records/recent';
import { mongoPending } from './mongo-pending';
import { keyOf } from './names';
import type { Committed } from './private-store';

/** What an event brought; `_id` is its id. */
export interface EntryDocument {
  readonly _id: string;
  readonly record: string;
  readonly person: string;
  /** The number of the event in its village: the order of the values of a record. */
  readonly seq: number;
  readonly idempotencyKey: string;
  readonly sealed: Uint8Array;
  readonly identity?: string;
}

/** So old an entry is that no command is at work on (ms); then those of dead commands are removed. */
const DEAD_AFTER_MS = 3_600_000;
/** So many entries are remembered to count. */
const RECENT = 20_000;
/** Bytes come as bytes, not wrapped. */
const AS_BYTES = { promoteBuffers: true } as const;

/**
 * The entries of a private store in MongoDB. Replicas put them at the same time, so one that is pending may be
 * another's that is just being appended, or that of a dead command: only the log tells.
 */
export function mongoEntries(connection: Connection, deadAfterMs = DEAD_AFTER_MS) {
  const documents = connection.collection<EntryDocument>('private-entries');
  const pending = mongoPending(connection);
  const known = new Recent<true>(RECENT);
  let inLog: (entry: Committed) => Promise<boolean> = async () => false;
  let timer: NodeJS.Timeout | undefined;

  /** Those of them that count. */
  async function counted(found: readonly EntryDocument[]): Promise<EntryDocument[]> {
    const unknown = found.filter(({ _id }) => !known.get(_id));
    const doubtful = await pending.among(unknown.map(({ _id }) => _id));
    for (const { _id: eventId, record, idempotencyKey } of unknown)
      if (!doubtful.has(eventId) || (await inLog({ record: keyOf(record), eventId, idempotencyKey })))
        known.set(eventId, true);
    return found.filter(({ _id }) => known.get(_id));
  }

  async function remove(eventIds: readonly string[], persons: readonly string[] = []): Promise<void> {
    const [ofEvents, of] = [{ _id: { $in: [...eventIds] } }, { $in: [...persons] }];
    await documents.deleteMany(
      persons.length ? { $or: [ofEvents, { person: of }, { record: of }] } : ofEvents,
    );
    for (const eventId of eventIds) known.delete(eventId);
    pending.forget(eventIds);
  }

  /** What is pending goes only after the entries have been gone for as long: nobody counts one of them meanwhile. */
  async function sweepDead(): Promise<number> {
    const now = Date.now();
    const old = await pending.before(new Date(now - deadAfterMs));
    const eventIds = old.flatMap((group) => group.eventIds);
    const entries = await documents.find({ _id: { $in: eventIds } }, AS_BYTES).toArray();
    const alive = new Set(await counted(entries));
    const dead = entries.filter((entry) => !alive.has(entry)).map(({ _id }) => _id);
    if (dead.length) await remove(dead);
    const isOver = ({ at }: { readonly at: Date }) => at.getTime() <= now - 2 * deadAfterMs;
    await pending.remove(old.filter(isOver).map(({ _id }) => _id));
    return dead.length;
  }

  async function identitiesOf(records: readonly string[]): Promise<Map<string, string>> {
    const query = { record: { $in: [...records] }, identity: { $exists: true } };
    const found = await documents.find(query, AS_BYTES).sort({ seq: 1 }).toArray();
    return new Map((await counted(found)).map(({ record, identity }) => [record, identity!]));
  }

  return {
    async prepare(): Promise<void> {
      await documents.createIndexes([
        { key: { record: 1, seq: 1 } },
        { key: { person: 1 } },
        { key: { identity: 1 }, sparse: true },
      ]);
      await pending.prepare();
    },
    /** Goes before {@link put}. */
    begin: (eventIds: readonly string[]) => pending.begin(eventIds),
    async put(entries: readonly EntryDocument[]): Promise<void> {
      const again = await insertEach(documents, entries);
      await upsertEach(
        documents,
        again.map(({ _id, ...entry }) => ({ replaceOne: { filter: { _id }, replacement: entry } })),
      );
    },
    confirm(eventIds: readonly string[]): void {
      for (const eventId of eventIds) known.set(eventId, true);
      pending.confirm(eventIds);
    },
    /** The entries of these events, and all of these persons or shown with their records. */
    remove,
    of: (eventIds: readonly string[], person: string) =>
      documents
        .find({ $or: [{ _id: { $in: [...eventIds] } }, { person }, { record: person }] })
        .project<Pick<EntryDocument, '_id' | 'record'>>({ record: 1 })
        .sort({ seq: 1 })
        .toArray(),
    /** Those that count, in the order of their events. */
    ofRecord: async (record: string) =>
      counted(await documents.find({ record }, AS_BYTES).sort({ seq: 1 }).toArray()),
    identitiesOf,
    async recordsOf(identities: readonly string[]): Promise<ReadonlyMap<string, readonly RecordKey[]>> {
      const names = await documents.distinct('record', { identity: { $in: [...identities] } });
      const current = names.length ? await identitiesOf(names) : new Map<string, string>();
      const matching = [...current].filter(([, identity]) => identities.includes(identity));
      return new Map(
        [...Map.groupBy(matching, ([, identity]) => identity)].map(([identity, some]) => [
          identity,
          some.map(([record]) => keyOf(record)),
        ]),
      );
    },
    async sweep(isCommitted: (entry: Committed) => Promise<boolean>): Promise<number> {
      inLog = isCommitted;
      timer ??= setInterval(() => void sweepDead().catch(() => {}), DEAD_AFTER_MS).unref();
      return sweepDead();
    },
    async close(): Promise<void> {
      clearInterval(timer);
      await pending.close();
    },
  };
}
