import type { Day, Instant } from '@jiedui/programme';
import type { Language } from './words';

/** The pages and their paths; a village's page is below the list's. */
export const PATHS = {
  overview: '/',
  heatMap: '/heat-map',
  villages: '/villages',
  changes: '/changes',
  attention: '/attention',
  report: '/report',
} as const;

export const villagePath = (code: string): string => `${PATHS.villages}/${code}`;

/** What every page is looked at through; it goes along from page to page. */
export interface View {
  readonly language: Language;
  /** Left out: today, as the platform says. */
  readonly asOf?: Day;
  /** Left out: all that is known now. */
  readonly asKnownAt?: Instant;
  /** Code; left out: the whole city. */
  readonly district?: string;
}

/** Values of an address; undefined and '' take a parameter away. */
export type Parameters = Readonly<Record<string, string | number | undefined>>;

const KEPT = ['lang', 'asOf', 'asKnownAt', 'district'] as const;

export function viewOf(search: URLSearchParams): View {
  const [asOf, asKnownAt, district] = ['asOf', 'asKnownAt', 'district'].map(
    (name) => search.get(name) || undefined,
  );
  return {
    language: search.get('lang') === 'en' ? 'en' : 'zh',
    ...(asOf !== undefined && { asOf }),
    ...(asKnownAt !== undefined && { asKnownAt }),
    ...(district !== undefined && { district }),
  };
}

/** The search of another page: what is kept of this one, and the page's own parameters. */
export function searchOf(search: URLSearchParams, parameters: Parameters = {}): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of KEPT) {
    const value = search.get(name);
    if (value) kept.set(name, value);
  }
  return changed(kept, parameters);
}

/** The same search with some parameters set anew. */
export function changed(search: URLSearchParams, parameters: Parameters): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(parameters))
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, String(value));
  return next;
}

export const addressOf = (path: string, search: URLSearchParams): string =>
  search.size ? `${path}?${search}` : path;

/** `explain=<village>.<indicator>`: the number that is taken apart beside the page. */
export interface Explained {
  readonly village: string;
  readonly indicator: string;
}

export const writeExplained = ({ village, indicator }: Explained): string => `${village}.${indicator}`;

export function readExplained(text: string | null): Explained | undefined {
  const [, village, indicator] = /^(\d{12})\.([A-Z]{2}\d{1,2})$/.exec(text ?? '') ?? [];
  return village !== undefined && indicator !== undefined ? { village, indicator } : undefined;
}
