import { unlessThere } from '@jiedui/mongo';
import type { Connection } from 'mongoose';
import type { Erasure } from './erasures';

type ErasureDocument = Erasure & { readonly _id: number };

/**
 * The register of erasures in a database of its own: a backup of the private store that is put back leaves it as
 * it is. Entry n + 1 is added only by who has seen n, so whoever has read up to n misses none.
 */
export function mongoErasures(connection: Connection) {
  const documents = connection.collection<ErasureDocument>('erasures');
  let last = 0;
  return {
    /** Those that were added, by any replica, since this was asked last. */
    async news(): Promise<readonly Erasure[]> {
      const found = await documents
        .find({ _id: { $gt: last } })
        .sort({ _id: 1 })
        .toArray();
      const fresh = found.filter(({ _id }) => _id > last); // somebody else may have asked meanwhile
      last = fresh.at(-1)?._id ?? last;
      return fresh;
    },
    async add(erasure: Erasure): Promise<void> {
      for (let isAdded = false; !isAdded;) {
        const end = await documents.findOne({}, { sort: { _id: -1 } });
        await documents
          .insertOne({ ...erasure, _id: (end?._id ?? 0) + 1 })
          .then(() => (isAdded = true), unlessThere);
      }
    },
  };
}
