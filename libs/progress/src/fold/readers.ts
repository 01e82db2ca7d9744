import {
  readEvent,
  readRegistryEvent,
  type AreaDef,
  type EventData,
  type ReadResult,
} from '@jiedui/programme';
import type { Delivery } from '@jiedui/transport';
import { factOf } from '../book/registry-book';

export type Read = (value: Delivery['value']) => ReadResult<Partial<EventData>>;

/** How the events of each area are read; the registry's come last. */
export const readersOf = (areas: readonly AreaDef[]): readonly Read[] => [
  ...areas.map(
    (area): Read =>
      (value) =>
        readEvent(area, value),
  ),
  readFact,
];

/** A fact of the registry that lacks what it must say cannot be folded. */
function readFact(value: unknown): ReturnType<Read> {
  const read = readRegistryEvent(value);
  if (!read.ok || factOf(read.event)) return read as ReturnType<Read>;
  const { id, subject, villageseq } = read.event;
  return { ok: false, reason: 'data', at: 'data', id, subject, villageseq };
}

export const textOf = (value: string | Uint8Array): string =>
  typeof value === 'string' ? value : Buffer.from(value).toString();
