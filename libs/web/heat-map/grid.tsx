import { STATUS_TEXT } from '@jiedui/programme';
import { useCatalogue, usePlace, useVillageRows } from '@jiedui/web-api';
import { usePage, useWords, villagePath } from '@jiedui/web-page';
import { Bones, Empty, Failed, filterOf, useWindow, VillageTotal } from '@jiedui/web-ui';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { useNavigate } from 'react-router';
import { Column } from './column';
import { LightSentence } from './light-sentence';
import { cellAt, draw, sheetOf, type Cell } from './sheet';
import { useWidth } from './use-width';
import { words } from './words';

const ROW = 24;
const DENSE_ROW = 14;
/** Read from afar. */
const WALL = { wide: 2_000, row: 34 };

/** The lights of as many villages as there are, of which only those on the screen are loaded and drawn. */
export function Grid() {
  const page = usePage();
  const t = useWords(words);
  const { language } = page;
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(list);
  const rowHeight = page.parameter('rows') === 'dense' ? DENSE_ROW : width > WALL.wide ? WALL.row : ROW;
  const areas = useCatalogue().data?.areas;
  const { first, end } = useWindow(list, rowHeight);
  const rows = useVillageRows(filterOf(page), first, end);
  const total = rows.total ?? 0;
  const [focus, moveTo] = useState<Cell>({ row: 0, column: 0 });
  const [isFocused, setFocused] = useState(false);
  const sheet = sheetOf(width, rowHeight, areas?.length ?? 10);
  const last = Math.min(end, total);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, at) => rows.at(first + at));
  const [openVillage, openArea] = page.parameter('cell')?.split('.') ?? [];
  useArrivalAt(list, rowHeight, total > 0 && width > 0, openVillage);
  const opened: Cell = {
    row: first + shown.findIndex((row) => row?.code === openVillage),
    column: areas?.findIndex(({ area }) => area === openArea) ?? -1,
  };

  const chosen = isFocused ? focus : opened;
  const drawn = useRef<readonly unknown[]>([]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !areas || !width) return;
    // an order asked for and its answer render several times, and drawing is most of their work
    const seen = [areas, width, rowHeight, first, language, chosen.row, chosen.column, ...shown];
    if (seen.length === drawn.current.length && seen.every((one, at) => one === drawn.current[at])) return;
    drawn.current = seen;
    const scale = devicePixelRatio;
    canvas.current!.width = Math.round(width * scale);
    canvas.current!.height = Math.round(shown.length * rowHeight * scale);
    context.scale(scale, scale);
    draw(context, sheet, {
      first,
      rows: shown,
      areas: areas.map(({ area }) => area),
      districtOf: ({ district }) => district[language],
      chosen,
    });
  });

  const open = ({ row, column }: Cell) => {
    const village = rows.at(row);
    if (!village || !areas) return;
    if (column < 0) void navigate(page.to(villagePath(village.code)));
    else page.set({ cell: `${village.code}.${areas[column]!.area}` });
  };
  const click = (event: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    const cell = cellAt(sheet, event.clientX - box.left, event.clientY - box.top);
    if (!cell) return;
    const at = { ...cell, row: first + cell.row };
    if (cell.column >= 0) moveTo(at);
    open(at);
  };
  const key = (event: KeyboardEvent) => {
    const next = moved(focus, event.key, total, areas?.length ?? 0);
    if (event.key === 'Enter' || event.key === ' ') open(focus);
    else if (!next) return;
    else {
      moveTo(next);
      reveal(list.current!, next.row * rowHeight, rowHeight);
    }
    event.preventDefault();
  };
  const focused = rows.at(focus.row);
  const area = areas?.[focus.column];

  if (rows.failure) return <Failed failure={rows.failure} again={rows.again} />;
  return (
    <>
      {rows.total !== undefined && <VillageTotal total={total} />}
      {rows.total !== undefined && total === 0 && <Empty title={t.none}>{t.noneNext}</Empty>}
      {(rows.total === undefined || !areas) && <Bones lines={16} />}
      <div hidden={!total || !areas} className="heat" aria-busy={rows.isBusy}>
        <div
          className="heat-head"
          style={{ paddingInline: `${sheet.gutter + sheet.names}px ${sheet.tail}px` }}
        >
          {areas?.map((of) => (
            <Column key={of.area} area={of.area} name={of[language]} />
          ))}
        </div>
        <div ref={list} className="heat-sheet" style={{ height: total * rowHeight }}>
          <canvas
            ref={canvas}
            style={{ top: first * rowHeight, width, height: shown.length * rowHeight }}
            tabIndex={0}
            role="application"
            aria-label={t.grid}
            aria-describedby="heat-cell"
            onPointerUp={click}
            onKeyDown={key}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
          />
        </div>
        <p id="heat-cell" className="unseen" aria-live="polite">
          {isFocused && focused && area
            ? t.cell(
                focused.name ?? focused.code,
                area[language],
                STATUS_TEXT[focused.lights[area.area] ?? 'info'][language],
              )
            : ''}
        </p>
      </div>
      {openVillage && openArea && <LightSentence code={openVillage} area={openArea} />}
    </>
  );
}

/** Scrolls to the row of the village that the address names when the page is opened, as a colleague's link does. */
function useArrivalAt(
  list: RefObject<HTMLElement | null>,
  rowHeight: number,
  isThere: boolean,
  village: string | undefined,
): void {
  const page = usePage();
  const [sought] = useState({ filter: filterOf(page), village });
  const place = usePlace(sought.filter, sought.village);
  const hasArrived = useRef(false);
  useEffect(() => {
    if (!isThere || place === undefined || hasArrived.current) return;
    hasArrived.current = true;
    if (place === null) return;
    const middle = list.current!.getBoundingClientRect().top + (place + 0.5) * rowHeight;
    scrollBy(0, middle - innerHeight / 2);
  }, [isThere, list, place, rowHeight]);
}

/** Where a key leads from a cell; undefined for a key that leads nowhere. */
function moved({ row, column }: Cell, key: string, rows: number, columns: number): Cell | undefined {
  const within = (n: number, most: number) => Math.max(0, Math.min(most - 1, n));
  const PAGE = 20;
  const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-PAGE, 0],
    PageDown: [PAGE, 0],
    Home: [0, -columns],
    End: [0, columns],
  };
  const step = steps[key];
  return step && { row: within(row + step[0], rows), column: within(column + step[1], columns) };
}

/** Scrolls so that a row is well on the screen. */
function reveal(list: HTMLElement, top: number, height: number): void {
  const at = list.getBoundingClientRect().top + top;
  if (at < 140) scrollBy(0, at - 140);
  else if (at + height > innerHeight - 140) scrollBy(0, at + height - innerHeight + 140);
}
