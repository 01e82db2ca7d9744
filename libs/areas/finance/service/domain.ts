import { refuse, unless, type RecordKind } from '@jiedui/bureau';
import type { Events } from '@jiedui/finance-contract';
import { addDays, type Day } from '@jiedui/programme';

/** An assistance micro-loan (spec section 4, finance). Amounts in fen. */
export type Loan = {
  /** As applied for; from the approval on, as approved. */
  readonly principalFen: number;
  /** All the interest paid so far, by the latest report. */
  readonly interestPaidFen: number;
  /** All the subsidies so far. */
  readonly interestSubsidyFen: number;
} & (
  | { readonly state: 'applied' | 'rejected' | 'approved' }
  | { readonly state: 'disbursed' | 'repaid' | 'defaulted' | 'compensated'; readonly dueOn: Day }
);

export const loan: RecordKind<Loan, Events> = {
  classify: ({ state, principalFen, interestSubsidyFen }) => ({ state, principalFen, interestSubsidyFen }),
  opens: {
    LoanApplied: ({ principalFen }) => ({
      state: 'applied',
      principalFen,
      interestPaidFen: 0,
      interestSubsidyFen: 0,
    }),
  },
  moves: {
    LoanRejected: (loan) =>
      loan.state === 'applied' ? { ...loan, state: 'rejected' } : refuse('decide-only-an-applied-loan'),
    // The spec sets no bound: nobody lends more than was asked for.
    LoanApproved: (loan, { principalFen }) =>
      loan.state !== 'applied'
        ? refuse('decide-only-an-applied-loan')
        : (unless({ 'approve-no-more-than-applied-for': principalFen <= loan.principalFen }) ?? {
            ...loan,
            state: 'approved',
            principalFen,
          }),
    LoanDisbursed: (loan, { dueOn }, { on }) =>
      unless({
        'disburse-only-an-approved-loan': loan.state === 'approved',
        'due-before-disbursement': dueOn >= on,
      }) ?? { ...loan, state: 'disbursed', dueOn },
    InterestSubsidyPaid: (loan, { amountFen, interestPaidFen }) => {
      const interestSubsidyFen = loan.interestSubsidyFen + amountFen;
      return (
        unless({
          'subsidise-only-a-disbursed-or-repaid-loan': loan.state === 'disbursed' || loan.state === 'repaid',
          'interest-paid-never-falls': interestPaidFen >= loan.interestPaidFen,
          'subsidies-within-interest-paid': interestSubsidyFen <= interestPaidFen,
        }) ?? { ...loan, interestPaidFen, interestSubsidyFen }
      );
    },
    // The spec names no day for either: a loan may be repaid, or fail, before it is due.
    LoanRepaid: (loan) =>
      loan.state === 'disbursed' ? { ...loan, state: 'repaid' } : refuse('settle-only-a-disbursed-loan'),
    LoanDefaulted: (loan) =>
      loan.state === 'disbursed' ? { ...loan, state: 'defaulted' } : refuse('settle-only-a-disbursed-loan'),
    RiskCompensationPaid: (loan) =>
      loan.state === 'defaulted'
        ? { ...loan, state: 'compensated' }
        : refuse('compensate-only-a-defaulted-loan'),
  },
  due: {
    repayment: {
      zh: '贷款到期，请登记还清或违约',
      en: 'The loan is due: report that it is repaid, or its default',
      day: (loan) => (loan.state === 'disbursed' ? loan.dueOn : undefined),
    },
  },
};

/** A farm household; with several covers it is insured until the last of their terms ends. */
export type FarmHousehold =
  | { readonly insured: false }
  | {
      readonly insured: true;
      /** The last day on which it is insured. */
      readonly termEndsOn: Day;
      readonly premiumRelief: boolean;
    };

export const farmHousehold: RecordKind<FarmHousehold, Events> = {
  classify: (household) => ({
    insured: household.insured,
    premiumRelief: household.insured && household.premiumRelief,
  }),
  opens: {
    HouseholdRegistered: () => ({ insured: false }),
  },
  moves: {
    HouseholdInsured: (household, { termEndsOn }, { on }) => {
      if (termEndsOn < on) return refuse('term-ends-before-it-begins');
      if (!household.insured) return { insured: true, termEndsOn, premiumRelief: false };
      return termEndsOn > household.termEndsOn ? { ...household, termEndsOn } : household;
    },
    InsuranceLapsed: (household, { reason }, { on }) =>
      household.insured
        ? (unless({ 'term-not-over': reason !== 'term-over' || on > household.termEndsOn }) ?? {
            insured: false,
          })
        : refuse('no-insurance-to-end'),
    // Granted again for another term: the spec asks for nothing but the insurance.
    PremiumReliefGranted: (household) =>
      household.insured ? { ...household, premiumRelief: true } : refuse('premium-relief-only-while-insured'),
    HouseholdRemoved: () => null,
  },
  overTime: [
    {
      zh: '农业保险到期，须在此前续保',
      en: 'The insurance ends: renew it before',
      type: 'InsuranceLapsed',
      day: (household) => (household.insured ? addDays(household.termEndsOn, 1) : undefined),
      apply: () => ({ insured: false }),
      data: ({ id }) => ({ farmHouseholdId: id, reason: 'term-over' }),
    },
  ],
};

export interface Guarantee {
  readonly active: boolean;
  readonly amountFen: number;
  /** All the subsidies of its fee so far. */
  readonly feeSubsidyFen: number;
}

export const guarantee: RecordKind<Guarantee, Events> = {
  classify: ({ active, amountFen, feeSubsidyFen }) => ({ active, amountFen, feeSubsidyFen }),
  opens: {
    GuaranteeIssued: ({ amountFen }) => ({ active: true, amountFen, feeSubsidyFen: 0 }),
  },
  moves: {
    GuaranteeFeeSubsidised: (guarantee, { amountFen }) =>
      guarantee.active
        ? { ...guarantee, feeSubsidyFen: guarantee.feeSubsidyFen + amountFen }
        : refuse('subsidise-only-a-guarantee-in-force'),
    GuaranteeReleased: (guarantee) =>
      guarantee.active ? { ...guarantee, active: false } : refuse('guarantee-released-already'),
  },
};
