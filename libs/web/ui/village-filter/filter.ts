import { STATUSES, type Status } from '@jiedui/programme';
import type { Parameters, View } from '@jiedui/web-page/plain';

interface Address extends Pick<View, 'district'> {
  parameter(name: string): string | undefined;
}

/** What the list is asked for with, as the address says it. */
export const FILTERS = ['text', 'area', 'indicator', 'status', 'reached', 'sort'] as const;

export const filterOf = (page: Address): Parameters => ({
  district: page.district,
  ...Object.fromEntries(FILTERS.map((name) => [name, page.parameter(name)])),
});

export const statusesOf = (text: string | undefined): readonly Status[] =>
  STATUSES.filter((status) => text?.split(',').includes(status));

/** The statuses with one more or one less, in their own order, as the address says them. */
export function toggled(text: string | undefined, status: Status): string | undefined {
  const chosen = statusesOf(text);
  const next = STATUSES.filter((one) => (one === status) !== chosen.includes(one));
  return next.length ? next.join(',') : undefined;
}

/** The orders that a list may have; some need what they order by. */
export const sortsOf = (indicator: string | undefined, area: string | undefined) =>
  [
    'code',
    'name',
    'score',
    '-score',
    'met',
    '-met',
    ...(indicator === undefined ? [] : (['progress', '-progress'] as const)),
    ...(area === undefined ? [] : (['light'] as const)),
  ] as const;
