import type { Text } from './area';
import type { Int } from './exact';

export const both = (zh: string, en: string): Text => ({ zh, en });

/** How the first of two compares with the second, from the result of comparing them. */
export const sign = (order: Int): string => (order < 0 ? '<' : order > 0 ? '>' : '=');

/** 1234567 -> `1,234,567` */
export const grouped = (n: Int): string => n.toString().replace(/\B(?=(\d{3})+$)/g, ',');

/** A value in its unit: fen are shown as yuan, everything else as the number that it is. */
export function amount(n: Int, unit: string | undefined): Text {
  if (unit !== 'fen') return both(grouped(n), grouped(n));
  const fen = BigInt(n);
  const size = fen < 0n ? -fen : fen;
  const cents = size % 100n === 0n ? '' : `.${String(size % 100n).padStart(2, '0')}`;
  const yuan = `${fen < 0n ? '-' : ''}${grouped(size / 100n)}${cents}`;
  return both(`${yuan}元`, `${yuan} yuan`);
}

/** `num / den` in per cent with at most one decimal, rounded down: 99.96 % is never shown as 100 %. */
export function percent(num: Int, den: Int): Text {
  const [n, d] = den < 0 ? [-BigInt(num), -BigInt(den)] : [BigInt(num), BigInt(den)];
  const scaled = n * 1000n;
  const floor = scaled / d - (scaled < 0n && scaled % d !== 0n ? 1n : 0n);
  const size = floor < 0n ? -floor : floor;
  const text = `${floor < 0n ? '-' : ''}${grouped(size / 10n)}${size % 10n === 0n ? '' : `.${size % 10n}`}`;
  return both(`${text}%`, `${text} %`);
}
