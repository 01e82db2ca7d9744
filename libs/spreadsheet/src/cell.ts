import { dayNumber, dayOf, type Day } from '@jiedui/programme';

/** A day, without a time of the day. */
export interface DayCell {
  readonly day: Day;
}

/** What a formula came to when it could not be computed, such as `#N/A`. */
export interface ErrorCell {
  readonly error: string;
}

/** What stands in a cell; of a formula, what it came to last. */
export type Cell = string | number | boolean | DayCell | ErrorCell;

/** One row of a sheet; an empty cell is undefined. */
export type Cells = readonly (Cell | undefined)[];

export const isDayCell = (cell: Cell | undefined): cell is DayCell =>
  typeof cell === 'object' && 'day' in cell;

/** The serial number of 1970-01-01 in the date systems that count from 1900 (and from 1904). */
const EPOCH = 25_569;
const EPOCH_1904 = 24_107;
/** 9999-12-31 */
const LAST_SERIAL = 2_958_465;
/** That system believes that 1900 was a leap year: its numbers are one too high from here on. */
const LEAP_1900 = 60;

/** The day of a serial number, its time of the day cut off; undefined for a number that is no day. */
export function dayOfSerial(serial: number, from1904 = false): Day | undefined {
  const whole = Math.floor(serial);
  if (!(whole >= 1 && whole <= LAST_SERIAL)) return undefined;
  if (from1904) return whole <= LAST_SERIAL - EPOCH + EPOCH_1904 ? dayOf(whole - EPOCH_1904) : undefined;
  return dayOf(whole - EPOCH + (whole < LEAP_1900 ? 1 : 0));
}

export const serialOf = (day: Day): number => {
  const serial = dayNumber(day) + EPOCH;
  return serial > LEAP_1900 ? serial : serial - 1;
};
