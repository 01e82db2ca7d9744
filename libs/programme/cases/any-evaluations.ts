import fc from 'fast-check';
import {
  ratio,
  STATUSES,
  type Evaluation,
  type Indicator,
  type Int,
  type Programme,
  type Value,
} from '../src';

const anyCount: fc.Arbitrary<Int> = fc.oneof(fc.nat({ max: 30 }), fc.maxSafeInteger());

const anyValue = ({ def }: Indicator): fc.Arbitrary<Value> => {
  switch (def.kind) {
    case 'milestone':
      return fc.boolean();
    case 'coverage':
    case 'clearance':
      return fc.tuple(anyCount, anyCount);
    case 'growth':
    case 'benchmark':
    case 'rising-share':
      return fc.option(fc.tuple(anyCount, fc.integer({ min: 1, max: 30 })));
    case 'threshold':
      return fc.option(anyCount);
    default:
      return anyCount;
  }
};

const anyEvaluation = (indicator: Indicator): fc.Arbitrary<Evaluation> =>
  fc.record({
    status: fc.constantFrom(...STATUSES),
    progress: fc.option(
      fc.integer({ min: 1, max: 20 }).chain((den) => fc.nat({ max: den }).map((num) => ratio(num, den))),
    ),
    value: anyValue(indicator),
    provisional: fc.boolean(),
  });

/** Evaluations of one village, by indicator. They need not make sense: roll-ups do not ask. */
export const anyVillage = ({ indicators }: Programme): fc.Arbitrary<readonly Evaluation[]> =>
  fc.tuple(...indicators.map(anyEvaluation));
