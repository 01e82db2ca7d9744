import fc from 'fast-check';
import { languageOf, say } from './text';

const asked = (header?: string) => languageOf({ headers: { 'accept-language': header } });

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['en', 'en'],
    ['en-GB,zh;q=0.5', 'en'],
    ['zh-CN, en;q=0.9', 'zh'],
    ['fr, en;q=0.3, zh;q=0.2', 'en'],
    ['fr', 'zh'],
    ['*', 'zh'],
    ['english', 'zh'],
    ['en;q=0', 'zh'],
    ['EN ; Q=0.8', 'en'],
  ])('given Accept-Language %j, then it is %s', (header, language) => {
    expect(asked(header)).toBe(language);
  });

  it('always is one of ours, whatever is asked for', () => {
    fc.assert(fc.property(fc.string(), (header) => expect(['zh', 'en']).toContain(asked(header))));
  });

  it('given parameters, then each stands in its place, and what nobody gave stays', () => {
    expect(say({ zh: '{on}并入{into}', en: '' }, 'zh', { on: '2018-01-01' })).toBe('2018-01-01并入{into}');
  });
});
