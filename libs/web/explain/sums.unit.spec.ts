import type { Contribution, ExplanationAnswer } from '@jiedui/web-api';
import { addUp, agrees, partText, sumText } from './sums';

const event = (...contributions: Contribution[]) =>
  ({ contributions }) as unknown as ExplanationAnswer['events'][number];
const total = (measure: string, sum: number, years?: [number, number][]) =>
  ({
    measure,
    sum,
    ...(years && { years: years.map(([year, ofYear]) => ({ year, sum: ofYear, count: 1 })) }),
  }) as unknown as ExplanationAnswer['totals'][number];
const part = (measure: string, sum: number, year?: number): Contribution => ({
  measure,
  sum,
  effectiveOn: '2018-01-01',
  ...(year !== undefined && { year }),
});

describe('the proof of a number', () => {
  const events = [
    event(part('open', 1)),
    event(part('open', -1), part('cleared', 1)),
    event(part('open', 1)),
  ];

  it('holds when the events add up to the sums, measure by measure', () => {
    expect(agrees([total('open', 1), total('cleared', 1)], events)).toBe(true);
    expect(agrees([total('open', 2), total('cleared', 1)], events)).toBe(false);
    expect(agrees([total('never', 0)], events)).toBe(true);
  });

  it('holds year by year where years are told apart', () => {
    const yearly = [event(part('incomeFen', 100, 2017)), event(part('incomeFen', 120, 2018))];
    expect(
      agrees(
        [
          total('incomeFen', 220, [
            [2017, 100],
            [2018, 120],
          ]),
        ],
        yearly,
      ),
    ).toBe(true);
    expect(
      agrees(
        [
          total('incomeFen', 220, [
            [2017, 120],
            [2018, 100],
          ]),
        ],
        yearly,
      ),
    ).toBe(false);
    expect(addUp(yearly.flatMap(({ contributions }) => contributions))).toHaveLength(2);
  });
});

it('a contribution carries its sign, money its unit', () => {
  expect(partText('open', -1, 'zh')).toBe('−1');
  expect(partText('incomeFen', 2_551_980, 'zh')).toBe('+25,519.80 元');
  expect(sumText('open', 1_234, 'zh')).toBe('1,234');
});
