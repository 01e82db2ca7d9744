import { useFreshness, useToday, type Fresh } from '@jiedui/web-api';
import { usePage, useWords } from '@jiedui/web-page';
import { words } from './words';

export interface Bureau {
  readonly area: string;
  readonly name: string;
  readonly of: Fresh;
}

/** The bureaus and how fresh the figures of each are; none before the first answer. */
export function useBureaus(): readonly Bureau[] {
  const { language } = usePage();
  const t = useWords(words);
  const { data } = useToday();
  return Object.entries(useFreshness()).map(([area, of]) => ({
    area,
    of,
    name: data?.areas.find((known) => known.area === area)?.bureau[language] ?? t.registry,
  }));
}
