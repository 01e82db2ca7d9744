import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { usePage, type Parameters } from '@jiedui/web-page';
import type { Dated } from './answers';
import { ask } from './client';
import type { Failure } from './failure';
import { noteWaiting } from './waiting';

export type Answered<A> = UseQueryResult<A, Failure>;

export interface Question {
  readonly path: string;
  readonly parameters?: Parameters;
  /** Whether it is asked through the page's two times (and not, say, through none). */
  readonly timeless?: boolean;
  /** false: not asked yet. */
  readonly when?: boolean;
}

/**
 * An answer of the city's API, through the two times of the page. What was shown before stays until the new
 * answer is there: nothing jumps.
 */
export function useAnswer<A extends Dated>({
  path,
  parameters = {},
  timeless,
  when = true,
}: Question): Answered<A> {
  const { language, asOf, asKnownAt } = usePage();
  const asked: Parameters = timeless ? parameters : { asOf, asKnownAt, ...parameters };
  return useQuery<A, Failure>({
    queryKey: [path, asked, language],
    queryFn: ({ signal }) => {
      const told = noteWaiting(`${path} ${JSON.stringify(asked)}`);
      return ask<A>(path, asked, { language, signal, told: told.at }).finally(told.done);
    },
    placeholderData: keepPreviousData,
    enabled: when,
  });
}
