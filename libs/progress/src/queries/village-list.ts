import { WORST_FIRST, type Status } from '@jiedui/programme';
import type { VillageNumber } from '../book/book';
import type { ListFigures } from '../book/current';
import type { Directory } from './directory';
import { Smallest } from './smallest';

/** Which villages of the counts (spec section 4: merged and unnamed ones are in none) a list shows. */
export interface ListFilter {
  readonly districts?: ReadonlySet<string> | undefined;
  /** Of the indicator; without one the light of the area. Both by their position in the programme. */
  readonly status?: { readonly of: Subject; readonly among: ReadonlySet<Status> } | undefined;
  readonly provisional?: { readonly indicator: number; readonly is: boolean } | undefined;
  /** 达标: whether all targets are met. */
  readonly reached?: { readonly targets: number; readonly is: boolean } | undefined;
  /** The beginning of a code, or a part of a name. */
  readonly text?: string | undefined;
}

export type Subject = { readonly indicator: number } | { readonly area: number };

interface ByCode {
  readonly by: 'code';
  readonly descending: boolean;
}

interface ByKey {
  readonly by: 'name' | 'score' | 'met' | { readonly progressOf: number } | { readonly lightOf: number };
  readonly descending: boolean;
}

export type ListOrder = ByCode | ByKey;

/** Where a page ends: the sorting key of its last village, and its code, which decides between equals. */
export interface ListPosition {
  readonly key: number | string;
  readonly code: string;
}

export interface ListPage {
  readonly villages: readonly VillageNumber[];
  /** All villages that pass the filter, on whichever page. */
  readonly total: number;
  /** Where the next page begins; undefined on the last one. */
  readonly next: ListPosition | undefined;
}

/** Sorts before every progress: info and no data have none. */
const NO_PROGRESS = -1;

/**
 * One page, without sorting what is not shown. Equal keys follow each other by code, ascending (descending
 * with `-code`). A village that does not change while somebody pages comes exactly once; with `skip` (villages
 * of the list that are left out before the page) it may come twice or not at all when others change.
 */
export function listVillages(
  figures: ListFigures,
  directory: Directory,
  filter: ListFilter,
  order: ListOrder,
  limit: number,
  after?: ListPosition,
  skip = 0,
): ListPage {
  const marks = markPassing(figures, directory, filter);
  const upTo = skip + limit + 1;
  const villages = (
    order.by === 'code'
      ? nextByCode(marks, directory, order, upTo, after)
      : nextByKey(marks, figures, directory, order, upTo, after)
  ).slice(skip);
  const last = villages[limit - 1];
  return {
    villages: villages.slice(0, limit),
    total: countOf(marks),
    next:
      villages.length > limit && last !== undefined ? positionOf(last, figures, directory, order) : undefined,
  };
}

/** How many villages of the list stand before one; undefined: it is not in the list. */
export function placeInList(
  figures: ListFigures,
  directory: Directory,
  filter: ListFilter,
  order: ListOrder,
  village: VillageNumber,
): number | undefined {
  const marks = markPassing(figures, directory, filter);
  if (marks[village] !== 1) return undefined;
  const { placeOf } = directory;
  const sign = order.descending ? -1 : 1;
  const keys = order.by === 'code' ? undefined : keysOf(figures, directory, order);
  const keyAt = (of: VillageNumber) =>
    sign * (keys ? (Number.isNaN(keys[of]!) ? NO_PROGRESS : keys[of]!) : placeOf[of]!);
  const own = keyAt(village);
  let before = 0;
  for (let other = 0; other < marks.length; other++) {
    if (marks[other] === 0) continue;
    const key = keyAt(other);
    if (key < own || (key === own && placeOf[other]! < placeOf[village]!)) before++;
  }
  return before;
}

/** Scratch, the same at each call: a megabyte per request would keep the garbage collector busy. */
let scratch = { marks: new Uint8Array(0), keys: new Float64Array(0) };

/** 1 for each village that passes the filter. */
function markPassing(figures: ListFigures, directory: Directory, filter: ListFilter): Uint8Array {
  const { length } = directory.byCode;
  if (scratch.marks.length < length)
    scratch = { marks: new Uint8Array(length), keys: new Float64Array(length) };
  const marks = scratch.marks.subarray(0, length).fill(1);
  const { districts, status, provisional, reached, text } = filter;
  figures.unmarkOutside(marks, districts);
  if (status) {
    const { of, among } = status;
    if ('indicator' in of) figures.unmarkStatuses(marks, of.indicator, among);
    else figures.unmarkLights(marks, of.area, among);
  }
  if (provisional)
    unmark(marks, (village) => figures.provisional(village, provisional.indicator) !== provisional.is);
  if (reached) unmark(marks, (village) => (figures.met(village) === reached.targets) !== reached.is);
  if (text !== undefined) {
    const matches = directory.matches(text);
    unmark(marks, (village) => !matches(village));
  }
  return marks;
}

function unmark(marks: Uint8Array, fails: (village: VillageNumber) => boolean): void {
  for (let village = 0; village < marks.length; village++)
    if (marks[village] === 1 && fails(village)) marks[village] = 0;
}

function countOf(marks: Uint8Array): number {
  let count = 0;
  for (let village = 0; village < marks.length; village++) count += marks[village]!;
  return count;
}

function nextByCode(
  marks: Uint8Array,
  directory: Directory,
  { descending }: ByCode,
  count: number,
  after?: ListPosition,
): readonly VillageNumber[] {
  const { byCode } = directory;
  const step = descending ? -1 : 1;
  const place = after ? directory.placeOfCode(after.code) : descending ? byCode.length : -1;
  const villages: VillageNumber[] = [];
  // a code that is not there stands half a place before the next
  let at = descending ? Math.ceil(place) - 1 : Math.floor(place) + 1;
  for (; at >= 0 && at < byCode.length && villages.length < count; at += step)
    if (marks[byCode[at]!] === 1) villages.push(byCode[at]!);
  return villages;
}

function nextByKey(
  marks: Uint8Array,
  figures: ListFigures,
  directory: Directory,
  order: ByKey,
  count: number,
  after?: ListPosition,
): readonly VillageNumber[] {
  const { byCode, placeOf } = directory;
  const keys = keysOf(figures, directory, order);
  const sign = order.descending ? -1 : 1;
  const [afterKey, afterPlace] = after ? positionIn(directory, after, sign) : [-Infinity, -1];
  const best = new Smallest(count);
  for (let village = 0; village < marks.length; village++) {
    if (marks[village] === 0) continue;
    const key = sign * (Number.isNaN(keys[village]!) ? NO_PROGRESS : keys[village]!);
    if (key < afterKey || key > best.worst) continue;
    const place = placeOf[village]!;
    if (key > afterKey || place > afterPlace) best.offer(key, place);
  }
  return best.sorted().map((place) => byCode[place]!);
}

/** By village; NaN where there is no progress. */
function keysOf(figures: ListFigures, directory: Directory, { by }: ByKey): Float64Array {
  if (by === 'name') return directory.nameRanks();
  const { keys } = scratch;
  if (by === 'score') figures.readScores(keys);
  else if (by === 'met') readInto(keys, directory, (village) => figures.met(village));
  else if ('lightOf' in by)
    readInto(keys, directory, (village) => rankOf(figures.light(village, by.lightOf)));
  else figures.readProgress(by.progressOf, keys);
  return keys;
}

function readInto(keys: Float64Array, { byCode }: Directory, read: (village: VillageNumber) => number): void {
  for (let village = 0; village < byCode.length; village++) keys[village] = read(village);
}

/** Worst first; a light that only informs comes last. */
function rankOf(light: Status): number {
  const rank = WORST_FIRST.indexOf(light);
  return rank < 0 ? WORST_FIRST.length : rank;
}

function positionOf(
  village: VillageNumber,
  figures: ListFigures,
  directory: Directory,
  { by }: ListOrder,
): ListPosition {
  const code = directory.code(village);
  if (by === 'code') return { key: 0, code };
  if (by === 'name') return { key: directory.name(village), code };
  const key = keyOf(village, figures, by);
  return { key: Number.isNaN(key) ? NO_PROGRESS : key, code };
}

function keyOf(village: VillageNumber, figures: ListFigures, by: Exclude<ByKey['by'], 'name'>): number {
  if (by === 'score') return figures.score(village);
  if (by === 'met') return figures.met(village);
  return 'lightOf' in by
    ? rankOf(figures.light(village, by.lightOf))
    : figures.progress(village, by.progressOf);
}

function positionIn(directory: Directory, { key, code }: ListPosition, sign: number): [number, number] {
  const value = typeof key === 'string' ? directory.rankOfName(key) : key;
  return [sign * value, directory.placeOfCode(code)];
}
