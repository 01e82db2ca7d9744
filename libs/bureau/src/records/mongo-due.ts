import type { Day } from '@jiedui/programme';
import type { Collection } from 'mongoose';
import type { RecordKey } from '../domain/touched';
import { placeOf, placeText } from './cursor';
import { behind, inVillages } from './mongo-list';
import type { RecordDocument } from './mongo-records';
import type { DuePage, DueQuery, DueRecord } from './record-store';

const ORDER = ['due.day', 'village', 'kind', 'id', 'due.name'] as const;
const KEY = ['village', 'kind', 'id'] as const;

export const DUE_INDEXES = [
  { key: { 'due.day': 1 }, sparse: true },
  { key: { overTimeOn: 1 }, sparse: true },
] as const;

/** What falls due of the records in MongoDB: it stands with each of them. */
export function openDue(documents: Collection<RecordDocument>) {
  return {
    async overTime(today: Day, after: RecordKey | undefined, limit: number): Promise<RecordKey[]> {
      const { village = '', kind = '', id = '' } = after ?? {};
      return documents
        .find({ overTimeOn: { $lte: today }, ...behind(KEY, [village, kind, id]) })
        .sort({ village: 1, kind: 1, id: 1 })
        .limit(limit)
        .project<RecordKey>({ _id: 0, village: 1, kind: 1, id: 1 })
        .toArray();
    },
    async list(query: DueQuery): Promise<DuePage> {
      const { until, limit, cursor } = query;
      const place = cursor === undefined ? undefined : placeOf(query, ORDER.length);
      const days = { $lte: until, ...(place && { $gte: place[0] }) };
      const rows = await documents
        .aggregate<DueRecord>([
          { $match: { due: { $elemMatch: { day: days } }, ...inVillages(query) } },
          { $unwind: '$due' },
          { $match: { 'due.day': days, ...(place && behind(ORDER, place)) } },
          { $sort: Object.fromEntries(ORDER.map((field) => [field, 1])) },
          { $limit: Math.trunc(limit) + 1 },
          {
            $project: {
              ...{ _id: 0, village: 1, kind: 1, id: 1 },
              ...{ day: '$due.day', name: '$due.name', overTime: '$due.overTime' },
            },
          },
        ])
        .toArray();
      const due = rows.slice(0, limit);
      const last = due.at(-1);
      return {
        due,
        ...(rows.length > limit &&
          last && { next: placeText(query, [last.day, last.village, last.kind, last.id, last.name]) }),
      };
    },
  };
}
