import type { Text } from '@jiedui/programme';

/** Chinese first; English is asked for by `lang=en` in the address. */
export type Language = keyof Text;

/** The words of a feature: each in both languages; those with figures in them are functions of the figures. */
export type Dictionary = Readonly<Record<string, Text | ((...figures: never[]) => Text)>>;

/** A dictionary in one language. */
export type Said<D extends Dictionary> = {
  readonly [K in keyof D]: D[K] extends (...figures: infer F) => Text ? (...figures: F) => string : string;
};

const spoken = new WeakMap<Dictionary, Partial<Record<Language, unknown>>>();

/** The words of a dictionary in a language; the same object at each call. */
export function say<const D extends Dictionary>(words: D, language: Language): Said<D> {
  const known = spoken.get(words) ?? {};
  known[language] ??= Object.fromEntries(
    Object.entries(words).map(([key, word]) => [
      key,
      typeof word === 'function' ? (...figures: never[]) => word(...figures)[language] : word[language],
    ]),
  );
  spoken.set(words, known);
  return known[language] as Said<D>;
}
