import { refuse, unless, type RecordKind } from '@jiedui/bureau';
import type { Events } from '@jiedui/ecology-contract';

/** One environmental problem of the village, put right step by step (spec section 4, ecology). */
export interface RemediationTask {
  readonly state: 'open' | 'in-progress' | 'completed' | 'accepted';
}

export const remediationTask: RecordKind<RemediationTask, Events> = {
  classify: ({ state }) => ({ state }),
  opens: {
    RemediationOpened: () => ({ state: 'open' }),
  },
  moves: {
    RemediationStarted: ({ state }) =>
      state === 'open' ? { state: 'in-progress' } : refuse('start-only-an-open-task'),
    RemediationCompleted: ({ state }) =>
      state === 'in-progress' ? { state: 'completed' } : refuse('complete-only-a-started-task'),
    RemediationAccepted: ({ state }) =>
      state === 'completed' ? { state: 'accepted' } : refuse('accept-only-a-completed-task'),
    // The spec ties no reason to a state: an accepted task may also fail a second inspection.
    RemediationReopened: ({ state }) =>
      state === 'completed' || state === 'accepted'
        ? { state: 'in-progress' }
        : refuse('reopen-only-a-finished-task'),
  },
};

/** Money for the village, in fen; `disbursedFen` is the sum of its payments so far. */
export interface Fund {
  readonly kind: Events['FundAllocated']['kind'];
  readonly allocatedFen: number;
  readonly disbursedFen: number;
}

export const fund: RecordKind<Fund, Events> = {
  classify: ({ kind, allocatedFen, disbursedFen }) => ({ kind, allocatedFen, disbursedFen }),
  opens: {
    FundAllocated: ({ kind, amountFen }) => ({ kind, allocatedFen: amountFen, disbursedFen: 0 }),
  },
  moves: {
    FundDisbursed: (fund, { amountFen }) => {
      const leftFen = fund.allocatedFen - fund.disbursedFen;
      return amountFen <= leftFen
        ? { ...fund, disbursedFen: fund.disbursedFen + amountFen }
        : refuse('disbursed-within-allocated', { leftFen });
    },
  },
};

/** How many of the villagers benefit in one year; the record's id is the year. */
export type AnnualBenefit = Events['BenefitReported'];

export const annualBenefit: RecordKind<AnnualBenefit, Events> = {
  classify: ({ year, villagers, beneficiaries }) => ({ year, villagers, beneficiaries }),
  opens: {
    // The spec sets no day from which a year may be reported; some villages count before the year is over.
    BenefitReported: (benefit, { on }) =>
      unless({
        'year-has-not-begun': benefit.year <= Number(on.slice(0, 4)),
        'beneficiaries-within-villagers': benefit.beneficiaries <= benefit.villagers,
      }) ?? benefit,
  },
  moves: {
    BenefitReported: (reported, { villagers, beneficiaries }) =>
      unless({
        'benefit-reported-already': false,
        'beneficiaries-within-villagers': beneficiaries <= villagers,
      }) ?? reported,
  },
};
