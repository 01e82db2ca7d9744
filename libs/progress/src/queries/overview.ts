import {
  asOf,
  ratio,
  STATUS_TEXT,
  toJson,
  type Day,
  type IndicatorDef,
  type Programme,
  type ProgrammeFrame,
} from '@jiedui/programme';
import type { IndicatorOverview, Overview } from '../book/tally';
import { decimal, floored, shownPair, shownRatio } from './shown';

/** Start, deadline and e(D) of spec section 3. */
export function shownFrame(frame: ProgrammeFrame, day: Day) {
  const { elapsed, total, daysLeft } = asOf(day, frame);
  const expected = ratio(elapsed, total);
  return {
    id: frame.id,
    zh: frame.zh,
    en: frame.en,
    start: frame.start,
    deadline: frame.deadline,
    daysLeft,
    expected: shownRatio(expected),
    expectedDecimal: decimal(expected),
  };
}

/** The city or a district as a whole (spec section 3, "District and city"). */
export const shownOverview = ({ areas, indicators }: Programme, overview: Overview) => ({
  villages: overview.villages,
  reached: overview.metAll,
  meanScore: overview.meanScore === null ? null : floored(overview.meanScore),
  areas: areas.map(({ id, zh, en }, at) => ({ area: id, zh, en, lights: overview.areas[at]!.lights })),
  indicators: indicators.map(({ def, area, index }) => ({
    indicator: def.id,
    area,
    zh: def.zh,
    en: def.en,
    kind: def.kind,
    target: def.target,
    ...shownIndicator(def, overview.indicators[index]!),
  })),
});

function shownIndicator({ kind }: IndicatorDef, { counts, sums, total, median }: IndicatorOverview) {
  if (sums && kind === 'clearance') return { counts, outstanding: toJson(sums[0]), cleared: toJson(sums[1]) };
  if (sums) {
    const [numerator, denominator] = sums;
    const share = denominator > 0 ? decimal(ratio(numerator, denominator)) : null;
    return { counts, numerator: toJson(numerator), denominator: toJson(denominator), share };
  }
  if (total !== null) return { counts, total: toJson(total) };
  const isYearly =
    kind === 'threshold' || kind === 'growth' || kind === 'benchmark' || kind === 'rising-share';
  return isYearly
    ? { counts, median: median && shownPair(median.num, median.den), medianDecimal: decimal(median) }
    : { counts };
}

/** The words for the kinds: what is measured, and when it is met (spec section 3). */
const KINDS: Readonly<
  Record<IndicatorDef['kind'], { zh: string; en: string; metWhen: { zh: string; en: string } }>
> = {
  milestone: {
    zh: '里程碑',
    en: 'Milestone',
    metWhen: { zh: '计数不少于1', en: 'the count is at least 1' },
  },
  checklist: {
    zh: '清单',
    en: 'Checklist',
    metWhen: { zh: '完成项数不少于要求项数', en: 'as many items are done as are asked' },
  },
  coverage: {
    zh: '覆盖率',
    en: 'Coverage',
    metWhen: {
      zh: '分子÷分母不低于要求，或分母为0；摸底领域还须摸底完成',
      en: 'numerator / denominator reaches the threshold, or the denominator is 0; where a survey is due, it is complete',
    },
  },
  clearance: {
    zh: '清零',
    en: 'Clearance',
    metWhen: {
      zh: '未销号为0；摸底领域还须摸底完成',
      en: 'nothing is outstanding; where a survey is due, it is complete',
    },
  },
  threshold: {
    zh: '达到数额',
    en: 'Threshold',
    metWhen: { zh: '最近上报年度的合计不低于要求', en: 'the latest reported year reaches the amount' },
  },
  growth: {
    zh: '年增长率',
    en: 'Yearly growth',
    metWhen: {
      zh: '每两个相邻上报年度的增长率都不低于要求',
      en: 'every pair of consecutive reported years grew enough',
    },
  },
  benchmark: {
    zh: '对标',
    en: 'Benchmark',
    metWhen: {
      zh: '最近有全市数值的年度不低于全市数值',
      en: 'the latest year that has a city value reaches it',
    },
  },
  'rising-share': {
    zh: '逐年提高',
    en: 'Rising share',
    metWhen: { zh: '每两个相邻年度的比例都不下降', en: 'the share falls in no pair of consecutive years' },
  },
  activity: {
    zh: '经常性工作',
    en: 'Activity',
    metWhen: { zh: '每项要求在规定月份内都达到次数', en: 'each requirement is kept within its months' },
  },
  volume: {
    zh: '监测量',
    en: 'Volume',
    metWhen: { zh: '只作监测，不设目标', en: 'for information only: no target' },
  },
};

/** The catalogue: what the programme promised and how it is measured. */
export const shownCatalogue = ({ areas, indicators }: Programme) => ({
  statuses: Object.entries(STATUS_TEXT).map(([status, { zh, en, light }]) => ({ status, zh, en, light })),
  kinds: Object.entries(KINDS).map(([kind, text]) => ({ kind, ...text })),
  areas: areas.map(({ id, zh, en, bureau, survey }) => ({ area: id, zh, en, bureau, survey })),
  indicators: indicators.map(({ area, def }) => {
    const { id, zh, en, kind, target, clause, note, unit, ...formula } = def;
    return {
      indicator: id,
      area,
      zh,
      en,
      kind,
      target,
      clause,
      ...(note !== undefined && { note }),
      ...(unit !== undefined && { unit }),
      formula,
    };
  }),
});
