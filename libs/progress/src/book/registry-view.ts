import type { Day, Instant } from '@jiedui/programme';
import type { AsOf, References, VillageNumber } from './book';

/** The registry's place among the areas: `jiedui.registry.events`, `/bureaus/registry`. */
export const REGISTRY = 'registry';

/** What the registry says about a village (spec section 4), as of a day and as known at an instant. */
export interface VillageFacts {
  readonly code: string;
  readonly name: string;
  readonly districtCode: string;
  readonly townName: string;
  readonly households: number | null;
  readonly population: number | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly unit: { readonly name: string; readonly level: string | null } | null;
  readonly team: {
    readonly id: string;
    readonly leader: string | null;
    readonly members: number | null;
  } | null;
  /** From `on` the village is no longer in the counts of district and city. */
  readonly merged: { readonly into: string; readonly on: Day } | null;
}

/** A publication of the city: a value for a year, or the subsistence line from a day on. */
export interface Publication {
  readonly name: string;
  /** The year; or the day from which a line holds. */
  readonly year?: number;
  readonly effectiveOn?: Day;
  readonly fen: number;
  readonly time: Instant;
}

/** The registry's events as the city's pages need them. */
export interface RegistryView extends References {
  /** Grows with every registry event folded: a cache made at one version holds until the next. */
  readonly version: number;
  /** Undefined: not named by then. Facts of a village as of a day before it was registered: undefined too. */
  factsAt(village: VillageNumber, at: AsOf): VillageFacts | undefined;
  /** The district in whose counts the village is; undefined: in none (not named yet, or merged). */
  districtAt(village: VillageNumber, at: AsOf): string | undefined;
  /** Whether the registry ever named the village. */
  isNamed(village: VillageNumber): boolean;
  /** Codes of all districts that ever had a village, ascending. */
  districts(): readonly string[];
  /** Every publication, oldest `time` first. */
  publications(knownAt?: Instant): readonly Publication[];
}
