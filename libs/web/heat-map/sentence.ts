import type { CatalogueIndicator, LightAnswer } from '@jiedui/web-api';
import { say, type Language } from '@jiedui/web-page/plain';
import { gapText, valueText } from '@jiedui/web-ui/plain';
import { words } from './words';

/** The rest of the sentence behind the light: which targets, how far, since when. */
export function reasonText(
  { deciding, since, light }: Pick<LightAnswer, 'deciding' | 'since' | 'light'>,
  indicators: readonly CatalogueIndicator[],
  language: Language,
): string {
  const t = say(words, language);
  const [first, second] = deciding.flatMap(({ indicator, value }) => {
    const known = indicators.find((one) => one.indicator === indicator);
    if (!known) return [];
    const gap = light === 'met' ? '' : gapText(known, value, language);
    return [t.decidedBy(known[language], valueText(known, value, language), gap)];
  });
  const named = [first, ...(second === undefined ? [] : [second])].join(language === 'zh' ? '和' : ' and ');
  const others = deciding.length > 2 ? (language === 'zh' ? '' : ' ') + t.more(deciding.length) : '';
  const when = since === null ? t.sinceStart : t.since(since);
  return `${first === undefined ? '' : t.decided(named + others)}${when}${language === 'zh' ? '。' : '.'}`;
}

/** The area's bureau, the district, the village's supporting unit and its resident team. */
export function responsibleText(
  { responsible }: Pick<LightAnswer, 'responsible'>,
  language: Language,
): string {
  const t = say(words, language);
  const { bureau, district, supportingUnit, residentTeam } = responsible;
  return [
    t.bureau(bureau[language]),
    ...(district ? [t.district(district[language])] : []),
    ...(supportingUnit ? [t.unit(supportingUnit.name)] : []),
    ...(residentTeam ? [residentTeam.members === null ? t.teamUnknown : t.team(residentTeam.members)] : []),
  ].join(language === 'zh' ? '、' : ', ');
}
