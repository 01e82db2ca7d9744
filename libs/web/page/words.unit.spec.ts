import { globSync } from 'node:fs';
import path from 'node:path';
import { say, type Dictionary } from './words';

const files = globSync('libs/web/**/words.ts').filter((file) => !file.endsWith('page/words.ts'));

/** Every word of a dictionary in both languages; those with figures in them are told with 3 for each. */
const spoken = (words: Dictionary) =>
  Object.entries(words).map(([key, word]) => ({
    key,
    ...(typeof word === 'function' ? word(...(Array(word.length).fill('3') as never[])) : word),
  }));

describe.each(files)('the words of %s', (file) => {
  const { words } = jest.requireActual<{ words: Dictionary }>(path.resolve(file));

  it('stand in both languages', () => {
    for (const { key, zh, en } of spoken(words)) {
      expect([key, zh?.trim() ?? '']).not.toEqual([key, '']);
      expect([key, en?.trim() ?? '']).not.toEqual([key, '']);
    }
  });

  it('are not mixed up: no Chinese in English, but for the way to the other language', () => {
    for (const { key, en } of spoken(words).filter(({ key }) => key !== 'language'))
      expect([key, en]).toEqual([key, expect.not.stringMatching(/[\u4e00-\u9fff]/)]);
  });
});

it('every feature of the application has its words', () => {
  expect(files.length).toBeGreaterThanOrEqual(8);
});

describe('a dictionary', () => {
  const words = {
    villages: { zh: '村庄', en: 'Villages' },
    total: (n: number) => ({ zh: `共 ${n} 个村`, en: `${n} villages` }),
  } as const satisfies Dictionary;

  it('is said in the reader’s language, with the figures in it', () => {
    expect(say(words, 'zh').villages).toBe('村庄');
    expect(say(words, 'en').total(7)).toBe('7 villages');
  });

  it('is the same object each time, so that nothing is drawn again for it', () => {
    expect(say(words, 'zh')).toBe(say(words, 'zh'));
  });
});
