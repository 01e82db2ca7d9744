import type { Collection, mongo } from 'mongoose';
import { isDuplicate } from './errors';

/** So many documents are written at once. */
const SLICE = 1_000;

/**
 * Inserts documents, in no order; those that were there already, under their `_id` or another unique index. Of all
 * writes the cheapest.
 */
export async function insertEach<T extends mongo.Document>(
  collection: Collection<T>,
  documents: readonly T[],
): Promise<T[]> {
  const there: T[] = [];
  for (const slice of slices(documents)) {
    const insert = () =>
      collection.insertMany(slice as mongo.OptionalUnlessRequiredId<T>[], { ordered: false });
    for (const index of await refusedOf(insert)) there.push(slice[index]!);
  }
  return there;
}

/**
 * Writes each on its own terms, in no order: upserts, each of one document by its `_id`. Where another writer was
 * quicker, it is tried once more on what that one wrote; what no longer fits then is left.
 */
export async function upsertEach<T extends mongo.Document>(
  collection: Collection<T>,
  operations: readonly mongo.AnyBulkWriteOperation<T>[],
): Promise<void> {
  for (const slice of slices(operations)) {
    const write = (some: mongo.AnyBulkWriteOperation<T>[]) => collection.bulkWrite(some, { ordered: false });
    const again = (await refusedOf(() => write([...slice]))).map((index) => slice[index]!);
    if (again.length) await refusedOf(() => write(again));
  }
}

function* slices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += SLICE) yield all.slice(from, from + SLICE);
}

/** Which of the documents a unique index has refused. */
async function refusedOf(write: () => Promise<unknown>): Promise<readonly number[]> {
  try {
    await write();
    return [];
  } catch (error) {
    const { writeErrors = [] } = error as { writeErrors?: readonly { readonly index: number }[] };
    if (!writeErrors.length || !writeErrors.every(isDuplicate)) throw error;
    return writeErrors.map(({ index }) => index);
  }
}
