import fc from 'fast-check';
import { addDays, dayIn, dayNumber, dayOf, isDay, isInstant, monthStart } from './day';

const anyDate = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const text = (date: Date) => date.toISOString().slice(0, 10);

describe('days', () => {
  it('are numbered as Date numbers them, and back', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const day = text(date);
        expect(dayNumber(day)).toBe(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
        expect(dayOf(dayNumber(day))).toBe(day);
      }),
    );
  });

  it('are days exactly when Date knows them', () => {
    const number = (max: number) => fc.nat({ max }).map((n) => String(n).padStart(2, '0'));
    const almostDay = fc.tuple(fc.nat({ max: 9999 }), number(14), number(33)).map(([y, m, d]) => {
      return `${String(y).padStart(4, '0')}-${m}-${d}`;
    });
    fc.assert(
      fc.property(almostDay, (day) => {
        const date = new Date(`${day}T00:00:00Z`);
        expect(isDay(day)).toBe(!Number.isNaN(date.getTime()) && text(date) === day);
      }),
    );
  });

  it.each([
    '2018-2-01',
    '2018-02-29',
    '1900-02-29',
    '2018-00-10',
    '2018-04-31',
    '2018-04-00',
    ' 2018-04-01',
    '',
  ])('are not "%s"', (day) => expect(isDay(day)).toBe(false));
  it.each([20180401, null, undefined, {}, ['2018-04-01']])('are not %p', (day) =>
    expect(isDay(day)).toBe(false),
  );
  it.each(['2016-02-29', '2000-02-29', '0000-02-29'])('are %s', (day) => expect(isDay(day)).toBe(true));

  it('add up', () => {
    expect(addDays('2019-12-31', 1)).toBe('2020-01-01');
    expect(addDays('2020-03-01', -1)).toBe('2020-02-29');
  });
});

describe('instants', () => {
  it('are what Date prints', () => {
    fc.assert(fc.property(anyDate, (date) => expect(isInstant(date.toISOString())).toBe(true)));
  });

  it.each([
    '2018-03-05T02:11:09Z',
    '2018-03-05T02:11:09.123+08:00',
    '2018-03-05T24:00:00.000Z',
    '2018-03-05T02:60:09.123Z',
    '2018-03-05T02:11:60.123Z',
    '2018-02-29T02:11:09.123Z',
    '2018-03-05 02:11:09.123Z',
    '2018-03-05T02:11:09.12xZ',
    '2018-03-05T02:11:09.123Z ',
  ])('are not %s', (instant) => expect(isInstant(instant)).toBe(false));
});

describe('months', () => {
  it('begin on the first, months before included, as Date counts them', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.nat({ max: 500 }),
        (date, months) => {
          const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1));
          expect(monthStart(text(date), months)).toBe(text(first));
        },
      ),
    );
  });
});

it('the day of an instant is that of the timezone', () => {
  expect(dayIn('Asia/Shanghai', new Date('2018-03-04T15:59:59.999Z'))).toBe('2018-03-04');
  expect(dayIn('Asia/Shanghai', new Date('2018-03-04T16:00:00.000Z'))).toBe('2018-03-05');
});
