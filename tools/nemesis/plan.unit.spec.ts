import fc from 'fast-check';
import { KINDS, planOf, restedAt, victimOf, type Fault, type Targets } from './plan';

const services = ['housing', 'finance', 'progress-1', 'progress-2'];
const links = services.flatMap((service) => [`${service}/kafka`, `${service}/mongodb`]);
const everything: Targets = {
  kill: services,
  pause: services,
  broker: ['1', '2', '3'],
  cut: links,
  silence: links,
  duplicates: ['housing', 'finance'],
  unreadable: ['housing', 'finance'],
  'disk-full': ['housing'],
};
const MINUTES = 60_000;
const seed = fc.nat();
const duration = fc.integer({ min: 0, max: 20 * MINUTES });
/** Some kinds have no target where the run cannot do them. */
const targets: fc.Arbitrary<Targets> = fc
  .subarray([...KINDS])
  .map((without) => ({ ...everything, ...Object.fromEntries(without.map((kind) => [kind, []])) }));

describe('the plan of faults', () => {
  it('given a seed, is always the same, and another for another seed', () => {
    fc.assert(
      fc.property(seed, (n) => {
        expect(planOf(n, 5 * MINUTES, everything)).toEqual(planOf(n, 5 * MINUTES, everything));
        expect(planOf(n, 5 * MINUTES, everything)).not.toEqual(planOf(n + 1, 5 * MINUTES, everything));
      }),
    );
  });

  it('never breaks what is broken already or has just come back, hits targets of its kind alone, and heals all before the end', () => {
    fc.assert(
      fc.property(seed, duration, targets, (n, durationMs, among) => {
        const freeAt = new Map<string, number>();
        let last = 0;
        const isWrong = (fault: Fault) => {
          const { at, kind, target, lastMs } = fault;
          const isTooEarly = at < Math.max(last, freeAt.get(victimOf(fault)) ?? 0);
          freeAt.set(victimOf(fault), restedAt(fault));
          last = at;
          return isTooEarly || at + lastMs > durationMs || !among[kind].includes(target);
        };
        expect(planOf(n, durationMs, among).filter(isWrong)).toEqual([]);
      }),
    );
  });

  it('given two minutes, does each thing that can be done at least once', () => {
    fc.assert(
      fc.property(seed, targets, (n, among) => {
        const done = new Set(planOf(n, 2 * MINUTES, among).map(({ kind }) => kind));
        expect([...done].sort()).toEqual(KINDS.filter((kind) => among[kind].length).sort());
      }),
    );
  });
});
