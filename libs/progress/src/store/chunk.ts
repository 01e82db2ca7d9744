import { dayOf, type Instant, type Programme } from '@jiedui/programme';
import type { Entry, EntryDelta } from './entry';

/** Consecutive events of one village and area as the store keeps them: written once, never changed. */
export interface Chunk {
  readonly village: string;
  readonly area: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /**
   * What loading needs. Of an area: doubles, per event [time in ms, day it occurred on, n] and n times
   * [slot, day, year (NaN: none), sum, count]; a hole has no time (NaN). Of the registry: its facts in JSON.
   */
  readonly payload: Uint8Array;
  /** What explaining needs: one line per event (see {@link escaped}) in UTF-8, separated by line breaks. */
  readonly lines: Uint8Array;
}

export const DOUBLES_PER_EVENT = 3;
export const DOUBLES_PER_DELTA = 5;

/**
 * A line has tab-separated parts: id, type, corrects (or nothing), then kind and id of each record. That of a
 * hole has its id, or nothing where even that could not be read.
 */
export const escaped = (part: string): string =>
  part.replace(/[\\\t\n]/g, (special) => (special === '\t' ? '\\t' : special === '\n' ? '\\n' : '\\\\'));
const MEANINGS: Readonly<Record<string, string>> = { '\\\\': '\\', '\\t': '\t', '\\n': '\n' };
const plain = (part: string): string =>
  part.includes('\\') ? part.replace(/\\[\\tn]/g, (escape) => MEANINGS[escape]!) : part;

const linesOf = ({ lines }: Pick<Chunk, 'lines'>): readonly string[] =>
  Buffer.from(lines).toString().split('\n');

/** The id that a line is about; undefined: it could not be read. */
export const idIn = (line: string): string | undefined => plain(line.split('\t', 1)[0]!) || undefined;

/** The ids that are applied under the numbers of a chunk. */
export const idsOf = (chunk: Chunk): readonly (readonly [number, string | undefined])[] =>
  linesOf(chunk).map((line, at) => [chunk.firstSeq + at, idIn(line)]);

/** The last event of a chunk. */
export function lastLineOf(chunk: Chunk): {
  readonly id: string;
  readonly type: string;
  readonly villageseq: number;
} {
  const [id, type = ''] = Buffer.from(chunk.lines.subarray(chunk.lines.lastIndexOf(10) + 1))
    .toString()
    .split('\t');
  return { id: plain(id!), type: plain(type), villageseq: chunk.lastSeq };
}

type EachDelta = (slot: number, day: number, year: number | null, sum: number, count: -1 | 0 | 1) => void;

/** Reads an area's chunk event by event; `known` and `occurred` are NaN for a hole. */
export function eachDelta(
  { payload }: Pick<Chunk, 'payload'>,
  event: (knownMs: number, occurredOn: number) => void,
  delta: EachDelta,
): void {
  const numbers = new Float64Array(payload.slice().buffer);
  for (let at = 0; at < numbers.length;) {
    event(numbers[at]!, numbers[at + 1]!);
    const end = at + DOUBLES_PER_EVENT + numbers[at + 2]! * DOUBLES_PER_DELTA;
    for (at += DOUBLES_PER_EVENT; at < end; at += DOUBLES_PER_DELTA) {
      const year = numbers[at + 2]!;
      const count = numbers[at + 4]! as -1 | 0 | 1;
      delta(numbers[at]!, numbers[at + 1]!, Number.isNaN(year) ? null : year, numbers[at + 3]!, count);
    }
  }
}

/** The facts of a registry's chunk, in the order of their numbers. */
export const factsOf = <F>({ payload }: Pick<Chunk, 'payload'>): readonly F[] =>
  JSON.parse(Buffer.from(payload).toString()) as F[];

/** The entries of an area's chunk; holes are left out. */
export function entriesOf(programme: Programme, chunk: Chunk): readonly Entry[] {
  const events: { readonly knownMs: number; readonly occurredOn: number; readonly deltas: EntryDelta[] }[] =
    [];
  eachDelta(
    chunk,
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
  return linesOf(chunk).flatMap((line, at) => {
    const { knownMs, occurredOn, deltas } = events[at]!;
    if (Number.isNaN(knownMs)) return [];
    const [id, type, corrects, ...records] = line.split('\t').map(plain);
    return {
      ...{ villageseq: chunk.firstSeq + at, id: id!, type: type!, time: instantOf(knownMs) },
      occurredOn: dayOf(occurredOn),
      ...(corrects && { corrects }),
      records: pairs(records),
      deltas,
    };
  });
}

const instantOf = (ms: number): Instant => new Date(ms).toISOString();
const pairs = (flat: readonly string[]): Entry['records'] =>
  flat.flatMap((record, at) => (at % 2 === 0 ? { record, id: flat[at + 1]! } : []));
