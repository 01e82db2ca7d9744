import { dayOf, type Instant, type Programme } from '@jiedui/programme';
import type { Entry, EntryDelta } from './entry';
import { readLines } from './lines';
import { eachDelta } from './payload';

/** Of what is written here: grows with every change of it, for what is written otherwise cannot be read. */
export const CHUNK_LAYOUT = 2;

/** Consecutive events of one village and area as the store keeps them: written once, never changed. */
export interface Chunk {
  readonly village: string;
  readonly area: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** What loading needs. Of an area: as {@link eachDelta} reads it. Of the registry: its facts in JSON. */
  readonly payload: Uint8Array;
  /** What explaining needs, as {@link readLines} reads it: one line per event. */
  readonly lines: Uint8Array;
}

/** The ids that are applied under the numbers of a chunk; undefined: it could not be read. */
export const idsOf = ({ lines, firstSeq }: Chunk): readonly (readonly [number, string | undefined])[] =>
  [...readLines(lines)].map(({ id }, at) => [firstSeq + at, id]);

/** The last event of a chunk. */
export function lastLineOf({ lines, lastSeq }: Chunk): {
  readonly id: string;
  readonly type: string;
  readonly villageseq: number;
} {
  const { id = '', type } = [...readLines(lines)].at(-1)!;
  return { id, type, villageseq: lastSeq };
}

/** The facts of a registry's chunk, in the order of their numbers. */
export const factsOf = <F>({ payload }: Pick<Chunk, 'payload'>): readonly F[] =>
  JSON.parse(Buffer.from(payload).toString()) as F[];

/** The entries of an area's chunk; holes are left out. */
export function entriesOf(programme: Programme, { payload, lines, firstSeq }: Chunk): readonly Entry[] {
  const events: { readonly knownMs: number; readonly occurredOn: number; readonly deltas: EntryDelta[] }[] =
    [];
  eachDelta(
    payload,
    (knownMs, occurredOn) => events.push({ knownMs, occurredOn, deltas: [] }),
    (slot, day, year, sum, count) =>
      events.at(-1)!.deltas.push({
        measure: programme.measures[slot]!.name,
        effectiveOn: dayOf(day),
        ...(year !== null && { year }),
        sum,
        count,
      }),
  );
  return [...readLines(lines)].flatMap(({ id, type, corrects, records }, at) => {
    const { knownMs, occurredOn, deltas } = events[at]!;
    if (Number.isNaN(knownMs)) return [];
    return {
      ...{ villageseq: firstSeq + at, id: id!, type, time: instantOf(knownMs) },
      occurredOn: dayOf(occurredOn),
      ...(corrects !== undefined && { corrects }),
      ...{ records, deltas },
    };
  });
}

const instantOf = (ms: number): Instant => new Date(ms).toISOString();
