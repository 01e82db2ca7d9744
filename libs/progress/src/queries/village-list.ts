import type { Status } from '@jiedui/programme';
import type { VillageNumber } from '../book/book';
import type { Figures } from '../book/current';
import type { Directory } from './directory';

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

export interface ListOrder {
  readonly by: 'code' | 'name' | 'score' | { readonly progressOf: number };
  readonly descending: boolean;
}

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
 * with `-code`). A village that does not change while somebody pages comes exactly once.
 *
 * Filters and keys are worked out in the order of the villages' numbers, each in a loop of its own: the figures
 * lie in that order, and going through them by code costs ten times as much.
 */
export function listVillages(
  figures: Figures,
  directory: Directory,
  filter: ListFilter,
  order: ListOrder,
  limit: number,
  after?: ListPosition,
): ListPage {
  const { byCode } = directory;
  const passes = passing(byCode.length, tests(figures, directory, filter));
  const keys = keysOf(passes, keyOf(figures, directory, order));
  const backwards = order.by === 'code' && order.descending;
  const [afterKey, afterPlace] = after ? placeOf(after, directory, order) : [-Infinity, -1];
  const best = new Smallest(limit + 1);
  let total = 0;
  for (let step = 0; step < byCode.length; step++) {
    const place = backwards ? byCode.length - 1 - step : step;
    const village = byCode[place]!;
    if (passes[village] === 0) continue;
    total++;
    const key = keys[village]!;
    if (key < afterKey || (key === afterKey && (backwards ? place >= afterPlace : place <= afterPlace)))
      continue;
    best.offer(key, step);
  }
  const villages = best
    .sorted()
    .map((step) => byCode[backwards ? byCode.length - 1 - step : step]!)
    .slice(0, limit);
  const last = villages.at(-1);
  return {
    villages,
    total,
    next: best.size > limit && last !== undefined ? positionOf(last, figures, directory, order) : undefined,
  };
}

type Test = (village: VillageNumber) => boolean;

/** Scratch, the same at each call: a megabyte per request would keep the garbage collector busy. */
let scratch = { passes: new Uint8Array(0), keys: new Float64Array(0) };

/** 1 for each village that passes all tests. */
function passing(villages: number, all: readonly Test[]): Uint8Array {
  if (scratch.passes.length < villages)
    scratch = { passes: new Uint8Array(villages), keys: new Float64Array(villages) };
  const passes = scratch.passes.subarray(0, villages).fill(1);
  for (const test of all) sift(passes, test);
  return passes;
}

function sift(passes: Uint8Array, test: Test): void {
  for (let village = 0; village < passes.length; village++)
    if (passes[village] === 1 && !test(village)) passes[village] = 0;
}

function keysOf(passes: Uint8Array, keyOfVillage: (village: VillageNumber) => number): Float64Array {
  const { keys } = scratch;
  for (let village = 0; village < passes.length; village++)
    if (passes[village] === 1) keys[village] = keyOfVillage(village);
  return keys;
}

function tests(figures: Figures, directory: Directory, filter: ListFilter): readonly Test[] {
  const { districts, status, provisional, reached, text } = filter;
  const all: Test[] = [
    districts
      ? (village) => districts.has(figures.district(village)!)
      : (village) => figures.district(village) !== undefined,
  ];
  if (status && 'indicator' in status.of) {
    const { indicator } = status.of;
    all.push((village) => status.among.has(figures.status(village, indicator)));
  } else if (status) {
    const { area } = status.of as { area: number };
    all.push((village) => status.among.has(figures.light(village, area)));
  }
  if (provisional)
    all.push((village) => figures.provisional(village, provisional.indicator) === provisional.is);
  if (reached) all.push((village) => (figures.met(village) === reached.targets) === reached.is);
  if (text !== undefined) all.push(directory.matches(text));
  return all;
}

/** Smaller keys come first, in every order. */
function keyOf(
  figures: Figures,
  directory: Directory,
  { by, descending }: ListOrder,
): (v: VillageNumber) => number {
  if (by === 'code') return () => 0;
  const sign = descending ? -1 : 1;
  if (by === 'name') return (village) => sign * directory.nameRank(village);
  if (by === 'score') return (village) => sign * figures.score(village);
  return (village) => sign * progressOf(figures, village, by.progressOf);
}

function progressOf(figures: Figures, village: VillageNumber, indicator: number): number {
  const progress = figures.progress(village, indicator);
  return Number.isNaN(progress) ? NO_PROGRESS : progress;
}

function positionOf(
  village: VillageNumber,
  figures: Figures,
  directory: Directory,
  { by }: ListOrder,
): ListPosition {
  const code = directory.code(village);
  if (by === 'code') return { key: 0, code };
  if (by === 'name') return { key: directory.name(village), code };
  return { key: by === 'score' ? figures.score(village) : progressOf(figures, village, by.progressOf), code };
}

function placeOf(after: ListPosition, directory: Directory, { by, descending }: ListOrder): [number, number] {
  const place = directory.placeOfCode(after.code);
  if (by === 'code') return [0, place];
  const key = typeof after.key === 'string' ? directory.rankOfName(after.key) : after.key;
  return [descending ? -key : key, place];
}

/** Keeps the `capacity` smallest of what it is offered: a heap with the largest on top. Ties: first come stays. */
class Smallest {
  private readonly keys: Float64Array;
  private readonly items: Int32Array;
  size = 0;

  constructor(private readonly capacity: number) {
    this.keys = new Float64Array(capacity);
    this.items = new Int32Array(capacity);
  }

  /** `item` grows from offer to offer. */
  offer(key: number, item: number): void {
    if (this.size < this.capacity) this.rise(this.size++, key, item);
    else if (key < this.keys[0]!) this.sink(key, item);
  }

  sorted(): number[] {
    const order = Array.from({ length: this.size }, (_, at) => at);
    order.sort((a, b) => this.keys[a]! - this.keys[b]! || this.items[a]! - this.items[b]!);
    return order.map((at) => this.items[at]!);
  }

  private rise(hole: number, key: number, item: number): void {
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.isAfter(key, item, parent)) break;
      this.keys[hole] = this.keys[parent]!;
      this.items[hole] = this.items[parent]!;
      hole = parent;
    }
    this.keys[hole] = key;
    this.items[hole] = item;
  }

  private sink(key: number, item: number): void {
    let hole = 0;
    for (let child = 1; child < this.size; child = 2 * hole + 1) {
      if (child + 1 < this.size && this.isAfter(this.keys[child + 1]!, this.items[child + 1]!, child))
        child++;
      if (this.isAfter(key, item, child)) break;
      this.keys[hole] = this.keys[child]!;
      this.items[hole] = this.items[child]!;
      hole = child;
    }
    this.keys[hole] = key;
    this.items[hole] = item;
  }

  private isAfter(key: number, item: number, other: number): boolean {
    return key > this.keys[other]! || (key === this.keys[other]! && item > this.items[other]!);
  }
}
