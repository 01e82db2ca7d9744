import { addDays, dayNumber, monthStart, type Day } from '@jiedui/programme';

export const SPANS = ['yesterday', 'week', 'month'] as const;
export type Span = (typeof SPANS)[number];

export const spanOf = (text: string | undefined): Span => SPANS.find((span) => span === text) ?? 'yesterday';

/** The day that a day is compared with; a month back is the same day of it, or its last. */
export function sinceDay(span: Span, day: Day): Day {
  if (span === 'yesterday') return addDays(day, -1);
  if (span === 'week') return addDays(day, -7);
  const first = monthStart(day, 1);
  const last = addDays(monthStart(day), -1);
  const same = addDays(first, dayNumber(day) - dayNumber(monthStart(day)));
  return same < last ? same : last;
}
