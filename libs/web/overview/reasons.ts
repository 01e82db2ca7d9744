import { STATUS_TEXT } from '@jiedui/programme';
import type { Need } from '@jiedui/web-api';
import { say, type Language } from '@jiedui/web-page/plain';
import { words } from './words';

/** Why a village needs someone, in words: most targets behind first, then the lights that got worse. */
export function reasonsOf(
  { behind, mostBehind, worse }: Need,
  targets: number,
  nameOf: (area: string) => string,
  language: Language,
): readonly string[] {
  const t = say(words, language);
  const lights = worse.map(({ area, before, after }) =>
    t.gotWorse(nameOf(area), STATUS_TEXT[before][language], STATUS_TEXT[after][language]),
  );
  return mostBehind || behind > 0 ? [t.behind(behind, targets), ...lights] : lights;
}
