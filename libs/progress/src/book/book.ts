import type { Day, Instant, Int, Measures, Programme, Slot } from '@jiedui/programme';

/** The point in the two times that a figure is asked for (spec section 2): as of a day, as known at an instant. */
export interface AsOf {
  readonly day: Day;
  /** Only events (and reference values) with `time <= knownAt`; left out: everything known now. */
  readonly knownAt?: Instant | undefined;
}

/** 0, 1, 2, ...: a village within one running aggregator, named by the registry or by an event. */
export type VillageNumber = number;

/** The numbers of the villages: the same in the book, the registry view and the current view. */
export interface Villages {
  readonly size: number;
  find(code: string): VillageNumber | undefined;
  code(village: VillageNumber): string;
}

/** The history of all villages in memory. Read only: the fold writes it. */
export interface Book {
  readonly programme: Programme;
  readonly villages: Villages;
  /**
   * The measures of a village; all zero before its first event. The object is scratch, the same at each call:
   * valid until the next call, so evaluate at once and keep nothing of it.
   */
  measuresAt(village: VillageNumber, at: AsOf): Measures;
  /** Effective days on which something in the village's measures changes, ascending, without repeats. */
  changeDays(village: VillageNumber, from: Day, to: Day): readonly Day[];
  /** Tells the slots of a village to which something belongs that counts at one of two points only; may repeat one. */
  changesBetween(one: AsOf, other: AsOf): (village: VillageNumber, tell: (slot: Slot) => void) => void;
  /** Grows with every fold: a figure computed at one version holds until the next. */
  readonly version: number;
  /** How many deltas the book holds and the bytes that they take. */
  size(): { readonly deltas: number; readonly bytes: number };
}

/** The city's published values (spec section 5): a publication counts once its `time` <= knownAt. */
export interface References {
  find(name: string, year: number, knownAt?: Instant): Int | undefined;
}
