import { STATUSES, WORST_FIRST, type Programme, type Status } from '@jiedui/programme';

/** Statuses are kept as their positions in STATUSES. */
export const CODE = Object.fromEntries(STATUSES.map((status, code) => [status, code])) as Record<
  Status,
  number
>;

/** Position of each status code in WORST_FIRST; `info` never counts. */
export const RANK = STATUSES.map((status) =>
  status === 'info' ? WORST_FIRST.length : WORST_FIRST.indexOf(status),
);

/** An indicator that decides the light of an area: its targets, where it has none its others without `info`. */
export interface Lighting {
  readonly index: number;
  /** The area's position in the programme. */
  readonly area: number;
}

export const lightingOf = ({ areas, indicators }: Programme): readonly Lighting[] =>
  indicators
    .filter(
      ({ area, def }) => def.target || !indicators.some((other) => other.area === area && other.def.target),
    )
    .map(({ index, area }) => ({ index, area: areas.findIndex(({ id }) => id === area) }));
