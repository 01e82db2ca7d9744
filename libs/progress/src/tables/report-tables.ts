import { STATUS_TEXT } from '@jiedui/programme';
import type { Sheet } from '@jiedui/spreadsheet';
import type { shownReport } from '../queries/report';
import { column, rowOf, type TableColumn } from './columns';

type Report = ReturnType<typeof shownReport>;
type Data = Report['data'];
type Place = Data['whole'];
type Village = NonNullable<Data['villages']>[number];

/** A row of the report: a target, the 小计 of an area, or the 合计. */
interface Line {
  readonly area: string;
  readonly name: string;
  readonly targets: readonly string[];
}

/** 通报 as sheets: what is printed, row by row, and what it is of. */
export const reportSheets = ({ data, fingerprint }: Report): Sheet[] => [
  targetSheet(data),
  ...(data.villages ? [villageSheet(data, data.villages)] : []),
  aboutSheet(data, fingerprint),
];

function targetSheet({ areas, places, whole }: Data): Sheet {
  const lines: readonly Line[] = [
    ...areas.flatMap(({ area, zh }) => {
      const own = whole.targets.filter((target) => target.area === area);
      return [
        ...own.map((target) => ({ area: zh, name: target.zh, targets: [target.indicator] })),
        ...(own.length ? [{ area: zh, name: '小计', targets: own.map(({ indicator }) => indicator) }] : []),
      ];
    }),
    { area: '合计', name: '', targets: whole.targets.map(({ indicator }) => indicator) },
  ];
  const columns: readonly TableColumn<Line>[] = [
    column('领域', ({ area }) => area, 18),
    column('承诺指标', ({ name }) => name, 36),
    ...(places.length > 1
      ? places.map((place) =>
          column<Line>(`${place.district.zh}（已达标）`, ({ targets }) => met(place, targets), 16, 'whole'),
        )
      : []),
    column('合计（已达标）', ({ targets }) => met(whole, targets), 14, 'whole'),
    column('落后', ({ targets }) => behind(whole, targets), 10, 'whole'),
    column(
      '达标率',
      ({ targets }) => share(met(whole, targets), targets.length * whole.villages),
      10,
      'share',
    ),
  ];
  return { name: '各项承诺', columns, rows: lines.map(rowOf(columns)), frozen: 2 };
}

function villageSheet({ areas }: Data, villages: readonly Village[]): Sheet {
  const columns: readonly TableColumn<Village>[] = [
    column('镇', ({ townName }) => townName, 16),
    column('村', ({ name, code }) => name ?? code, 18),
    ...areas.map(({ area, zh }) =>
      column<Village>(zh, ({ lights }) => lights[area] && STATUS_TEXT[lights[area]].zh, 14),
    ),
    column('达标项', ({ targetsMet }) => targetsMet, 10, 'whole'),
    column('平均进度', ({ score }) => score, 12, 'share'),
  ];
  return { name: '各村各领域', columns, rows: villages.map(rowOf(columns)), frozen: 2 };
}

function aboutSheet({ asOf, asKnownAt, district, whole }: Data, fingerprint: string): Sheet {
  const columns: readonly TableColumn<string>[] = [
    column('截至', () => asOf, 14),
    column('已知截至', () => asKnownAt ?? '全部已登记的事项', 28),
    column('范围', () => district?.zh ?? '全市', 12),
    column('村数', () => whole.villages, 8, 'whole'),
    column('全部达标村数', () => whole.reached, 14, 'whole'),
    column('数据指纹', () => fingerprint, 68),
  ];
  return { name: '说明', columns, rows: [rowOf(columns)('')] };
}

const sum = (
  { targets }: Place,
  chosen: readonly string[],
  of: (counts: Place['targets'][number]['counts']) => number,
): number =>
  targets
    .filter(({ indicator }) => chosen.includes(indicator))
    .reduce((all, { counts }) => all + of(counts), 0);

const met = (place: Place, chosen: readonly string[]): number => sum(place, chosen, (counts) => counts.met);

const behind = (place: Place, chosen: readonly string[]): number =>
  sum(place, chosen, (counts) => counts.lagging + counts['off-track'] + counts.overdue);

/** Rounded down, as everywhere. */
const share = (part: number, of: number): number | null =>
  of ? Math.floor((part / of) * 10_000 + 1e-6) / 10_000 : null;
