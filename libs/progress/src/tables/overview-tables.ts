import { ratio, type Indicator, type Programme } from '@jiedui/programme';
import type { Sheet } from '@jiedui/spreadsheet';
import type { IndicatorOverview, Overview } from '../book/tally';
import { floored } from '../queries/shown';
import { column, measure, ratioCell, rowOf, statusColumns, yesNo, type TableColumn } from './columns';

/** The city or a district, by its name. */
export interface Place {
  readonly code: string;
  readonly name: string;
  readonly overview: Overview;
}

interface Line {
  readonly place: Place;
  readonly indicator: Indicator;
  readonly of: IndicatorOverview;
}

const PLACE: readonly TableColumn<Place>[] = [
  column('区代码', ({ code }) => code, 10),
  column('区', ({ name }) => name, 14),
];

/** Every indicator of every place: villages by status, sums, medians. */
export function indicatorSheet(
  { areas, indicators }: Programme,
  places: readonly Place[],
  name = '指标',
): Sheet {
  const areaName = new Map(areas.map(({ id, zh }) => [id, zh]));
  const sum = (at: 0 | 1, kind: string) => (line: Line) =>
    line.indicator.def.kind === kind && line.of.sums
      ? measure(line.of.sums[at], line.indicator.def.unit)
      : null;
  const columns: readonly TableColumn<Line>[] = [
    ...PLACE.map(({ cell, ...rest }) => ({ ...rest, cell: ({ place }: Line) => cell(place) })),
    column('指标', ({ indicator }) => indicator.def.id, 8),
    column('指标名称', ({ indicator }) => indicator.def.zh, 36),
    column('领域', ({ indicator }) => areaName.get(indicator.area), 18),
    column('目标指标', ({ indicator }) => yesNo(indicator.def.target), 10),
    ...statusColumns<Line>(({ of }) => of.counts),
    column('分子', sum(0, 'coverage'), 14, 'plain'),
    column('分母', sum(1, 'coverage'), 14, 'plain'),
    column('覆盖率', ({ of, indicator }) => shareOf(of, indicator), 10, 'share'),
    column('未完成', sum(0, 'clearance'), 12, 'plain'),
    column('已销号', sum(1, 'clearance'), 12, 'plain'),
    column(
      '合计（金额为元）',
      ({ of, indicator }) => (of.total === null ? null : measure(of.total, indicator.def.unit)),
      18,
      'plain',
    ),
    column(
      '中位数（金额为元）',
      ({ of, indicator }) => ratioCell(of.median, indicator.def.unit),
      18,
      'plain',
    ),
  ];
  const lines = places.flatMap((place) =>
    indicators.map((indicator): Line => ({
      place,
      indicator,
      of: place.overview.indicators[indicator.index]!,
    })),
  );
  return { name, columns, rows: lines.map(rowOf(columns)), frozen: 4 };
}

const shareOf = ({ sums }: IndicatorOverview, { def }: Indicator): number | null =>
  def.kind === 'coverage' && sums && sums[1] > 0
    ? (ratioCell(ratio(sums[0], sums[1]), undefined) as number)
    : null;

/** The places beside each other: villages that reached, mean scores, villages that met each target. */
export function placeSheet({ indicators }: Programme, places: readonly Place[]): Sheet {
  const columns: readonly TableColumn<Place>[] = [
    ...PLACE,
    column('村数', ({ overview }) => overview.villages, 8, 'whole'),
    column('达标村数', ({ overview }) => overview.metAll, 10, 'whole'),
    column(
      '平均得分',
      ({ overview: { meanScore } }) => (meanScore === null ? null : floored(meanScore)),
      10,
      'share',
    ),
    ...indicators
      .filter(({ def }) => def.target)
      .map(({ def, index }) =>
        column<Place>(
          `${def.id} ${def.zh}（已达标村数）`,
          ({ overview }) => overview.indicators[index]!.counts.met,
          16,
          'whole',
        ),
      ),
  ];
  return { name: '各区', columns, rows: places.map(rowOf(columns)), frozen: 2 };
}
