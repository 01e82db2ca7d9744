import fc from 'fast-check';
import { addressOf, changed, readExplained, searchOf, viewOf, writeExplained } from './address';

const search = (text: string) => new URLSearchParams(text);

describe('the address of a page', () => {
  it('says through what the page is looked at; Chinese and today unless it says otherwise', () => {
    expect(viewOf(search(''))).toEqual({ language: 'zh' });
    expect(
      viewOf(search('lang=en&asOf=2018-12-31&asKnownAt=2019-01-15T00:00:00.000Z&district=120119')),
    ).toEqual({
      language: 'en',
      asOf: '2018-12-31',
      asKnownAt: '2019-01-15T00:00:00.000Z',
      district: '120119',
    });
  });

  it('hands the view on to the next page, and nothing else of this one', () => {
    const here = search('lang=en&asOf=2018-12-31&district=120119&indicator=HO1&explain=x');
    expect(searchOf(here, { status: 'met', text: undefined }).toString()).toBe(
      'lang=en&asOf=2018-12-31&district=120119&status=met',
    );
  });

  it('holds no empty parameters, and no question mark without one', () => {
    expect(changed(search('a=1&b=2'), { a: '', b: undefined }).toString()).toBe('');
    expect(addressOf('/villages', search(''))).toBe('/villages');
  });

  it('names the number that is taken apart, and takes nothing else for it', () => {
    const explained = { village: '120110101201', indicator: 'HO2' };
    expect(readExplained(writeExplained(explained))).toEqual(explained);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readExplained(text)).toBe(undefined);
      }),
    );
  });
});
