import type { Day, Instant, Status, Text } from '@jiedui/programme';

/** The answers of /api/progress, as its API page describes them. Integers beyond 2^53 are rounded: for display. */

export interface Fresh {
  readonly time: Instant | null;
  readonly knownThrough: Instant | null;
  /** What the bureau has recorded since a moment ago is not in the figures, or it cannot be said. */
  readonly stale: boolean;
  readonly events: number;
  readonly lag: number | null;
  readonly gaps: number;
  readonly incomplete: number;
  readonly conflicts: number;
}

export interface Dated {
  readonly asOf: Day;
  readonly asKnownAt: Instant | null;
  /** With `asKnownAt`: nothing that comes can change the figures. */
  readonly final?: boolean;
  readonly mayStillChange?: readonly string[];
  /** By area id; the registry's is `registry`. */
  readonly fresh: Readonly<Record<string, Fresh>>;
}

export interface Frame extends Text {
  readonly id: string;
  readonly start: Day;
  readonly deadline: Day;
  readonly daysLeft: number;
  readonly expectedDecimal: number;
}

export interface AreaName extends Text {
  readonly area: string;
  readonly bureau: Text;
  readonly survey: boolean;
}

export interface NamedIndicator extends Text {
  readonly indicator: string;
  readonly area: string;
  readonly kind: string;
  readonly target: boolean;
}

export interface CatalogueIndicator extends NamedIndicator {
  readonly clause: string;
  readonly note?: string;
  readonly unit?: string;
  readonly formula: Readonly<Record<string, unknown>>;
}

export interface Catalogue extends Dated {
  readonly frame: Frame;
  readonly kinds: readonly ({ readonly kind: string; readonly metWhen: Text } & Text)[];
  readonly areas: readonly AreaName[];
  readonly indicators: readonly CatalogueIndicator[];
}

export type Counts = Readonly<Record<Status, number>>;

export interface IndicatorOverview extends NamedIndicator {
  readonly counts: Counts;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly share?: number | null;
  readonly outstanding?: number;
  readonly cleared?: number;
  readonly total?: number;
  readonly medianDecimal?: number | null;
}

export interface Overview {
  readonly villages: number;
  readonly reached: number;
  readonly meanScore: number | null;
  readonly areas: readonly ({ readonly area: string; readonly lights: Counts } & Text)[];
  readonly indicators: readonly IndicatorOverview[];
}

export interface DistrictName extends Text {
  readonly code: string;
}

export interface OverviewAnswer extends Dated, Overview {
  readonly frame: Frame;
  readonly district?: DistrictName;
}

export interface DistrictsAnswer extends Dated {
  readonly frame: Frame;
  readonly districts: readonly (Overview & { readonly district: DistrictName })[];
}

/** A flag, a number or two integers; null without data. */
export type Value = boolean | number | readonly [number, number] | null;

export interface Evaluated {
  readonly status: Status;
  readonly value: Value;
  readonly progress: readonly [number, number] | null;
  readonly progressDecimal: number | null;
  readonly provisional: boolean;
  readonly years?: readonly number[];
}

export interface VillageName {
  readonly code: string;
  readonly name: string | null;
  readonly district: DistrictName;
  readonly townName: string | null;
}

export interface VillageRow extends VillageName, Partial<Evaluated> {
  readonly score: number;
  readonly targets: number;
  readonly targetsMet: number;
  readonly reached: boolean;
  readonly lights: Readonly<Record<string, Status>>;
}

export interface VillagesAnswer extends Dated {
  readonly total: number;
  readonly villages: readonly VillageRow[];
  readonly next: string | null;
  /** How many rows stand before the village that was asked for; null: it is not in the list. */
  readonly place?: number | null;
}

export interface ThenAndNow {
  readonly before: number;
  readonly now: number;
}

export interface ChangesAnswer extends Dated {
  readonly since: Day;
  readonly villages: ThenAndNow;
  readonly reached: ThenAndNow;
  readonly indicators: readonly {
    readonly indicator: string;
    readonly metBefore: number;
    readonly met: number;
    readonly better: number;
    readonly worse: number;
  }[];
  readonly total: number;
  readonly changes: readonly {
    readonly village: VillageName;
    readonly indicator: string;
    readonly before: Status;
    readonly after: Status;
  }[];
}

export interface Need {
  readonly village: VillageName;
  readonly behind: number;
  readonly mostBehind: boolean;
  readonly worse: readonly { readonly area: string; readonly before: Status; readonly after: Status }[];
}

export interface AttentionAnswer extends Dated {
  readonly since: Day;
  readonly targets: number;
  readonly total: number;
  readonly villages: readonly Need[];
}

export interface TrendPoint {
  readonly day: Day;
  readonly villages: number;
  readonly reached: number;
  readonly areas: readonly { readonly area: string; readonly lights: Counts }[];
  readonly met: Readonly<Record<string, number>>;
}

export interface TrendAnswer extends Dated {
  readonly points: readonly TrendPoint[];
}
