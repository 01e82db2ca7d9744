import fc from 'fast-check';
import { addDays, dayNumber, dayOf, monthStart } from '@jiedui/programme';
import { stepDays } from './history';

const day = fc.integer({ min: dayNumber('2016-01-01'), max: dayNumber('2021-12-31') }).map(dayOf);

describe('the days of a history', () => {
  it('are the first, the ends of the steps between, and the last', () => {
    expect(stepDays('2018-01-15', '2018-04-10', 'month')).toEqual([
      '2018-01-15',
      '2018-01-31',
      '2018-02-28',
      '2018-03-31',
      '2018-04-10',
    ]);
    expect(stepDays('2019-09-20', '2019-10-02', 'week')).toEqual([
      '2019-09-20',
      '2019-09-22',
      '2019-09-29',
      '2019-10-02',
    ]);
    expect(stepDays('2020-02-28', '2020-03-01', 'day')).toEqual(['2020-02-28', '2020-02-29', '2020-03-01']);
    expect(stepDays('2020-02-28', '2020-02-28', 'month')).toEqual(['2020-02-28']);
  });

  it('always ascend, and between first and last stand Sundays, or last days of months', () => {
    fc.assert(
      fc.property(day, day, fc.constantFrom('day', 'week', 'month'), (one, other, step) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const days = stepDays(from, to, step);
        expect(days[0]).toBe(from);
        expect(days.at(-1)).toBe(to);
        expect([...new Set(days)].sort()).toEqual(days);
        for (const between of days.slice(1, -1)) {
          if (step === 'week') expect(new Date(between).getUTCDay()).toBe(0);
          if (step === 'month') expect(addDays(between, 1)).toBe(monthStart(addDays(between, 1)));
        }
        if (step === 'day') expect(days).toHaveLength(dayNumber(to) - dayNumber(from) + 1);
        if (step === 'week')
          expect(days.length).toBeGreaterThanOrEqual((dayNumber(to) - dayNumber(from)) / 7);
      }),
    );
  });
});
