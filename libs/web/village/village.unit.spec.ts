import type { Forecast } from '@jiedui/web-api';
import { bandOf, chartScale, lineOf, yearMarks } from './chart';
import { forecastText } from './forecast-text';
import { troublesOf } from './troubles';

const said: Forecast = {
  atDeadline: { low: 0.66, middle: 0.68, high: 0.7 },
  perMonth: 0.01,
  reachedOn: null,
  verdict: 'unlikely',
  months: 12,
};

describe('a forecast in words', () => {
  const of = (status: 'lagging' | 'met' | 'info', forecast: Forecast | null, kind = 'coverage') =>
    forecastText({ status, kind }, forecast, 'zh');

  it('says where the line leads, and how far off it may be', () => {
    expect(of('lagging', said)).toBe('66%–70%，按此走势达不到');
    expect(of('lagging', { ...said, atDeadline: { low: 0.8, middle: 0.8, high: 0.8 } })).toBe(
      '80%，按此走势达不到',
    );
    expect(of('lagging', { ...said, verdict: 'uncertain' })).toBe('66%–70%，可能达到');
    expect(of('lagging', { ...said, verdict: 'likely', reachedOn: '2020-05-19' })).toBe(
      '预计 2020-05-19 前达到',
    );
  });

  it('says when it cannot say', () => {
    expect(of('lagging', null)).toBe('数据不足四个月，无法推算');
    expect(of('lagging', null, 'milestone')).toBe('—');
  });

  it('says nothing of what is met or has no target', () => {
    expect(of('met', said)).toBe('');
    expect(of('info', null)).toBe('');
  });
});

describe('the course of an indicator', () => {
  const scale = chartScale('2018-01-01', '2020-12-31');

  it('is drawn from the start to the deadline, none at the bottom and all at the top', () => {
    expect(scale.x('2018-01-01')).toBeLessThan(scale.x('2019-06-30'));
    expect(scale.x('2019-06-30')).toBeLessThan(scale.x('2020-12-31'));
    expect(scale.y(1)).toBeLessThan(scale.y(0));
  });

  it('is broken where there are no data', () => {
    const points = [0, 0.1, null, 0.2, 0.3].map((progress, at) => ({ day: `2018-0${at + 1}-28`, progress }));
    expect(lineOf(points, scale)).toHaveLength(2);
  });

  it('opens its range from where the line ends', () => {
    const points = [
      { day: '2019-08-31', progress: 0.4 },
      { day: '2019-09-30', progress: null },
    ];
    const start = `M${scale.x('2019-08-31')} ${scale.y(0.4)}`;
    expect(bandOf(points, said, '2020-12-31', scale).startsWith(start)).toBe(true);
    expect(bandOf([], said, '2020-12-31', scale)).toBe('');
  });

  it('has a mark every half year, and at both ends', () => {
    expect(yearMarks('2018-01-01', '2020-12-31')).toEqual([
      '2018-01-01',
      '2018-07-01',
      '2019-01-01',
      '2019-07-01',
      '2020-01-01',
      '2020-07-01',
      '2020-12-31',
    ]);
  });
});

it('what is not whole in an area is told in words', () => {
  const whole = { villageseq: 9, incomplete: false, gap: null, conflicts: 0 };
  expect(troublesOf(whole, 'zh')).toEqual([]);
  const gap = { missing: 10, seen: 12, since: '2019-01-01T00:00:00.000Z' };
  expect(troublesOf({ ...whole, gap, incomplete: true, conflicts: 1 }, 'zh')).toEqual([
    '缺第 10 号事项，其后的事项待补',
    '不完整：有事项无法读取',
    '事项编号冲突，待查',
  ]);
});
