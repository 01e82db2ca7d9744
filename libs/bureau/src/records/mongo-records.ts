import { createHash } from 'node:crypto';
import { insertEach, upsertEach } from '@jiedui/mongo';
import type { AreaDef } from '@jiedui/programme';
import type { Connection } from 'mongoose';
import type { DueDay } from '../domain/due';
import type { Timeline } from '../domain/timeline';
import type { RecordKey } from '../domain/touched';
import type { Value } from './cursor';
import { DUE_INDEXES, openDue } from './mongo-due';
import { fieldsOf, pageOf } from './mongo-list';
import { classificationOf, type RecordStore, type SavedRecord, type StoredRecord } from './record-store';

/** Goes up whenever records are projected otherwise than before. */
const PROJECTION = 1;

/** Records with other fields are another projection: during an upgrade replicas of both versions go on side by side. */
function projectionOf({ records }: AreaDef): string {
  const fields = Object.entries(records).map(([kind, { fields }]) => [kind, fields]);
  return createHash('sha256')
    .update(JSON.stringify([PROJECTION, fields]))
    .digest('hex')
    .slice(0, 8);
}

export interface RecordDocument extends RecordKey {
  /** `kind/village/id` */
  readonly _id: string;
  readonly version: number;
  readonly updatedAt: string;
  /** It has a classification; else it was removed. */
  readonly isThere: boolean;
  /** The classification, in values that sort as lists do. */
  readonly fields: Readonly<Record<string, Value>>;
  /** JSON, which nobody searches. */
  readonly timeline: string;
  readonly due?: readonly DueDay[];
  /** The first day on which the service itself has something to do. */
  readonly overTimeOn?: string;
}

/**
 * The projection of a bureau's log in a MongoDB database, which all replicas of the bureau share. No write needs
 * another one: a document is a record with everything that is known of it, and only goes forward; heads and then
 * the position come last.
 */
export async function openMongoRecords(connection: Connection, area: AreaDef): Promise<RecordStore> {
  const { records } = area;
  const projection = projectionOf(area);
  const documents = connection.collection<RecordDocument>(`records-${projection}`);
  const heads = connection.collection<{ _id: string; seq: number }>(`heads-${projection}`);
  const places = connection.collection<{ _id: string; position: number }>('places');
  const due = openDue(documents);
  await documents.createIndexes([
    { key: { kind: 1, village: 1, id: 1 } },
    { key: { kind: 1, updatedAt: 1, village: 1, id: 1 } },
    ...Object.entries(records).flatMap(([kind, { fields }]) =>
      Object.keys(fields).map((field) => ({
        key: { [`fields.${field}`]: 1 as const, village: 1 as const, id: 1 as const },
        name: `${kind}.${field}`,
        partialFilterExpression: { kind },
      })),
    ),
    ...DUE_INDEXES,
  ]);

  const toDocument = (record: SavedRecord): RecordDocument => {
    const { kind, village, id, version, updatedAt, timeline, due: days } = record;
    const classification = classificationOf(record);
    const overTime = (days ?? []).filter((day) => day.overTime).map(({ day }) => day);
    return {
      ...{ _id: nameOf(record), kind, village, id, version, updatedAt },
      isThere: classification !== null,
      fields: fieldsOf(records[kind], classification),
      timeline: JSON.stringify(timeline),
      ...(days && { due: days }),
      ...(overTime.length && { overTimeOn: overTime.sort()[0]! }),
    };
  };

  return {
    async write(batch) {
      const isNew = ({ timeline }: SavedRecord) => timeline.facts.length < 2; // most likely
      const [fresh, known] = [batch.records.filter(isNew), batch.records.filter((record) => !isNew(record))];
      const there = await insertEach(documents, fresh.map(toDocument));
      await upsertEach(
        documents,
        [...there, ...known.map(toDocument)].map(({ _id, ...record }) => ({
          replaceOne: {
            filter: { _id, version: { $lte: record.version } },
            replacement: record,
            upsert: true,
          },
        })),
      );
      const forward = (field: string, value: number) => ({ $max: { [field]: value } });
      await upsertEach(
        heads,
        [...batch.heads].map(([_id, seq]) => ({
          updateOne: { filter: { _id }, update: forward('seq', seq), upsert: true },
        })),
      );
      const { position } = batch;
      if (position !== undefined)
        await upsertEach(places, [
          { updateOne: { filter: { _id: projection }, update: forward('position', position), upsert: true } },
        ]);
    },
    async read(keys) {
      const found = await documents.find({ _id: { $in: keys.map(nameOf) } }).toArray();
      const byName = new Map(found.map((document) => [document._id, stored(document)]));
      return keys.map((key) => byName.get(nameOf(key)));
    },
    async ofVillage(village, kinds) {
      const found = await documents
        .find({ kind: { $in: [...kinds] }, village })
        .sort({ kind: 1, id: 1 })
        .toArray();
      return found.map(stored);
    },
    async heads(villages) {
      const found = await heads.find({ _id: { $in: [...villages] } }).toArray();
      return new Map(found.map(({ _id, seq }) => [_id, seq]));
    },
    async list(query) {
      const { records: found, ...rest } = await pageOf(documents, records[query.kind], query);
      return { records: found.map(stored), ...rest };
    },
    async villagesWith(kind, after, limit) {
      const villages: string[] = [];
      for (let last = after; villages.length < limit; villages.push(last)) {
        const next = await documents.findOne({ kind, village: { $gt: last } }, NEXT_VILLAGE);
        if (!next) break;
        last = next.village;
      }
      return villages;
    },
    listDue: (query) => due.list(query),
    dueOverTime: (today, after, limit) => due.overTime(today, after, limit),
    position: async () => (await places.findOne({ _id: projection }))?.position ?? 0,
    async clear() {
      // The position goes last: should this be cut off, the next start sees it and begins again.
      await documents.deleteMany({});
      await heads.deleteMany({});
      await places.deleteOne({ _id: projection });
    },
    async fingerprint() {
      const hash = createHash('sha256');
      const add = (line: unknown) => hash.update(`${JSON.stringify(line)}\n`);
      for await (const { kind, village, id, version, updatedAt, timeline, due } of documents
        .find()
        .sort({ kind: 1, village: 1, id: 1 }))
        add([kind, village, id, version, updatedAt, timeline, due?.map(({ day, name }) => [day, name])]);
      for await (const { _id, seq } of heads.find().sort({ _id: 1 })) add([_id, seq]);
      return hash.digest('hex');
    },
    close: async () => {},
  };
}

const NEXT_VILLAGE = { sort: { kind: 1, village: 1, id: 1 }, projection: { village: 1 } } as const;

const nameOf = ({ kind, village, id }: RecordKey): string => `${kind}/${village}/${id}`;

const stored = ({ kind, village, id, version, updatedAt, timeline }: RecordDocument): StoredRecord => ({
  ...{ kind, village, id, version, updatedAt },
  timeline: JSON.parse(timeline) as Timeline,
});
