import type { Day, Instant, Status, Text } from '@jiedui/programme';
import type { Counts, Dated, DistrictName, Frame } from './answers';

export interface ReportPlace {
  readonly villages: number;
  readonly reached: number;
  readonly meanScore: number | null;
  readonly targets: readonly ({
    readonly indicator: string;
    readonly area: string;
    readonly counts: Counts;
  } & Text)[];
}

export interface ReportVillage {
  readonly code: string;
  readonly name: string | null;
  readonly townName: string | null;
  readonly targetsMet: number;
  readonly score: number;
  readonly lights: Readonly<Record<string, Status>>;
}

export interface ReportData {
  readonly frame: Frame;
  readonly asOf: Day;
  readonly asKnownAt: Instant | null;
  readonly district: DistrictName | null;
  readonly areas: readonly ({ readonly area: string } & Text)[];
  readonly places: readonly ({ readonly district: DistrictName } & ReportPlace)[];
  readonly whole: ReportPlace;
  /** Of a district, by town; null for the city, or when there are too many. */
  readonly villages: readonly ReportVillage[] | null;
}

export interface ReportAnswer extends Dated {
  readonly data: ReportData;
  /** SHA-256 of the JSON text of `data`. */
  readonly fingerprint: string;
}
