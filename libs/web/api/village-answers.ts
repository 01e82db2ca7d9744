import type { Day, Instant, Status, Text } from '@jiedui/programme';
import type { Dated, DistrictName, Evaluated, Frame, NamedIndicator, Value } from './answers';

/** How far what is folded of a village's history in an area is whole. */
export interface Position {
  readonly villageseq: number;
  readonly incomplete: boolean;
  readonly gap: { readonly missing: number; readonly seen: number; readonly since: Instant } | null;
  readonly conflicts: number;
}

export interface VillageFacts {
  readonly code: string;
  /** Whether the registry named it by then; if not, nothing else is known of it. */
  readonly registered: boolean;
  readonly name?: string;
  readonly townName?: string;
  readonly district?: DistrictName;
  readonly households?: number | null;
  readonly population?: number | null;
  readonly longitude?: number | null;
  readonly latitude?: number | null;
  readonly supportingUnit?: { readonly name: string; readonly level: string | null } | null;
  readonly residentTeam?: {
    readonly id: string;
    readonly leader: string | null;
    readonly members: number | null;
  } | null;
  readonly merged?: { readonly into: string; readonly on: Day } | null;
}

export interface VillageIndicator extends NamedIndicator, Evaluated {
  readonly unit?: string;
}

export interface VillageAnswer extends Dated {
  readonly frame: Frame;
  readonly village: VillageFacts;
  readonly reached: boolean;
  readonly targets: number;
  readonly targetsMet: number;
  readonly scoreDecimal: number;
  readonly areas: readonly ({
    readonly area: string;
    readonly light: Status;
    readonly provisional?: boolean;
  } & Position &
    Text)[];
  readonly indicators: readonly VillageIndicator[];
}

export interface Forecast {
  readonly atDeadline: { readonly low: number; readonly middle: number; readonly high: number };
  readonly perMonth: number;
  readonly reachedOn: Day | null;
  readonly verdict: 'reached' | 'likely' | 'uncertain' | 'unlikely';
  readonly months: number;
}

export interface CourseAnswer extends Dated {
  readonly village: string;
  readonly days: readonly Day[];
  readonly indicators: readonly {
    readonly indicator: string;
    readonly values: readonly Value[];
    readonly progress: readonly (number | null)[];
    readonly forecast: Forecast | null;
  }[];
}

export interface EventName {
  readonly villageseq: number;
  readonly id: string;
  readonly type: string;
  readonly zh?: string;
  readonly en?: string;
  readonly bureau: Text;
  readonly time: Instant;
  readonly occurredOn: Day;
  /** Id of the event that it corrects. */
  readonly corrects?: string;
  readonly records: readonly ({ readonly record: string; readonly id: string } & Text)[];
}

export interface TimelineAnswer extends Dated {
  readonly total: number;
  readonly events: readonly (EventName & { readonly area: string })[];
  readonly next: string | null;
}

export interface Contribution {
  readonly measure: string;
  readonly effectiveOn: Day;
  readonly sum: number;
  readonly year?: number;
  readonly count?: number;
}

export interface ExplanationAnswer extends Dated, Evaluated {
  readonly village: string;
  readonly indicator: NamedIndicator & { readonly clause: string };
  readonly formula: {
    readonly inputs: readonly {
      readonly name: string;
      readonly year?: number;
      readonly since?: Day;
      readonly sum: number;
    }[];
    readonly steps: readonly ({ readonly about: string } & Text)[];
  };
  readonly totals: readonly ({
    readonly measure: string;
    readonly sum: number;
    readonly definition: Readonly<Record<string, unknown>>;
    readonly years?: readonly { readonly year: number; readonly sum: number; readonly count: number }[];
  } & Text)[];
  readonly references: readonly {
    readonly name: string;
    readonly year: number;
    readonly fen: number;
    readonly time: Instant;
  }[];
  readonly total: number;
  readonly events: readonly (EventName & { readonly contributions: readonly Contribution[] })[];
  readonly next: string | null;
}

/** Why an area of a village has its light. */
export interface LightAnswer extends Dated {
  readonly village: string;
  readonly area: string;
  readonly light: Status;
  /** null: ever since the start. */
  readonly since: Day | null;
  readonly deciding: readonly ({ readonly indicator: string } & Evaluated)[];
  readonly responsible: {
    readonly bureau: Text;
    readonly district: DistrictName | null;
    readonly supportingUnit: { readonly name: string; readonly level: string | null } | null;
    readonly residentTeam: { readonly members: number | null } | null;
  };
}
