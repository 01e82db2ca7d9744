import { decidingOf, STATUSES, WORST_FIRST, type Programme } from '@jiedui/programme';

/** Position of each status number in WORST_FIRST; `info` never counts. */
export const RANK = STATUSES.map((status) =>
  status === 'info' ? WORST_FIRST.length : WORST_FIRST.indexOf(status),
);

/** An indicator that decides the light of an area. */
export interface Lighting {
  readonly index: number;
  /** The area's position in the programme. */
  readonly area: number;
}

export const lightingOf = ({ areas, indicators }: Programme): readonly Lighting[] =>
  areas.flatMap(({ id }, area) =>
    decidingOf(indicators.filter((indicator) => indicator.area === id)).map(({ index }) => ({ index, area })),
  );
