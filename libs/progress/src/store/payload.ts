import { MS_PER_DAY } from '@jiedui/programme';
import { ByteReader, type ByteWriter } from './bytes';

/**
 * What loading needs of an area's events. A hole is 0. An event is 1, its time in ms and the day it occurred on
 * (counted from the day of its time); its deltas follow, each 2 or more: slot, count and whether it has a year,
 * then its day (counted from that on which the event occurred), the year if it has one, and the sum.
 */
const HOLE = 0;
const EVENT = 1;
const FIRST_DELTA = 2;
const dayOfMs = (ms: number): number => Math.floor(ms / MS_PER_DAY);

export const writeHole = (to: ByteWriter): void => to.unsigned(HOLE);

export function writeEvent(to: ByteWriter, knownMs: number, occurredOn: number): void {
  to.unsigned(EVENT);
  to.signed(knownMs);
  to.signed(occurredOn - dayOfMs(knownMs));
}

/** Of the event written last. */
export function writeDelta(
  to: ByteWriter,
  occurredOn: number,
  slot: number,
  day: number,
  year: number | null,
  sum: number,
  count: number,
): void {
  to.unsigned(FIRST_DELTA + 2 * (3 * slot + count + 1) + (year === null ? 0 : 1));
  to.signed(day - occurredOn);
  if (year !== null) to.signed(year);
  to.signed(sum);
}

type TakeDelta = (slot: number, day: number, year: number | null, sum: number, count: -1 | 0 | 1) => void;

/** Reads a payload event by event; `knownMs` and `occurredOn` are NaN for a hole. */
export function eachDelta(
  payload: Uint8Array,
  event: (knownMs: number, occurredOn: number) => void,
  delta: TakeDelta,
): void {
  const from = new ByteReader(payload);
  for (let occurredOn = NaN; !from.isAtEnd;) {
    const what = from.unsigned();
    if (what === HOLE) event(NaN, NaN);
    else if (what === EVENT) {
      const knownMs = from.signed();
      event(knownMs, (occurredOn = dayOfMs(knownMs) + from.signed()));
    } else {
      const slotAndCount = (what - FIRST_DELTA) >>> 1;
      const day = occurredOn + from.signed();
      const year = what % 2 === 0 ? null : from.signed();
      const count = ((slotAndCount % 3) - 1) as -1 | 0 | 1;
      delta(Math.floor(slotAndCount / 3), day, year, from.signed(), count);
    }
  }
}
