import { filterOf, sortsOf, statusesOf, toggled } from './filter';

describe('the filter of a list of villages', () => {
  it('is what the address says', () => {
    const search = new URLSearchParams('indicator=HO1&status=met,lagging&explain=x');
    const parameter = (name: string) => search.get(name) ?? undefined;
    expect(filterOf({ parameter, district: '120119' })).toEqual({
      district: '120119',
      indicator: 'HO1',
      status: 'met,lagging',
    });
  });

  it('takes a status more, or one less; with none of them it is about all', () => {
    expect(toggled(undefined, 'lagging')).toBe('lagging');
    expect(toggled('lagging', 'met')).toBe('met,lagging');
    expect(toggled('met,lagging', 'met')).toBe('lagging');
    expect(toggled('lagging', 'lagging')).toBeUndefined();
  });

  it('knows no other statuses', () => expect(statusesOf('met,brilliant')).toEqual(['met']));

  it('orders by an indicator or a line of work where there is one', () => {
    expect(sortsOf(undefined, undefined)).not.toContain('progress');
    expect(sortsOf('HO1', undefined)).toContain('-progress');
    expect(sortsOf(undefined, 'housing')).toContain('light');
  });
});
