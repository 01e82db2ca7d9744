import fc from 'fast-check';
import { briefMoney, count, difference, endOf, moment, money, percent } from './format';

describe('figures', () => {
  it('are grouped by thousands', () => expect(count(1_234_567)).toBe('1,234,567'));

  it('as shares are rounded down: what is not all is never 100 %', () => {
    expect(percent(0.99996, 'zh')).toBe('99.9%');
    expect(percent(1, 'zh')).toBe('100%');
    expect(percent(null, 'zh')).toBe('—');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (share) => {
        if (share < 1 - 1e-6) expect(percent(share, 'zh')).not.toBe('100%');
      }),
    );
  });

  it('as differences carry their sign', () => {
    expect([3, -2, 0].map(difference)).toEqual(['+3', '−2', '±0']);
  });

  it('of money are told in a few letters where there is little room', () => {
    expect([1_234_567_800, 30_883_400, 0].map((fen) => briefMoney(fen, 'zh'))).toEqual([
      '1230万元',
      '30.9万元',
      '0元',
    ]);
    expect([1_234_567_800, 30_883_400].map((fen) => briefMoney(fen, 'en'))).toEqual(['¥12.3M', '¥309K']);
  });

  it('of money are told in the unit that a reader says', () => {
    expect(money(30_883_408, 'zh')).toBe('30.88 万元');
    expect(money(2_551_980, 'zh')).toBe('25,519.80 元');
    expect(money(93_496_000_000, 'zh')).toBe('9.35 亿元');
    expect(money(500_000, 'zh')).toBe('5,000 元');
    expect(money(30_883_408, 'en')).toBe('308,834.08 yuan');
  });
});

describe('times', () => {
  it('are told in the timezone of the programme', () => {
    expect(moment('2019-09-29T17:03:07.123Z')).toBe('2019-09-30 01:03');
  });

  it('at the end of a day are the last moment of it there', () => {
    expect(moment(endOf('2019-01-15'))).toBe('2019-01-15 23:59');
  });
});
