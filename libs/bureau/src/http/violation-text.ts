import type { Text } from '@jiedui/programme';
import { say, type ProblemViolation } from '@jiedui/service-host';
import type { BureauDef } from '../define-bureau';
import { KIT_RULES, type Violation } from '../domain/kind';
import { SURVEY_RULES } from '../domain/survey';

/** Tells in words what stands against a command, with the events that do. */
export function violationTeller({ area, rules }: BureauDef): (violation: Violation) => ProblemViolation {
  const texts: Readonly<Record<string, Text>> = { ...KIT_RULES, ...SURVEY_RULES, ...rules };
  return ({ rule, params, events }) => {
    const text = texts[rule] ?? { zh: rule, en: rule };
    const list = (language: 'zh' | 'en') =>
      (events ?? []).map(({ type, occurredOn }) => `${occurredOn} ${area.events[type]?.[language] ?? type}`);
    const message = (language: 'zh' | 'en', colon: string, comma: string) =>
      [say(text, language, params), list(language).join(comma)].filter(Boolean).join(colon);
    return {
      rule,
      message: { zh: message('zh', '：', '；'), en: message('en', ': ', '; ') },
      ...(events && { events }),
    };
  };
}
