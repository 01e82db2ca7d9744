import type { AreaDef, IndicatorDef, MeasureDef, Text } from './area';
import type { Int, Ratio } from './exact';
import type { Day } from './day';

/** The frame of spec section 1: when the programme runs, and where. */
export interface ProgrammeFrame extends Text {
  readonly id: string;
  readonly start: Day;
  readonly deadline: Day;
  readonly timezone: string;
}

export const JIEDUI_2017: ProgrammeFrame = {
  id: 'jiedui-2017',
  zh: '新一轮结对帮扶困难村',
  en: 'Paired assistance for difficult villages',
  start: '2018-01-01',
  deadline: '2020-12-31',
  timezone: 'Asia/Shanghai',
};

/** Number of a measure within the whole programme: what the aggregator's history is indexed by. */
export type Slot = number;

export interface Measure {
  readonly slot: Slot;
  readonly area: string;
  readonly name: string;
  readonly def: MeasureDef;
}

export interface Indicator {
  /** Position in `Programme.indicators`. */
  readonly index: number;
  readonly area: string;
  readonly def: IndicatorDef;
  /** Measure name -> slot, for the measures that the formula names. */
  readonly slots: Readonly<Record<string, Slot>>;
  /** The same slots in the order in which the formula reads: numerator before denominator. */
  readonly inputs: readonly Slot[];
  /** The measure `surveyed` of a survey area; coverage and clearance are provisional until it is >= 1. */
  readonly surveyedSlot?: Slot;
}

/** The contracts of all areas, compiled: measures numbered, formulas resolved. */
export interface Programme {
  readonly frame: ProgrammeFrame;
  readonly areas: readonly AreaDef[];
  readonly measures: readonly Measure[];
  readonly indicators: readonly Indicator[];
}

/** The sum and the number of records of one year; `count > 0` means the year is reported. */
export interface YearSum {
  readonly year: number;
  readonly sum: Int;
  readonly count: number;
}

/** The measures of one village as of a day (and as known at an instant). */
export interface Measures {
  total(slot: Slot): Int;
  /** `total` now less `total` on the day before `day`. */
  grownSince(slot: Slot, day: Day): Int;
  /** Reported years only (count > 0), ascending. */
  years(slot: Slot): readonly YearSum[];
  /** The city's value, e.g. `cityPerCapitaIncomeFen` of a year. */
  reference(name: string, year: number): Int | undefined;
}

export const STATUSES = ['met', 'on-track', 'lagging', 'off-track', 'overdue', 'no-data', 'info'] as const;
export type Status = (typeof STATUSES)[number];

/** The position of each in STATUSES, as which tables keep it. */
export const STATUS_NUMBER = Object.fromEntries(STATUSES.map((status, at) => [status, at])) as Record<
  Status,
  number
>;

/** Worst first: the light of an area is the first of these among its indicators (spec section 3). */
export const WORST_FIRST: readonly Status[] = [
  'overdue',
  'off-track',
  'lagging',
  'no-data',
  'on-track',
  'met',
];

export const STATUS_TEXT: Readonly<Record<Status, Text & { readonly light: string }>> = {
  met: { zh: '已达标', en: 'Met', light: 'green' },
  'on-track': { zh: '按序时推进', en: 'On track', light: 'green-hollow' },
  lagging: { zh: '滞后', en: 'Lagging', light: 'yellow' },
  'off-track': { zh: '严重滞后', en: 'Off track', light: 'red' },
  overdue: { zh: '逾期未达标', en: 'Overdue', light: 'dark-red' },
  'no-data': { zh: '无数据', en: 'No data', light: 'grey' },
  info: { zh: '监测', en: 'For information', light: 'none' },
};

/** A value as the cases write it (spec section 6). */
export type Value = boolean | Int | readonly [Int, Int] | null;

export interface Evaluation {
  readonly status: Status;
  /** In lowest terms; null for info and no-data. */
  readonly progress: Ratio | null;
  readonly value: Value;
  /** The survey of a survey area is not complete: coverage and clearance cannot be met yet. */
  readonly provisional: boolean;
  /** The years that the value speaks of: [y] or [y, y + 1]. */
  readonly years?: readonly number[];
}
