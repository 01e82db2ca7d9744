import type { Status } from '@jiedui/programme';
import type { VillageRow } from '@jiedui/web-api';
import { CELL_COLOURS } from '@jiedui/web-ui/plain';

/** Where what is drawn, in px. */
export interface Sheet {
  readonly width: number;
  readonly rowHeight: number;
  /** The gutter with the districts. */
  readonly gutter: number;
  readonly names: number;
  readonly columns: number;
  /** Behind the cells: how many targets are met; 0 on a phone. */
  readonly tail: number;
}

export function sheetOf(width: number, rowHeight: number, columns: number): Sheet {
  const isNarrow = width < 700;
  return {
    width,
    rowHeight,
    columns,
    gutter: isNarrow ? 40 : rowHeight > 28 ? 100 : 76,
    names: isNarrow ? 100 : rowHeight < 20 ? 130 : rowHeight > 28 ? 250 : 190,
    tail: isNarrow ? 0 : rowHeight > 28 ? 84 : 64,
  };
}

const cellWidth = ({ width, gutter, names, tail, columns }: Sheet): number =>
  (width - gutter - names - tail) / columns;

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The cell at a point of the sheet; column -1: the village's name; undefined beside the cells. */
export function cellAt(sheet: Sheet, x: number, y: number): Cell | undefined {
  const row = Math.floor(y / sheet.rowHeight);
  if (x < sheet.gutter + sheet.names) return { row, column: -1 };
  const column = Math.floor((x - sheet.gutter - sheet.names) / cellWidth(sheet));
  return column < sheet.columns ? { row, column } : undefined;
}

/** A part of the sheet: the rows from `first` on, as far as they are known. */
export interface Part {
  readonly first: number;
  readonly rows: readonly (VillageRow | undefined)[];
  readonly areas: readonly string[];
  readonly districtOf: (row: VillageRow) => string;
  readonly chosen: Cell | undefined;
}

/** Draws a part; the first of its rows stands at the top of the canvas. */
export function draw(context: CanvasRenderingContext2D, sheet: Sheet, part: Part): void {
  const { width, rowHeight, gutter, names, tail, columns } = sheet;
  const cell = cellWidth(sheet);
  context.clearRect(0, 0, width, part.rows.length * rowHeight);
  context.textBaseline = 'middle';
  const size = Math.min(rowHeight * 0.55, rowHeight - 3);
  part.rows.forEach((row, at) => {
    const top = at * rowHeight;
    const middle = top + rowHeight / 2;
    const before = at > 0 ? part.rows[at - 1] : undefined;
    context.font = `${size}px ${FONT}`;
    if (!row) {
      context.fillStyle = '#eceff3';
      context.fillRect(gutter + 4, middle - 4, width - gutter - 8, 8);
      return;
    }
    const isNewDistrict = before?.district.code !== row.district.code;
    if (isNewDistrict) {
      context.fillStyle = '#465265';
      context.font = `${Math.min(size, gutter / 4)}px ${FONT}`; // names have up to four letters
      context.fillText(part.districtOf(row), 2, middle, gutter - 4);
      context.font = `${size}px ${FONT}`;
    }
    context.fillStyle = '#18212e';
    context.fillText(row.name ?? row.code, gutter, middle, names - 8);
    part.areas.forEach((area, column) => {
      const status = row.lights[area] ?? 'info';
      const left = gutter + names + column * cell;
      context.fillStyle = CELL_COLOURS[status];
      context.fillRect(left + 0.5, top + 0.5, cell - 1, rowHeight - 1);
      mark(context, status, left + cell / 2, middle, Math.min(rowHeight * 0.21, rowHeight / 2 - 3));
      if (part.chosen?.row === part.first + at && part.chosen.column === column) {
        context.strokeStyle = '#18212e';
        context.lineWidth = 2;
        context.strokeRect(left + 1, top + 1, cell - 2, rowHeight - 2);
      }
    });
    if (before && isNewDistrict) {
      context.fillStyle = '#7d8896';
      context.fillRect(0, top, width, 1);
    }
    if (tail) {
      context.fillStyle = '#465265';
      context.textAlign = 'right';
      context.fillText(
        `${row.targetsMet}/${row.targets}`,
        gutter + names + columns * cell + tail - 6,
        middle,
      );
      context.textAlign = 'left';
    }
  });
}

const FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";

/** The shape of a light, so that a cell is not told by its colour alone. `r`: half its size. */
function mark(context: CanvasRenderingContext2D, status: Status, x: number, y: number, r: number): void {
  context.beginPath();
  context.lineWidth = 1.5;
  switch (status) {
    case 'met':
      context.strokeStyle = '#fff';
      context.moveTo(x - r, y);
      context.lineTo(x - r / 3, y + r * 0.7);
      context.lineTo(x + r, y - r * 0.7);
      context.stroke();
      break;
    case 'on-track':
      context.strokeStyle = '#0e5a50';
      context.arc(x, y, r * 0.8, 0, 2 * Math.PI);
      context.stroke();
      break;
    case 'lagging':
      context.fillStyle = '#7a5600';
      context.moveTo(x, y - r);
      context.lineTo(x + r, y + r);
      context.lineTo(x - r, y + r);
      context.fill();
      break;
    case 'off-track':
      context.fillStyle = '#7d1f08';
      context.moveTo(x, y - r);
      context.lineTo(x + r, y);
      context.lineTo(x, y + r);
      context.lineTo(x - r, y);
      context.fill();
      break;
    case 'overdue':
      context.fillStyle = '#fff';
      context.fillRect(x - 1, y - r, 2, r * 1.3);
      context.fillRect(x - 1, y + r * 0.6, 2, 2);
      break;
    case 'no-data':
      context.strokeStyle = '#7d8896';
      context.setLineDash([2, 2]);
      context.arc(x, y, r * 0.8, 0, 2 * Math.PI);
      context.stroke();
      context.setLineDash([]);
      break;
    default:
      context.fillStyle = '#7d8896';
      context.fillRect(x - r / 2, y - 0.5, r, 1);
  }
}
