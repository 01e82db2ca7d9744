import type { Cells } from './cell';

/** What a column is to the reader, shown by its colours. */
export type Tone = 'needed' | 'wanted' | 'given' | 'reason';

/** What Excel lets be typed into a column; it does not look at what is pasted. */
export type Check =
  | { readonly type: 'choice'; readonly choices: readonly string[] }
  | { readonly type: 'day'; readonly from: string }
  | { readonly type: 'whole' | 'decimal'; readonly min: number; readonly max: number }
  | { readonly type: 'length'; readonly min: number; readonly max: number };

/** A column of a sheet that is written. */
export interface Column {
  readonly heading: string;
  /** In characters; a Chinese one takes two. */
  readonly width: number;
  readonly format: 'text' | 'prose' | 'plain' | 'day' | 'money' | 'whole' | 'share';
  readonly tone: Tone;
  readonly hidden?: boolean;
  readonly check?: Check;
  /** Shown while a cell of the column is selected. */
  readonly prompt?: string;
}

/** A sheet that is written. */
export interface Sheet {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: Iterable<Cells>;
  /** So many rows below the headings are checked by Excel, filled in or not. */
  readonly checkedRows?: number;
  /** Columns that stay when the others are scrolled; with any, the headings filter. */
  readonly frozen?: number;
  /** For the program alone: not even offered for display. */
  readonly hidden?: boolean;
}
