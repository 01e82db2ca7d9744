import { MAX_FEN } from '@jiedui/programme';

const FORM = /^(?:￥|¥)?(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d*))?元?$/;

/** So many digits of a number Excel keeps and shows. */
const DIGITS = 15;

/**
 * Yuan as a clerk writes them, `1234.5` or `1,234.50元`, in fen; by digits, never by a fraction. Undefined:
 * more than two decimals, below 0, too much, or no amount.
 */
export function fenOf(yuan: string): number | undefined {
  const [, whole, decimals = ''] = FORM.exec(yuan) ?? [];
  const cents = decimals.replace(/0+$/, '');
  if (whole === undefined || cents.length > 2) return undefined;
  const fen = Number(whole.replaceAll(',', '') + cents.padEnd(2, '0'));
  return fen <= MAX_FEN ? fen : undefined;
}

/** A number of a cell as the decimal that it stands for; an amount has at most 14 digits. */
export const decimalOf = (number: number): string => {
  const text = String(Number(number.toPrecision(DIGITS)));
  return text === '-0' ? '0' : text;
};

/** Fen as the number of yuan that a cell holds: {@link fenOf} of its {@link decimalOf} gives them back. */
export const yuanOf = (fen: number): number => Number(yuanText(fen));

/** Fen in yuan, every digit: `1234.50`. */
export function yuanText(fen: number | bigint): string {
  const digits = fen.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A decimal as a number where a cell keeps all of its digits, else as a text. */
export const exactCell = (decimal: string): number | string =>
  decimal.replace(/\D/g, '').replace(/^0+/, '').length <= DIGITS ? Number(decimal) : decimal;
