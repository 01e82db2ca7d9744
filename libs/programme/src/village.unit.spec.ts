import fc from 'fast-check';
import { anyVillage } from '../cases/any-evaluations';
import { programme } from '../cases/naive-fold';
import { addRatio, ratio, ZERO, type Ratio } from './exact';
import type { Evaluation, Status } from './programme';
import { standingOf } from './village';

const evaluation = (status: Status, progress: Ratio | null): Evaluation => ({
  status,
  progress,
  value: null,
  provisional: false,
});
const MET = evaluation('met', { num: 1, den: 1 });

/** All indicators met but those that are named. */
const village = (other: Readonly<Record<string, Evaluation>>) =>
  standingOf(
    programme,
    programme.indicators.map(({ def }) => other[def.id] ?? MET),
  );

describe('given a village that met everything', () => {
  const { lights, met, targets, targetsMet, score } = village({});
  it('then it is 达标, its score is 1 and its lights are green', () => {
    expect({ met, targets, targetsMet, score }).toEqual({
      met: true,
      targets: 17,
      targetsMet: 17,
      score: { num: 1, den: 1 },
    });
    expect(new Set(lights.values())).toEqual(new Set(['met']));
  });
});

describe('given targets that are not met', () => {
  it('then the score is the mean progress, no data counting 0', () => {
    const { met, targetsMet, score } = village({
      PB1: evaluation('no-data', null),
      IF1: evaluation('lagging', { num: 1, den: 6 }),
      EM1: evaluation('on-track', { num: 16, den: 19 }),
    });
    expect({ met, targetsMet }).toEqual({ met: false, targetsMet: 14 });
    expect(score).toEqual(ratio(14 * 6 * 19 + 19 + 16 * 6, 17 * 6 * 19));
  });

  it('then the light of an area is the worst of its targets, whatever its other indicators say', () => {
    const { lights } = village({
      PB1: evaluation('on-track', { num: 0, den: 1 }),
      PB2: evaluation('no-data', null),
      PB4: evaluation('overdue', { num: 0, den: 1 }),
    });
    expect(lights.get('party-building')).toBe('no-data');
  });

  it('then an area without targets shows the worst of its others, info apart', () => {
    const worse = { FI1: evaluation('lagging', { num: 1, den: 2 }), FI2: evaluation('info', null) };
    expect(village(worse).lights.get('finance')).toBe('lagging');
  });

  it('then an area with nothing but information has no light', () => {
    const finance = programme.indicators.filter(({ area }) => area === 'finance');
    const info = Object.fromEntries(finance.map(({ def }) => [def.id, evaluation('info', null)]));
    expect(village(info).lights.get('finance')).toBeNull();
  });

  it.each<[Status, Status]>([
    ['overdue', 'off-track'],
    ['off-track', 'lagging'],
    ['lagging', 'no-data'],
    ['no-data', 'on-track'],
    ['on-track', 'met'],
  ])('then %s is worse than %s', (worse, better) => {
    const both = { IF1: evaluation(worse, null), IF2: evaluation(better, null) };
    expect(village(both).lights.get('infrastructure')).toBe(worse);
  });
});

it('whatever its evaluations, the score is the exact mean over the targets', () => {
  fc.assert(
    fc.property(anyVillage(programme), (evaluations) => {
      const targets = programme.indicators.filter(({ def }) => def.target);
      const sum = targets.map(({ index }) => evaluations[index]!.progress ?? ZERO).reduce(addRatio, ZERO);
      expect(standingOf(programme, evaluations).score).toEqual(ratio(sum.num, BigInt(sum.den) * 17n));
    }),
  );
});
