import { isDay, type Day } from '@jiedui/programme';

const FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** `2018-03-01`, `2018/3/1`, `2018.3.1`, `2018年3月1日`, `20180301`; undefined for what is no day. */
export function dayOfText(text: string): Day | undefined {
  for (const form of FORMS) {
    const [, year, month, day] = form.exec(text) ?? [];
    if (!year) continue;
    const written = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
    return isDay(written) ? written : undefined;
  }
  return undefined;
}
