import type { Overview } from '@jiedui/web-api';
import { format, type Language } from '@jiedui/web-page/plain';

export interface DistrictFigure {
  /** What the colour follows; null: nothing to show. */
  readonly value: number | null;
  readonly text: string;
  /** The same in a few letters, for the map. */
  readonly brief: string;
}

/**
 * The figure of a district on the map: mean progress, the share of villages that met all targets (`reached`) or an
 * indicator, or the sum of an indicator that is for information only.
 */
export function figureOf(
  { villages, reached, meanScore, indicators }: Overview,
  shown: string | undefined,
  unit: string | undefined,
  language: Language,
): DistrictFigure {
  const told = (value: number | null, text: string, brief = text) => ({ value, text, brief });
  const share = (value: number | null) => told(value, format.percent(value, language));
  if (!villages) return told(null, '—');
  if (shown === 'reached') return share(reached / villages);
  const indicator = indicators.find((one) => one.indicator === shown);
  if (!indicator) return share(meanScore);
  const { total, counts } = indicator;
  if (total === undefined) return share(counts.met / villages);
  return unit === 'fen'
    ? told(total, format.money(total, language), format.briefMoney(total, language))
    : told(total, format.count(total));
}

/** What the figures on the map are, as the words name it. */
export function meaningOf(shown: string | undefined, kind: string | undefined) {
  if (shown === 'reached') return 'mapReached';
  if (kind === undefined) return 'mapScore';
  return kind === 'volume' ? 'mapTotal' : 'mapShare';
}

/** How strongly each is coloured: from the least to the most of them; all the same when they are equal. */
export function strengths(values: readonly (number | null)[]): readonly (number | null)[] {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return values.map((value) => (value === null ? null : high > low ? (value - low) / (high - low) : 0.5));
}
