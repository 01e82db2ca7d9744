import type { Status } from '@jiedui/programme';

/** What a cell of the heat map is filled with, below its mark. */
export const CELL_COLOURS: Readonly<Record<Status, string>> = {
  met: '#14796c',
  'on-track': '#9fd0c8',
  lagging: '#f3cf6b',
  'off-track': '#e0795f',
  overdue: '#701327',
  'no-data': '#ffffff',
  info: '#ffffff',
};
