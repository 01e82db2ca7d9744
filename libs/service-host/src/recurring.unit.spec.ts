import { Recurring, type Spell } from './recurring';

describe('given something that fails and is tried again', () => {
  let told: (Spell & { readonly reason?: string })[];
  let recurring: Recurring;
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2019-09-30T04:00:00Z') });
    told = [];
    recurring = new Recurring({ fails: (spell) => told.push(spell), isOver: (spell) => told.push(spell) });
  });
  afterEach(() => jest.useRealTimers());

  const fail = (times: number, everyMs: number, reason: (n: number) => string) => {
    for (let n = 0; n < times; n++) {
      recurring.note(reason(n));
      jest.advanceTimersByTime(everyMs);
    }
  };
  const since = '2019-09-30T04:00:00.000Z';

  it('then it is told at once, once a minute how often it failed, and when it works again', () => {
    fail(1_200, 100, (n) => (n % 2 ? 'closed' : 'refused'));
    jest.advanceTimersByTime(60_000);
    expect(told).toEqual([
      { since, failures: 1, reason: 'refused' },
      { since, failures: 2, reason: 'closed' },
      { since, failures: 602, reason: 'closed' },
      { since, failures: 1_200 },
    ]);
  });

  it('then a day of it, for ever new reasons, is told in a line a minute', () => {
    fail(24 * 3_600, 1_000, (n) => `no event at ${n}`);
    expect(told.length).toBeLessThanOrEqual(24 * 60 + 20);
  });

  it('then what fails after it was over is told at once', () => {
    fail(2, 40_000, () => 'refused');
    expect(told).toMatchObject([
      { failures: 1, reason: 'refused' },
      { failures: 1 },
      { since: '2019-09-30T04:00:40.000Z', failures: 1, reason: 'refused' },
      { failures: 1 },
    ]);
  });
});
