import type { VillageNumber, Villages } from '../book/book';

/** Codes and names of the villages, in order: what lists are searched and sorted by. */
export interface Directory {
  /** Every village that was ever heard of, by code. */
  readonly byCode: Int32Array;
  /** The place of each village in `byCode`. */
  readonly placeOf: Int32Array;
  code(village: VillageNumber): string;
  /** Empty when the registry does not name it. */
  name(village: VillageNumber): string;
  /** Whether a village's code begins with a text, or its name contains it (in whatever case). */
  matches(text: string): (village: VillageNumber) => boolean;
  /** By village. Equal names, equal ranks; ordered as a Chinese reader expects (by pinyin). */
  nameRanks(): Float64Array;
  /** The rank of a name that may have gone since: then between its neighbours. */
  rankOfName(name: string): number;
  /** Position in `byCode`; of a code that is not there: between its neighbours. */
  placeOfCode(code: string): number;
}

/** The inverse of an order. */
export function placesOf(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) places[order[place]!] = place;
  return places;
}

/** The numbers of the villages in the order of their codes. */
export function orderByCode(villages: Villages): Int32Array {
  const byCode = Int32Array.from({ length: villages.size }, (_, village) => village);
  return byCode.sort((a, b) => (villages.code(a) < villages.code(b) ? -1 : 1));
}

/** Names and ranks are worked out when they are first asked for. */
export function directoryOf(
  villages: Villages,
  byCode: Int32Array,
  nameOf: (village: VillageNumber) => string | undefined,
): Directory {
  const placeOf = placesOf(byCode);
  let names: readonly string[] | undefined;
  let folded: readonly string[] | undefined;
  let ranks: Ranks | undefined;
  const allNames = () => (names ??= Array.from(byCode, (_, village) => nameOf(village) ?? ''));
  const allRanks = () => (ranks ??= rank(allNames()));
  return {
    byCode,
    placeOf,
    code: (village) => villages.code(village),
    name: (village) => allNames()[village]!,
    matches: (text) => {
      const sought = text.toLowerCase();
      const isCode = /^\d{1,12}$/.test(text);
      folded ??= allNames().map((name) => name.toLowerCase());
      const names = folded;
      return (village) =>
        (isCode && villages.code(village).startsWith(text)) || names[village]!.includes(sought);
    },
    nameRanks: () => allRanks().of,
    rankOfName: (name) => {
      const { sorted, spell } = allRanks();
      const spelt = spell(name);
      return placeAmong(sorted.length, (at) => sorted[at]!, spelt);
    },
    placeOfCode: (code) => placeAmong(byCode.length, (at) => villages.code(byCode[at]!), code),
  };
}

interface Ranks {
  readonly of: Float64Array;
  readonly sorted: readonly string[];
  spell(name: string): string;
}

/**
 * Collating 128,000 names would take a second; so their characters are collated, once each, and the names
 * compared by the numbers of their characters: even ones, and odd ones for characters that have gone since.
 */
function rank(names: readonly string[]): Ranks {
  const collator = new Intl.Collator('zh-CN');
  const compare = (a: string, b: string) => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
  const characters = [...new Set(names.flatMap((name) => [...name]))].sort(compare);
  const numbers = new Map(characters.map((character, at) => [character, 2 * at + 2]));
  const numberOf = (character: string): number =>
    numbers.get(character) ?? 2 * characters.filter((known) => compare(known, character) < 0).length + 1;
  const spell = (name: string) =>
    Array.from(name, (character) => String.fromCharCode(numberOf(character))).join('');
  const spelt = names.map(spell);
  const sorted = [...new Set(spelt)].sort();
  const places = new Map(sorted.map((name, at) => [name, at]));
  return { of: Float64Array.from(spelt, (name) => places.get(name)!), sorted, spell };
}

/** Where `text` stands among sorted texts; half a place before the next when it is not among them. */
function placeAmong(length: number, textAt: (place: number) => string, text: string): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (textAt(middle) < text) low = middle + 1;
    else high = middle;
  }
  return low < length && textAt(low) === text ? low : low - 0.5;
}
