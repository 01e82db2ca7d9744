import { useInfiniteQuery } from '@tanstack/react-query';
import { usePage, type Parameters } from '@jiedui/web-page';
import type { Dated } from './answers';
import { ask } from './client';
import type { Failure } from './failure';

interface Paged extends Dated {
  readonly next: string | null;
}

/** An answer that comes by pages, each asked for behind the one before. */
export function usePages<A extends Paged>(path: string, parameters: Parameters) {
  const { language, asOf, asKnownAt } = usePage();
  const asked = { asOf, asKnownAt, ...parameters };
  const pages = useInfiniteQuery({
    queryKey: [path, asked, language, 'pages'],
    queryFn: ({ signal, pageParam }) =>
      ask<A>(path, { ...asked, cursor: pageParam ?? undefined }, { language, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  return { ...pages, error: pages.error as Failure | null, first: pages.data?.pages[0] };
}
