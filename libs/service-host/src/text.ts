import type { Text } from '@jiedui/programme';

export type Language = 'zh' | 'en';

export const LANGUAGE_TAG: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/** Anything with the headers of a request. */
export interface WithHeaders {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The language that `Accept-Language` prefers (RFC 9110 12.5.4); Chinese when it says nothing that we speak. */
export function languageOf(request: WithHeaders): Language {
  const header = request.headers['accept-language'];
  if (typeof header !== 'string') return 'zh';
  let best: Language = 'zh';
  let bestQuality = 0;
  for (const range of header.slice(0, 1_000).split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = weight === undefined ? 1 : Number(weight.slice(2)) || 0;
    const language = /^zh(-|$)|^\*$/.test(tag) ? 'zh' : /^en(-|$)/.test(tag) ? 'en' : undefined;
    if (language && quality > bestQuality) [best, bestQuality] = [language, quality];
  }
  return best;
}

/** The text in a language; `{name}` stands for a parameter. */
export function say(text: Text, language: Language, params: Readonly<Record<string, unknown>> = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in params ? String(params[name]) : whole,
  );
}
