import { useQueries, useQuery } from '@tanstack/react-query';
import { usePage, type Parameters } from '@jiedui/web-page';
import type { VillageRow, VillagesAnswer } from './answers';
import { ask } from './client';
import type { Failure } from './failure';
import { useAnswer } from './use-answer';

/** Rows that are asked for at a time. */
export const BLOCK = 100;

export interface Rows {
  /** How many there are; undefined before the first answer. */
  readonly total: number | undefined;
  /** Undefined: not loaded yet. */
  at(place: number): VillageRow | undefined;
  /** Whether what is shown is still that of the filter before. */
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  again(): void;
}

/** The rows `from` to `to` of the list of villages, loaded block by block as they come into view. */
export function useVillageRows(filter: Parameters, from: number, to: number): Rows {
  const { language, asOf, asKnownAt } = usePage();
  const asked: Parameters = { asOf, asKnownAt, ...filter };
  const first = Math.floor(from / BLOCK);
  const blocks = Math.max(1, Math.floor(Math.max(from, to - 1) / BLOCK) - first + 1);
  const block = (at: number) => {
    const parameters = { ...asked, limit: BLOCK, offset: at * BLOCK || undefined };
    return {
      queryKey: ['/villages', parameters, language],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        ask<VillagesAnswer>('/villages', parameters, { language, signal }),
    };
  };
  const answers = useQueries({ queries: Array.from({ length: blocks }, (_, at) => block(first + at)) });
  const head = useQuery<VillagesAnswer, Failure>({ ...block(first), placeholderData: kept(block(first)) });
  const failed = answers.find(({ error, data }) => error && !data);
  const known = (at: number) => answers[at]?.data ?? (at === 0 ? head.data : undefined);
  return {
    total: head.data?.total,
    at: (place) => known(Math.floor(place / BLOCK) - first)?.villages[place % BLOCK],
    isBusy: head.isPlaceholderData,
    failure: (failed?.error ?? null) as Failure | null,
    again: () => answers.forEach((answer) => void answer.refetch()),
  };
}

/** How many rows of the list stand before a village; null: it is not in it. Undefined for the code: nothing is asked. */
export function usePlace(filter: Parameters, code: string | undefined): number | null | undefined {
  const parameters = { ...filter, limit: 1, placeOf: code };
  return useAnswer<VillagesAnswer>({ path: '/villages', parameters, when: code !== undefined }).data?.place;
}

/**
 * Until the first block in view is there, as many rows stay as there were: nothing jumps, also far down. What is
 * in them stays when the same rows are asked for in another order; not those of another place, nor of another
 * indicator, whose values would stand under its name.
 */
const kept =
  ({ queryKey: [, asked] }: { readonly queryKey: readonly unknown[] }) =>
  (before: VillagesAnswer | undefined, query: { readonly queryKey: readonly unknown[] } | undefined) => {
    const [now, then] = [asked, query?.queryKey[1] ?? {}] as Parameters[];
    const isSame = ['indicator', 'offset'].every((name) => now![name] === then![name]);
    return before && (isSame ? before : { ...before, villages: [] });
  };
