import type { Contribution, ExplanationAnswer } from '@jiedui/web-api';
import { format, type Language } from '@jiedui/web-page/plain';

/** Measures whose names end so are sums of money, in fen. */
export const isMoney = (measure: string): boolean => measure.endsWith('Fen');

export const sumText = (measure: string, sum: number, language: Language): string =>
  isMoney(measure) ? format.money(sum, language) : format.count(sum);

/** A part of a sum with its sign: `+3`, `−1,200 元`. */
export const partText = (measure: string, sum: number, language: Language): string =>
  `${sum < 0 ? '−' : '+'}${sumText(measure, Math.abs(sum), language)}`;

/** A sum of a measure, or of one year of it. */
export interface Sum {
  readonly measure: string;
  readonly year?: number | undefined;
  readonly sum: number;
}

/** What contributions add up to: by measure and, where years are told apart, by year. */
export function addUp(contributions: readonly Contribution[]): readonly Sum[] {
  const sums = new Map<string, Sum>();
  for (const { measure, year, sum } of contributions) {
    const key = `${measure} ${year ?? ''}`;
    sums.set(key, { measure, year, sum: (sums.get(key)?.sum ?? 0) + sum });
  }
  return [...sums.values()];
}

/** Whether the events that are listed add up to the sums that the number follows from. */
export function agrees(totals: ExplanationAnswer['totals'], events: ExplanationAnswer['events']): boolean {
  const sums = addUp(events.flatMap(({ contributions }) => contributions));
  const of = (measure: string, year?: number) =>
    sums.filter((one) => one.measure === measure && one.year === year).reduce((all, { sum }) => all + sum, 0);
  return totals.every(({ measure, sum, years }) =>
    years ? years.every((one) => of(measure, one.year) === one.sum) : of(measure) === sum,
  );
}
