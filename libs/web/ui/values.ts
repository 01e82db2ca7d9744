import type { CatalogueIndicator, Value } from '@jiedui/web-api';
import { format, type Language } from '@jiedui/web-page/plain';

type Said = CatalogueIndicator;

const UNITS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'person-times': { zh: '人次', en: 'person-times' },
  entities: { zh: '家', en: 'businesses' },
  demonstrations: { zh: '项', en: 'demonstrations' },
  households: { zh: '户', en: 'households' },
  projects: { zh: '项', en: 'projects' },
  doctors: { zh: '名', en: 'doctors' },
};

/** A number in the unit of an indicator. */
function amount(n: number, { unit, kind }: Pick<Said, 'unit' | 'kind'>, language: Language): string {
  if (unit === 'fen' || kind === 'benchmark') return format.money(n, language);
  const word = unit === undefined ? undefined : UNITS[unit]?.[language];
  return word === undefined ? format.count(n) : `${format.count(n)} ${word}`;
}

const share = (num: number, den: number, language: Language): string =>
  format.percent(den ? num / den : null, language);

/** Growth may be negative, and is no share of anything. */
const rate = (num: number, den: number, language: Language): string =>
  num < 0 ? `−${share(-num, den, language)}` : share(num, den, language);

/** A value of an indicator as a reader says it. */
export function valueText(indicator: Said, value: Value | undefined, language: Language): string {
  const zh = language === 'zh';
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return value ? (zh ? '已实现' : 'done') : zh ? '未实现' : 'not yet';
  const { kind, formula } = indicator;
  if (typeof value === 'number') {
    if (kind === 'checklist') return zh ? `${value} / ${formula['of']} 项` : `${value} of ${formula['of']}`;
    if (kind !== 'activity') return amount(value, indicator, language);
    const of = (formula['requires'] as readonly unknown[]).length;
    return zh ? `${value} / ${of} 项要求` : `${value} of ${of} kept`;
  }
  const [a, b] = value;
  switch (kind) {
    case 'coverage': {
      const isMoney = String(formula['numerator']).endsWith('Fen');
      const [num, den] = isMoney
        ? [format.money(a, language), format.money(b, language)]
        : [format.count(a), format.count(b)];
      const percent = share(a, b, language);
      if (b === 0) return zh ? '无须办理' : 'nothing owed';
      return `${num} / ${den}${zh ? `（${percent}）` : ` (${percent})`}`;
    }
    case 'clearance':
      return zh
        ? `未销号 ${format.count(a)}，已销号 ${format.count(b)}`
        : `${format.count(a)} open, ${format.count(b)} cleared`;
    case 'benchmark':
      return zh
        ? `${format.money(a, language)}，全市 ${format.money(b, language)}`
        : `${format.money(a, language)}, city ${format.money(b, language)}`;
    default:
      return rate(a, b, language);
  }
}

/** What is missing to the target; '' when nothing is, or nothing can be said. */
export function gapText(indicator: Said, value: Value | undefined, language: Language): string {
  const zh = language === 'zh';
  const lacks = (what: string) => (zh ? `还差 ${what}` : `${what} to go`);
  const { kind, formula } = indicator;
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  if (typeof value === 'number') {
    const of =
      kind === 'checklist'
        ? (formula['of'] as number)
        : kind === 'threshold'
          ? (formula['atLeast'] as number)
          : kind === 'activity'
            ? (formula['requires'] as readonly unknown[]).length
            : value;
    if (value >= of) return '';
    return lacks(
      kind === 'threshold'
        ? amount(of - value, indicator, language)
        : zh
          ? `${of - value} 项`
          : `${of - value}`,
    );
  }
  const [a, b] = value;
  if (kind === 'clearance') return a > 0 ? lacks(zh ? `${format.count(a)} 处` : format.count(a)) : '';
  if (kind === 'benchmark') return a < b ? lacks(format.money(b - a, language)) : '';
  const threshold = formula['threshold'] as { readonly num: number; readonly den: number } | undefined;
  if (!threshold) return '';
  if (kind === 'coverage') {
    const missing = Math.ceil((b * threshold.num) / threshold.den) - a;
    if (missing <= 0) return '';
    const isMoney = String(formula['numerator']).endsWith('Fen');
    return lacks(isMoney ? format.money(missing, language) : format.count(missing));
  }
  const points = threshold.num / threshold.den - (b ? a / b : 0);
  if (points <= 0) return '';
  const tenths = (Math.ceil(points * 1_000 - 1e-6) / 10).toFixed(1);
  return lacks(zh ? `${tenths} 个百分点` : `${tenths} points`);
}

/** What is asked for, in short. */
export function targetText({ kind, formula, unit }: Said, language: Language): string {
  const zh = language === 'zh';
  const threshold = formula['threshold'] as { readonly num: number; readonly den: number } | undefined;
  const percent = threshold && format.percent(threshold.num / threshold.den, language);
  switch (kind) {
    case 'milestone':
      return zh ? '实现' : 'done';
    case 'checklist':
      return zh ? `${formula['of']} 项` : `all ${formula['of']}`;
    case 'coverage':
    case 'growth':
      return kind === 'growth' ? (zh ? `每年 ≥ ${percent}` : `≥ ${percent} a year`) : `≥ ${percent}`;
    case 'clearance':
      return zh ? '清零' : 'none open';
    case 'threshold':
      return `≥ ${amount(formula['atLeast'] as number, { unit: unit ?? '', kind }, language)}`;
    case 'benchmark':
      return zh ? '达到全市平均' : 'the city’s mean';
    case 'rising-share':
      return zh ? '逐年不降' : 'never falls';
    case 'activity':
      return zh ? '按期开展' : 'kept up';
    default:
      return '—';
  }
}
