import { addDays, dayNumber, monthStart, type Day } from '@jiedui/programme';
import type { Forecast } from '@jiedui/web-api';

/** The sheet that a course is drawn on. */
export const WIDTH = 900;
export const HEIGHT = 240;
export const MARGIN = { left: 52, right: 24, top: 12, bottom: 30 };

export interface Scale {
  x(day: Day): number;
  /** Progress 0..1. */
  y(share: number): number;
}

export function chartScale(start: Day, deadline: Day): Scale {
  const [first, last] = [dayNumber(start), dayNumber(deadline)];
  const wide = WIDTH - MARGIN.left - MARGIN.right;
  const high = HEIGHT - MARGIN.top - MARGIN.bottom;
  return {
    x: (day) => round(MARGIN.left + (wide * (dayNumber(day) - first)) / (last - first)),
    y: (share) => round(MARGIN.top + high * (1 - share)),
  };
}

const round = (n: number): number => Math.round(n * 10) / 10;

export interface ChartPoint {
  readonly day: Day;
  readonly progress: number | null;
}

/** The line, in as many parts as there are stretches with data. */
export function lineOf(points: readonly ChartPoint[], { x, y }: Scale): readonly string[] {
  const parts: string[][] = [[]];
  for (const { day, progress } of points)
    if (progress === null) parts.push([]);
    else parts.at(-1)!.push(`${x(day)} ${y(progress)}`);
  return parts.filter((part) => part.length > 1).map((part) => `M${part.join('L')}`);
}

/** From where the line ends to the range at the deadline. */
export function bandOf(
  points: readonly ChartPoint[],
  { atDeadline }: Forecast,
  deadline: Day,
  { x, y }: Scale,
): string {
  const last = points.findLast(({ progress }) => progress !== null);
  if (!last) return '';
  const from = `${x(last.day)} ${y(last.progress!)}`;
  const end = x(deadline);
  return `M${from}L${end} ${y(atDeadline.high)}V${y(atDeadline.low)}Z`;
}

/** Every half year between two days, both ends included. */
export function yearMarks(start: Day, deadline: Day): readonly Day[] {
  const marks: Day[] = [start];
  for (let next = half(start); addDays(next, 60) < deadline; next = half(next)) marks.push(next);
  return [...marks, deadline];
}

const half = (day: Day): Day => monthStart(day, -6);
