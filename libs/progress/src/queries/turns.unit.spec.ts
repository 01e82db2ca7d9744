import fc from 'fast-check';
import { Turns, type Work } from './turns';

/** Work of so many steps that writes down when it is done. */
const work = (urgency: number, steps: number, done: number[], isWanted = () => true): Work => ({
  urgency,
  isWanted,
  step: () => {
    if (--steps > 0) return false;
    done.push(urgency);
    return true;
  },
});

describe('works that take turns', () => {
  it('are done in the order of their urgency, whichever was asked for first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat({ max: 99 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 50 }),
        async (urgencies, steps) => {
          const turns = new Turns();
          const done: number[] = [];
          const [first, ...others] = urgencies;
          await Promise.all([
            turns.run({ ...work(first!, 1, done), urgency: 100 }),
            ...others.map((urgency) => turns.run(work(urgency, steps, done))),
          ]);
          expect(done).toEqual([first, ...others.toSorted((a, b) => b - a)]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('let one that is more urgent go before one that has begun', async () => {
    const turns = new Turns();
    const done: number[] = [];
    let later: Promise<void> | undefined;
    const long = work(1, 3, done);
    const slow: Work = {
      ...long,
      step: () => {
        later ??= turns.run(work(2, 1, done));
        for (const until = performance.now() + 9; performance.now() < until;); // a slice is over
        return long.step();
      },
    };
    await turns.run(slow);
    await later;
    expect(done).toEqual([2, 1]);
  });

  it('are left when nobody waits for them any more, and go on when somebody asks again', async () => {
    const turns = new Turns();
    const done: number[] = [];
    let wanted = false;
    const left = work(1, 2, done, () => wanted);
    await turns.run(left);
    expect(done).toEqual([]);
    wanted = true;
    await turns.run(left);
    expect(done).toEqual([1]);
  });

  it('that fail tell so, and hold up none of the others', async () => {
    const turns = new Turns();
    const done: number[] = [];
    const broken: Work = {
      ...work(2, 1, done),
      step: () => {
        throw new Error('broken');
      },
    };
    const [failed] = await Promise.allSettled([turns.run(broken), turns.run(work(1, 1, done))]);
    expect([failed.status, done]).toEqual(['rejected', [1]]);
  });
});
