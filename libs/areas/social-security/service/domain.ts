import { unless, type At, type RecordKind } from '@jiedui/bureau';
import type { Events } from '@jiedui/social-security-contract';

type Scheme = Events['SchemeGranted']['scheme'];

interface Means {
  /** Yearly, per head. */
  readonly perCapitaIncomeFen: number;
  readonly hasLabour: boolean;
  readonly hasIncome: boolean;
}

/** A registered poor household (spec section 4, social-security). */
export interface Household extends Means {
  readonly belowLine: boolean;
  readonly scheme: Scheme | 'none';
}

type Assessed = Omit<Household, 'scheme'>;

/** What a household must be to hold a scheme. */
const HOLDS: Readonly<Record<Scheme, (household: Assessed) => boolean>> = {
  dibao: ({ belowLine }) => belowLine,
  'destitute-support': ({ hasLabour, hasIncome }) => !hasLabour && !hasIncome,
  'low-income-relief': () => true,
};

/**
 * The household under the line in force on that day, its scheme ended where the condition is gone. Before the
 * first line nobody is below it.
 */
function assess(
  { perCapitaIncomeFen, hasLabour, hasIncome }: Means,
  scheme: Household['scheme'],
  { on, facts }: At,
): Household {
  const line = facts.lineOn(on);
  const belowLine = line !== undefined && perCapitaIncomeFen < line;
  const assessed = { perCapitaIncomeFen, hasLabour, hasIncome, belowLine };
  return { ...assessed, scheme: scheme !== 'none' && HOLDS[scheme](assessed) ? scheme : 'none' };
}

export const household: RecordKind<Household, Events> = {
  classify: ({ belowLine, hasLabour, hasIncome, scheme }) => ({ belowLine, hasLabour, hasIncome, scheme }),
  opens: {
    HouseholdRegistered: (means, at) => assess(means, 'none', at),
  },
  moves: {
    HouseholdReassessed: ({ scheme }, means, at) => assess(means, scheme, at),
    // Another scheme than the one held takes its place: the spec names no order of ending and granting.
    SchemeGranted: (household, { scheme }) =>
      unless({
        'dibao-only-below-the-line': scheme !== 'dibao' || HOLDS.dibao(household),
        'destitute-support-only-without-means':
          scheme !== 'destitute-support' || HOLDS['destitute-support'](household),
        'scheme-held-already': scheme !== household.scheme,
      }) ?? { ...household, scheme },
    SchemeEnded: (household) =>
      unless({ 'no-scheme-to-end': household.scheme !== 'none' }) ?? { ...household, scheme: 'none' },
    HouseholdRemoved: () => null,
  },
  overTime: [
    {
      type: 'EligibilityReassessed',
      days: (from, to, facts) => facts.lineDays(from, to),
      apply: (household, at) => assess(household, household.scheme, at),
      data: ({ on, facts }) => ({
        lineFen: facts.lineOn(on),
        lineEffectiveOn: facts.lineDays('', on).at(-1),
      }),
    },
  ],
};
