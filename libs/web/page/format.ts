import { dayIn, type Instant } from '@jiedui/programme';
import type { Language } from './words';

/** 1234567 -> `1,234,567` */
export const count = (n: number): string => n.toLocaleString('en-US');

/** A share as per cent with one decimal, rounded down: what is not all is never shown as 100 %. */
export function percent(share: number | null, language: Language): string {
  if (share === null) return '—';
  const tenths = Math.floor(share * 1_000 + 1e-6);
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}${language === 'zh' ? '%' : '\u00a0%'}`;
}

/** `+3`, `−2`, `±0` */
export const difference = (n: number): string => (n > 0 ? `+${count(n)}` : n < 0 ? `−${count(-n)}` : '±0');

/** Sums of money are whole fen: shown in yuan, 万元 from 100,000 yuan, 亿元 from 100 million. */
export function money(fen: number, language: Language): string {
  const yuan = fen / 100;
  const fixed = (value: number, unit: string) =>
    `${value.toLocaleString('en-US', { minimumFractionDigits: Number.isInteger(value) ? 0 : 2, maximumFractionDigits: 2 })} ${unit}`;
  if (language === 'en') return yuan >= 1e6 ? fixed(yuan / 1e6, 'million yuan') : fixed(yuan, 'yuan');
  if (yuan >= 1e8) return fixed(yuan / 1e8, '亿元');
  return yuan >= 1e5 ? fixed(yuan / 1e4, '万元') : fixed(yuan, '元');
}

/** The same where there is room for a few letters: `1230万元`, `¥12.3M`. */
export function briefMoney(fen: number, language: Language): string {
  const rounded = (fen / 100).toLocaleString(language === 'zh' ? 'zh-CN' : 'en', {
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  return language === 'zh' ? `${rounded}元` : `¥${rounded}`;
}

const TIMEZONE = 'Asia/Shanghai';
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIMEZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `2019-09-30 09:03` in the programme's timezone. */
export const moment = (instant: Instant): string => {
  const date = new Date(instant);
  return `${dayIn(TIMEZONE, date)} ${clock.format(date)}`;
};

/** The first moment after a day in the programme's timezone: "as known at the end of" it. */
export const endOf = (day: string): Instant => new Date(`${day}T23:59:59.999+08:00`).toISOString();
