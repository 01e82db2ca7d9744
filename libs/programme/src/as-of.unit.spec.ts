import { asOf } from './as-of';
import { JIEDUI_2017 } from './programme';

describe('a day seen from the programme', () => {
  it.each([
    ['2016-01-01', 0, 1826],
    ['2018-01-01', 0, 1095],
    ['2018-01-02', 1, 1094],
    ['2019-10-01', 638, 457],
    ['2020-12-31', 1095, 0],
    ['2021-01-01', 1095, -1],
    ['2030-01-01', 1095, -3288],
  ])('%s: %d of 1095 days are gone, %d are left', (day, elapsed, daysLeft) =>
    expect(asOf(day, JIEDUI_2017)).toMatchObject({ day, elapsed, total: 1095, daysLeft }),
  );

  it('knows where its month and the months before it begin', () => {
    const on = asOf('2019-01-31', JIEDUI_2017);
    expect([on.monthStart(0), on.monthStart(1), on.monthStart(12), on.monthStart(1)]).toEqual([
      '2019-01-01',
      '2018-12-01',
      '2018-01-01',
      '2018-12-01',
    ]);
  });
});
