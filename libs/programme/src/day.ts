/** An ISO calendar day `YYYY-MM-DD` in the programme's timezone. ISO days compare as strings. */
export type Day = string;

/** Days since 1970-01-01; the number that day arithmetic and the aggregator's history use. */
export type DayNumber = number;

/** An instant in UTC with milliseconds, `2018-03-05T02:11:09.123Z`. Such instants compare as strings. */
export type Instant = string;

export const MS_PER_DAY = 86_400_000;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const leapDaysThrough = (year: number): number =>
  Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
const LEAP_DAYS_BEFORE_1970 = leapDaysThrough(1969);

/** The decimal number of `length` digits at `at`; NaN when one is no digit. */
function digits(text: string, at: number, length: number): number {
  let value = 0;
  for (let i = at; i < at + length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function beginsWithDay(text: string): boolean {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (text[4] !== '-' || text[7] !== '-' || Number.isNaN(year)) return false;
  const days = month === 2 && isLeap(year) ? 29 : DAYS_IN_MONTH[month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** Whether `text` is a day that exists in the calendar. */
export const isDay = (text: unknown): text is Day =>
  typeof text === 'string' && text.length === 10 && beginsWithDay(text);

/** Whether `text` is an instant in UTC with milliseconds that exists. */
export const isInstant = (text: unknown): text is Instant =>
  typeof text === 'string' &&
  text.length === 24 &&
  beginsWithDay(text) &&
  text[10] === 'T' &&
  digits(text, 11, 2) < 24 &&
  text[13] === ':' &&
  digits(text, 14, 2) < 60 &&
  text[16] === ':' &&
  digits(text, 17, 2) < 60 &&
  text[19] === '.' &&
  digits(text, 20, 3) < 1000 &&
  text[23] === 'Z';

/** By arithmetic, not by `Date`: it is called for every change that is folded. */
export function dayNumber(day: Day): DayNumber {
  const year = digits(day, 0, 4);
  const month = digits(day, 5, 2);
  const leapDays = leapDaysThrough(year - 1) - LEAP_DAYS_BEFORE_1970 + (month > 2 && isLeap(year) ? 1 : 0);
  return 365 * (year - 1970) + leapDays + DAYS_BEFORE_MONTH[month - 1]! + digits(day, 8, 2) - 1;
}

/** Milliseconds since 1970-01-01T00:00Z; by arithmetic too. */
export const msOf = (instant: Instant): number =>
  dayNumber(instant) * MS_PER_DAY +
  digits(instant, 11, 2) * 3_600_000 +
  digits(instant, 14, 2) * 60_000 +
  digits(instant, 17, 2) * 1_000 +
  digits(instant, 20, 3);

export const dayOf = (n: DayNumber): Day => new Date(n * MS_PER_DAY).toISOString().slice(0, 10);
export const addDays = (day: Day, days: number): Day => dayOf(dayNumber(day) + days);

/** The first day of the calendar month `months` before the month of `day`. */
export function monthStart(day: Day, months = 0): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  const year = Math.floor(index / 12);
  return `${String(year).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in `timezone` (IANA name). */
export function dayIn(timezone: string, instant: Date): Day {
  let format = formatters.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' });
    formatters.set(timezone, format);
  }
  return format.format(instant);
}
