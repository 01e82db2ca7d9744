import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { usePage, type Parameters } from '@jiedui/web-page';
import type { VillageRow, VillagesAnswer } from './answers';
import { ask } from './client';
import type { Failure } from './failure';

/** Rows that are asked for at a time. */
export const BLOCK = 100;

export interface Rows {
  /** How many there are; undefined before the first answer. */
  readonly total: number | undefined;
  /** Undefined: not loaded yet. */
  at(place: number): VillageRow | undefined;
  readonly failure: Failure | null;
  again(): void;
}

/** The rows `from` to `to` of the list of villages, loaded block by block as they come into view. */
export function useVillageRows(filter: Parameters, from: number, to: number): Rows {
  const { language, asOf, asKnownAt } = usePage();
  const asked: Parameters = { asOf, asKnownAt, ...filter };
  const first = Math.floor(from / BLOCK);
  const blocks = Math.max(1, Math.floor(Math.max(from, to - 1) / BLOCK) - first + 1);
  const answers = useQueries({
    queries: Array.from({ length: blocks }, (_, at) => {
      const parameters = { ...asked, limit: BLOCK, offset: (first + at) * BLOCK || undefined };
      return {
        queryKey: ['/villages', parameters, language],
        queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
          ask<VillagesAnswer>('/villages', parameters, { language, signal }),
        placeholderData: at === 0 && first === 0 ? keepPreviousData : undefined,
      };
    }),
  });
  const known = answers.find(({ data }) => data !== undefined)?.data;
  const failed = answers.find(({ error, data }) => error && !data);
  return {
    total: known?.total,
    at: (place) => answers[Math.floor(place / BLOCK) - first]?.data?.villages[place % BLOCK],
    failure: (failed?.error ?? null) as Failure | null,
    again: () => answers.forEach((answer) => void answer.refetch()),
  };
}
