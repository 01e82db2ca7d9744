import fc from 'fast-check';
import { RequestRate } from './request-rate';

describe('the rate of requests', () => {
  it('never lets an address make more requests in a window of a minute than allowed, and no other wait for it', () => {
    const steps = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 20_000 }), address: fc.constantFrom('a', 'b') }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), steps, (perMinute, requests) => {
        let now = 1e6;
        const rate = new RequestRate(perMinute, () => now);
        let began = -Infinity;
        let used = { a: 0, b: 0 };
        for (const { after, address } of requests as { after: number; address: 'a' | 'b' }[]) {
          now += after;
          if (now - began >= 60_000) [began, used] = [now, { a: 0, b: 0 }];
          const wait = rate.wait(address);
          expect(wait > 0).toBe(++used[address] > perMinute);
          expect(wait * 1_000).toBeLessThan(61_000);
        }
      }),
    );
  });
});
