import type { Forecast, VillageIndicator } from '@jiedui/web-api';
import { format, say, type Language } from '@jiedui/web-page/plain';
import { words } from './words';

/** What the line of the last months says about the deadline; '' where nobody asks. */
export function forecastText(
  { status, kind }: Pick<VillageIndicator, 'status' | 'kind'>,
  forecast: Forecast | null,
  language: Language,
): string {
  const t = say(words, language);
  if (status === 'met' || status === 'info' || status === 'overdue') return '';
  if (kind === 'milestone') return t.noForecast;
  if (!forecast) return t.cannotSay;
  const { verdict, reachedOn, atDeadline } = forecast;
  const [low, high] = [atDeadline.low, atDeadline.high].map((share) => format.percent(share, language));
  if (verdict === 'reached') return t.reached;
  if (verdict === 'likely') return reachedOn === null ? t.likelyInTime : t.likely(reachedOn);
  return t[verdict](low === high ? low! : `${low}–${high}`);
}
