import { refuse, type RecordKind } from '@jiedui/bureau';
import type { Events } from '@jiedui/industry-contract';

/** 一村一策: the village's plan, one at a time (spec section 4, industry). */
export interface Plan {
  readonly state: 'drafted' | 'approved' | 'implementing';
}

export const plan: RecordKind<Plan, Events> = {
  classify: ({ state }) => ({ state }),
  opens: {
    PlanDrafted: () => ({ state: 'drafted' }),
  },
  moves: {
    PlanDrafted: () => refuse('one-plan-at-a-time'),
    PlanApproved: ({ state }) =>
      state === 'drafted' ? { state: 'approved' } : refuse('approve-only-a-draft'),
    PlanStarted: ({ state }) =>
      state === 'approved' ? { state: 'implementing' } : refuse('start-only-an-approved-plan'),
    PlanWithdrawn: () => null,
  },
};

export interface Business {
  readonly kind: Events['BusinessFounded']['kind'];
  readonly active: boolean;
}

export const business: RecordKind<Business, Events> = {
  classify: ({ kind, active }) => ({ kind, active }),
  opens: {
    BusinessFounded: ({ kind }) => ({ kind, active: true }),
  },
  moves: {
    BusinessClosed: ({ kind, active }) =>
      active ? { kind, active: false } : refuse('business-closed-already'),
  },
};

/** The two incomes of the village in one year, in fen; the record's id is the year. */
export type AnnualIncome = Events['AnnualIncomeReported'];

export const annualIncome: RecordKind<AnnualIncome, Events> = {
  classify: ({ year, collectiveOperatingIncomeFen, perCapitaDisposableIncomeFen }) => ({
    year,
    collectiveOperatingIncomeFen,
    perCapitaDisposableIncomeFen,
  }),
  opens: {
    // The spec sets no day from which a year may be reported; some villages close their books in December.
    AnnualIncomeReported: (income, { on }) =>
      income.year <= Number(on.slice(0, 4)) ? income : refuse('year-has-not-begun', { year: income.year }),
  },
  moves: {
    AnnualIncomeReported: (_, { year }) => refuse('income-reported-already', { year }),
  },
};
