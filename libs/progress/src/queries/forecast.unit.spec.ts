import fc from 'fast-check';
import { addDays, dayNumber, dayOf } from '@jiedui/programme';
import { FEWEST, forecast, LOOKS_BACK, type MonthPoint } from './forecast';

const DEADLINE = '2020-12-31';

/** Progress at the ends of thirty-day months up to 2019-09-30. */
const months = (...progress: (number | null)[]): readonly MonthPoint[] =>
  progress.map((value, at) => ({
    day: addDays('2019-09-30', -30 * (progress.length - 1 - at)),
    progress: value,
  }));

describe('a forecast', () => {
  it('given steady progress, goes on as it did', () => {
    const {
      atDeadline,
      perMonth,
      verdict,
      reachedOn,
      months: drawn,
    } = forecast(months(0.1, 0.12, 0.14, 0.16), DEADLINE)!;
    expect(perMonth).toBe(0.02);
    expect(atDeadline.middle).toBeCloseTo(0.16 + (0.02 / 30) * 458, 3);
    expect([atDeadline.low, atDeadline.high]).toEqual([atDeadline.middle, atDeadline.middle]);
    expect([verdict, reachedOn, drawn]).toEqual(['unlikely', null, 4]);
  });

  it('given a line that reaches 1 in time, says when', () => {
    const { verdict, reachedOn } = forecast(months(0.5, 0.6, 0.7, 0.8), DEADLINE)!;
    expect([verdict, reachedOn]).toEqual(['likely', addDays('2019-09-30', 60)]);
  });

  it('given months that jump, says how far they were from the line', () => {
    const { atDeadline, verdict } = forecast(months(0.4, 0.7, 0.45, 0.75, 0.5, 0.8), DEADLINE)!;
    expect(atDeadline.low).toBeLessThan(atDeadline.middle);
    expect(verdict).toBe('uncertain');
  });

  it('given one month far out, is not led astray', () => {
    const steady = forecast(months(0.1, 0.12, 0.14, 0.16, 0.18), DEADLINE)!;
    const disturbed = forecast(months(0.1, 0.12, 0.9, 0.16, 0.18), DEADLINE)!;
    expect(disturbed.atDeadline.middle).toBeCloseTo(steady.atDeadline.middle, 1);
  });

  it('given what is full already, says so', () => {
    expect(forecast(months(0.2, 0.9, 1, 1), DEADLINE)).toMatchObject({ verdict: 'reached', reachedOn: null });
  });

  it('cannot say below four months of data; months without data are none', () => {
    expect(forecast(months(0.1, 0.2, 0.3), DEADLINE)).toBeNull();
    expect(forecast(months(null, null, 0.1, 0.2, 0.3), DEADLINE)).toBeNull();
    expect(forecast([], DEADLINE)).toBeNull();
  });

  it('looks back twelve months', () => {
    const lately = Array.from({ length: LOOKS_BACK }, () => 0.5);
    expect(forecast(months(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...lately), DEADLINE)).toEqual(
      forecast(months(...lately), DEADLINE),
    );
  });

  it('always stays within 0 and 1, its range around its middle, its day by the deadline', () => {
    const progress = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
    const deadline = fc.integer({ min: dayNumber('2019-10-01'), max: dayNumber('2021-12-31') }).map(dayOf);
    fc.assert(
      fc.property(fc.array(progress, { maxLength: 20 }), deadline, (values, day) => {
        const said = forecast(months(...values), day);
        if (values.filter((value) => value !== null).length < FEWEST) return expect(said).toBeNull();
        const { low, middle, high } = said!.atDeadline;
        expect(0 <= low && low <= middle && middle <= high && high <= 1).toBe(true);
        if (said!.reachedOn !== null) expect(said!.reachedOn <= day).toBe(true);
      }),
    );
  });
});
