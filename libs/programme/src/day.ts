/** An ISO calendar day `YYYY-MM-DD` in the programme's timezone. ISO days compare as strings. */
export type Day = string;

/** Days since 1970-01-01; the number that day arithmetic and the aggregator's history use. */
export type DayNumber = number;

/** An instant in UTC with milliseconds, `2018-03-05T02:11:09.123Z`. Such instants compare as strings. */
export type Instant = string;

const MS_PER_DAY = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Whether `text` is a day that exists in the calendar. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !DAY.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

/** Whether `text` is an instant in UTC with milliseconds that exists. */
export const isInstant = (text: unknown): text is Instant =>
  typeof text === 'string' &&
  INSTANT.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString() === text;

export const dayNumber = (day: Day): DayNumber => Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
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
