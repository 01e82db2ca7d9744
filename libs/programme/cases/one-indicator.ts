import {
  asOf,
  compileProgramme,
  evaluate,
  measuresOf,
  type Day,
  type Evaluation,
  type Indicator,
  type IndicatorDef,
  type Int,
  type Measures,
} from '../src';

type Formula = IndicatorDef extends infer D
  ? D extends IndicatorDef
    ? Omit<D, keyof Common>
    : never
  : never;
type Common = Pick<IndicatorDef, 'id' | 'zh' | 'en' | 'target' | 'clause' | 'note' | 'unit'>;

/** A programme of one area with one indicator, over measures of the names that its formula has. */
export function indicatorOf(formula: Formula & { readonly unit?: string }, survey = false): Indicator {
  const def: IndicatorDef = { id: 'T1', zh: '指标', en: 'Indicator', target: true, clause: '', ...formula };
  const names = [...measuresOf(def), 'surveyed'];
  return compileProgramme([
    {
      id: 'test',
      prefix: 'T',
      zh: '试验',
      en: 'Test',
      bureau: { zh: '试验', en: 'Test' },
      survey,
      records: {},
      events: {},
      measures: Object.fromEntries(names.map((name) => [name, { record: 'thing' }])),
      indicators: [def],
    },
  ]).indicators[0]!;
}

/** What is known of a village, by measure name. What is not named is 0, or not reported. */
export interface Known {
  readonly totals?: Readonly<Record<string, Int>>;
  readonly years?: Readonly<Record<string, Readonly<Record<number, Int>>>>;
  /** Measure name -> first day of the window -> growth in it. */
  readonly grown?: Readonly<Record<string, Readonly<Record<Day, Int>>>>;
  readonly surveyed?: boolean;
  readonly references?: Readonly<Record<number, Int>>;
}

export function measuresWith(
  { slots, surveyedSlot }: Indicator,
  { totals = {}, years = {}, grown = {}, surveyed = false, references = {} }: Known,
): Measures {
  const nameOf = (slot: number) => Object.keys(slots).find((name) => slots[name] === slot) ?? '';
  return {
    total: (slot) => (slot === surveyedSlot ? Number(surveyed) : (totals[nameOf(slot)] ?? 0)),
    grownSince: (slot, day) => grown[nameOf(slot)]?.[day] ?? 0,
    years: (slot) =>
      Object.entries(years[nameOf(slot)] ?? {}).map(([year, sum]) => ({ year: Number(year), sum, count: 1 })),
    reference: (_, year) => references[year],
  };
}

export const FRAME = {
  id: 'test',
  zh: '',
  en: '',
  start: '2018-01-01',
  deadline: '2020-12-31',
  timezone: 'UTC',
};

export const evaluateOn = (day: Day, indicator: Indicator, known: Known): Evaluation =>
  evaluate(indicator, measuresWith(indicator, known), asOf(day, FRAME));
