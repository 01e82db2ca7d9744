import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';

/** The entries that were put together, as long as not all of them are known to be in the log. */
interface PendingDocument {
  readonly _id: string;
  readonly eventIds: readonly string[];
  readonly at: Date;
}

/** So many are taken away at once. */
const AT_ONCE = 16;

/**
 * Which entries of a private store in MongoDB may not count: a document for what was put together, written before
 * it and taken away once all of it is in the log. So an entry itself is written once and never again.
 */
export function mongoPending(connection: Connection) {
  const documents = connection.collection<PendingDocument>('private-pending');
  /** Event id -> the events that were put with it and are not confirmed. */
  const open = new Map<string, { readonly _id: string; readonly left: Set<string> }>();
  let done: string[] = [];

  async function takeAway(): Promise<void> {
    const some = done;
    done = [];
    // What stays is found out from the log.
    await documents.deleteMany({ _id: { $in: some } }).catch(() => {});
  }

  return {
    prepare: () => documents.createIndexes([{ key: { eventIds: 1 } }, { key: { at: 1 } }]),
    async begin(eventIds: readonly string[]): Promise<void> {
      const left = new Set(eventIds.filter((eventId) => !open.has(eventId)));
      if (!left.size) return;
      const _id = randomUUID();
      await documents.insertOne({ _id, eventIds: [...left], at: new Date() });
      const group = { _id, left };
      for (const eventId of left) open.set(eventId, group);
    },
    confirm(eventIds: readonly string[]): void {
      for (const eventId of eventIds) {
        const group = open.get(eventId);
        open.delete(eventId);
        if (group?.left.delete(eventId) && !group.left.size) done.push(group._id);
      }
      if (done.length >= AT_ONCE) void takeAway();
    },
    /** They will not be appended, or nobody knows: the document stays until it is old. */
    forget: (eventIds: readonly string[]): void => eventIds.forEach((eventId) => open.delete(eventId)),
    /** Those of them that may not count. */
    async among(eventIds: readonly string[]): Promise<ReadonlySet<string>> {
      if (!eventIds.length) return new Set();
      const found = await documents.find({ eventIds: { $in: [...eventIds] } }).toArray();
      return new Set(found.flatMap((document) => document.eventIds));
    },
    before: (at: Date) => documents.find({ at: { $lte: at } }).toArray(),
    remove: (ids: readonly string[]) => documents.deleteMany({ _id: { $in: [...ids] } }),
    /** What is known by now need not be found out again. */
    async close(): Promise<void> {
      await takeAway();
      for (const { _id, left } of new Set(open.values()))
        await documents.updateOne({ _id }, { $set: { eventIds: [...left] } }).catch(() => {});
    },
  };
}
