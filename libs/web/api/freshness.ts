import { useSyncExternalStore } from 'react';
import type { Dated, Fresh } from './answers';

type Freshness = Readonly<Record<string, Fresh>>;

let latest: Freshness = {};
const listeners = new Set<() => void>();

/** Every answer says how fresh the figures are, and the live stream now and then: the last word counts. */
export function noteFreshness({ fresh }: Pick<Dated, 'fresh'>): void {
  latest = fresh;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** How fresh the figures of each area are, by area id; empty before the first answer. */
export const useFreshness = (): Freshness => useSyncExternalStore(subscribe, () => latest);

/** Why the figures of an area may lack something; undefined: they are whole. */
export type Behind = 'silent' | 'on-the-way' | 'incomplete' | 'conflict' | 'unheard';

export function behind({ time, stale, lag, gaps, incomplete, conflicts }: Fresh): Behind | undefined {
  if (conflicts > 0) return 'conflict';
  if (gaps > 0 || incomplete > 0) return 'incomplete';
  if (time === null) return 'silent';
  if (lag === null || lag > 0) return 'on-the-way';
  return stale ? 'unheard' : undefined;
}
