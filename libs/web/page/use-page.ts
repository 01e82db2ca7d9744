import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import {
  addressOf,
  changed,
  searchOf,
  viewOf,
  writeExplained,
  type Explained,
  type Parameters,
  type View,
} from './address';
import { say, type Dictionary, type Said } from './words';

export interface Page extends View {
  /** The page's own parameters, read one by one. */
  parameter(name: string): string | undefined;
  /** The address of a page, through the same view. */
  to(path: string, parameters?: Parameters): string;
  /** This page with some parameters set anew: to link to. */
  here(parameters: Parameters): string;
  /** The same, gone to; filters replace the entry of the browser's history, they are not steps of it. */
  set(parameters: Parameters): void;
  /** This page with a number of it taken apart. */
  explain(explained: Explained): string;
}

/** Where the reader is: all of it stands in the address. */
export function usePage(): Page {
  const [search, setSearch] = useSearchParams();
  const { pathname } = useLocation();
  return useMemo(() => {
    const here = (parameters: Parameters) => addressOf(pathname, changed(search, parameters));
    return {
      ...viewOf(search),
      parameter: (name) => search.get(name) ?? undefined,
      to: (path, parameters) => addressOf(path, searchOf(search, parameters)),
      here,
      set: (parameters) =>
        setSearch((now) => changed(now, parameters), { replace: true, preventScrollReset: true }),
      explain: (explained) => here({ explain: writeExplained(explained) }),
    };
  }, [search, setSearch, pathname]);
}

/** The words of a feature in the reader's language. */
export const useWords = <const D extends Dictionary>(words: D): Said<D> => say(words, usePage().language);
