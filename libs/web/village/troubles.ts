import type { Position } from '@jiedui/web-api';
import { say, type Language } from '@jiedui/web-page/plain';
import { words } from './words';

/** What is not whole in a village's history in an area, in words. */
export function troublesOf({ gap, incomplete, conflicts }: Position, language: Language): readonly string[] {
  const t = say(words, language);
  return [
    ...(gap ? [t.gapIn(gap.missing)] : []),
    ...(incomplete ? [t.incomplete] : []),
    ...(conflicts > 0 ? [t.conflicts] : []),
  ];
}
