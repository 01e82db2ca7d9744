import { asOf, evaluate, STATUS_TEXT, type Evaluation, type Indicator, type Value } from '@jiedui/programme';
import type { Cell } from '@jiedui/spreadsheet';
import type { VillageNumber } from '../book/book';
import type { Aggregator } from '../consumer/aggregator';
import { shownDistrict } from '../queries/districts';
import type { Moment } from '../queries/moments';
import { floored } from '../queries/shown';
import { column, measure, ratioCell, rowOf, yesNo, type TableColumn } from './columns';

type Line = VillageNumber;

/**
 * The columns of a list of villages; with an indicator, what it says about each of them. A row is worked out
 * when it is asked for.
 */
export function villageTable(
  { book, registry }: Aggregator,
  { at, figures }: Moment,
  indicator: Indicator | undefined,
) {
  const { areas, indicators, frame } = book.programme;
  const targets = indicators.filter(({ def }) => def.target).length;
  const on = asOf(at.day, frame);
  const facts = (village: Line) => registry.factsAt(village, at);
  const evaluated =
    (show: (evaluation: Evaluation, indicator: Indicator) => Cell | null) => (village: Line) =>
      indicator ? show(evaluate(indicator, book.measuresAt(village, at), on), indicator) : null;
  const columns: readonly TableColumn<Line>[] = [
    column('村庄代码', (village) => book.villages.code(village), 16),
    column('村名', (village) => facts(village)?.name, 16),
    column('区', (village) => shownDistrict(figures.district(village)!).zh, 12),
    column('乡镇（街道）', (village) => facts(village)?.townName, 14),
    column('得分', (village) => floored(figures.score(village)), 10, 'share'),
    column(`达标项数（共${targets}项）`, (village) => figures.met(village), 12, 'whole'),
    column('是否达标', (village) => yesNo(figures.met(village) === targets), 10),
    ...areas.map(({ zh }, area) =>
      column<Line>(zh, (village) => STATUS_TEXT[figures.light(village, area)]?.zh, 14),
    ),
    ...(indicator
      ? [
          column<Line>(
            `${indicator.def.id} ${indicator.def.zh}`,
            (village) => STATUS_TEXT[figures.status(village, indicator.index)].zh,
            18,
          ),
          column<Line>('暂定', (village) => yesNo(figures.provisional(village, indicator.index)), 8),
          column<Line>(
            indicator.def.unit === 'fen' ? '数值（元）' : '数值',
            evaluated(({ value }, { def }) => valueCell(value, def.unit)),
            20,
            'plain',
          ),
          column<Line>(
            '进度',
            evaluated(({ progress }) => ratioCell(progress, undefined)),
            10,
            'share',
          ),
        ]
      : []),
  ];
  return { columns, rowOf: rowOf(columns) };
}

/** A pair (covered of owed, outstanding and cleared, ...) as `3 / 4`. */
function valueCell(value: Value, unit: string | undefined): Cell | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return yesNo(value);
  if (typeof value === 'number' || typeof value === 'bigint') return measure(value, unit);
  return value.map((part) => measure(part, unit)).join(' / ');
}
