import { corrected, lifeOf, stateOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { financeBureau } from './bureau';
import { loan, type Loan } from './domain';

describe('a loan', () => {
  const { given, on } = lifeOf('micro-loan', loan);
  const applied = on('2018-03-01', 'LoanApplied', { principalFen: 6_000_000, purpose: 'livestock' });
  const rejected = on('2018-03-10', 'LoanRejected', { reason: 'credit-record' });
  const approved = on('2018-03-10', 'LoanApproved', { principalFen: 5_000_000 });
  const disbursed = on('2018-03-20', 'LoanDisbursed', { dueOn: '2019-03-20' });
  const subsidised = (day: string, amountFen: number, interestPaidFen: number) =>
    on(day, 'InterestSubsidyPaid', { amountFen, interestPaidFen });
  const repaid = on('2019-03-18', 'LoanRepaid');
  const defaulted = on('2019-06-20', 'LoanDefaulted');
  const compensated = on('2019-09-10', 'RiskCompensationPaid', { amountFen: 3_500_000 });
  const lent = [applied, approved, disbursed];

  it('is applied for, and rejected or approved: what is approved takes the place of what was applied for', () => {
    given().when(applied).thenBecomes({ state: 'applied', principalFen: 6_000_000, interestSubsidyFen: 0 });
    given(applied).when(rejected).thenBecomes({ state: 'rejected' });
    given(applied).when(approved).thenBecomes({ state: 'approved', principalFen: 5_000_000 });
    given(applied)
      .when(on('2018-03-10', 'LoanApproved', { principalFen: 6_000_000 }))
      .thenBecomes({ state: 'approved' });
  });

  it('is not approved above what was applied for', () => {
    given(applied)
      .when(on('2018-03-10', 'LoanApproved', { principalFen: 6_000_001 }))
      .thenRefused('approve-no-more-than-applied-for');
  });

  it('is decided once; a rejected one moves no more', () => {
    given(applied, approved).when(rejected).thenRefused('decide-only-an-applied-loan');
    given(applied, approved)
      .when(on('2018-03-11', 'LoanApproved', { principalFen: 5_500_000 }))
      .thenRefused('decide-only-an-applied-loan');
    const closed = given(applied, rejected);
    closed.when(approved).thenRefused('decide-only-an-applied-loan');
    closed.when(rejected).thenRefused('decide-only-an-applied-loan');
    closed.when(disbursed).thenRefused('disburse-only-an-approved-loan');
    closed.when(repaid).thenRefused('settle-only-a-disbursed-loan');
    closed.when(defaulted).thenRefused('settle-only-a-disbursed-loan');
    closed.when(compensated).thenRefused('compensate-only-a-defaulted-loan');
    closed.when(subsidised('2018-06-20', 0, 0)).thenRefused('subsidise-only-a-disbursed-or-repaid-loan');
  });

  it('is disbursed once it is approved, and not due before; both are told at once', () => {
    given(applied, approved).when(disbursed).thenBecomes({ state: 'disbursed' });
    given(applied, approved)
      .when(on('2018-03-20', 'LoanDisbursed', { dueOn: '2018-03-20' }))
      .thenBecomes({ state: 'disbursed' });
    given(applied, approved)
      .when(on('2018-03-20', 'LoanDisbursed', { dueOn: '2018-03-19' }))
      .thenRefused('due-before-disbursement');
    given(applied)
      .when(on('2018-03-20', 'LoanDisbursed', { dueOn: '2018-03-19' }))
      .thenRefused('disburse-only-an-approved-loan', 'due-before-disbursement');
    given(...lent)
      .when(on('2018-03-21', 'LoanDisbursed', { dueOn: '2019-03-20' }))
      .thenRefused('disburse-only-an-approved-loan');
  });

  it('is due from its disbursement until it is settled', () => {
    const { day } = loan.due!['repayment']!;
    const amounts = { principalFen: 5_000_000, interestPaidFen: 0, interestSubsidyFen: 0 };
    given(applied, approved).when(disbursed).thenState({ state: 'disbursed', dueOn: '2019-03-20' });
    expect(day({ ...amounts, state: 'approved' })).toBeUndefined();
    expect(day({ ...amounts, state: 'disbursed', dueOn: '2019-03-20' })).toBe('2019-03-20');
    expect(day({ ...amounts, state: 'repaid', dueOn: '2019-03-20' })).toBeUndefined();
  });

  it('is repaid or defaults, once, before it is due too; a default is compensated, once', () => {
    given(...lent)
      .when(repaid)
      .thenBecomes({ state: 'repaid' });
    given(...lent)
      .when(on('2018-12-20', 'LoanDefaulted'))
      .thenBecomes({ state: 'defaulted' });
    given(...lent, defaulted)
      .when(compensated)
      .thenBecomes({ state: 'compensated' });
    given(applied, approved).when(repaid).thenRefused('settle-only-a-disbursed-loan');
    given(...lent, repaid)
      .when(defaulted)
      .thenRefused('settle-only-a-disbursed-loan');
    given(...lent, defaulted)
      .when(on('2019-07-01', 'LoanRepaid'))
      .thenRefused('settle-only-a-disbursed-loan');
    given(...lent)
      .when(compensated)
      .thenRefused('compensate-only-a-defaulted-loan');
    given(...lent, defaulted, compensated)
      .when(compensated)
      .thenRefused('compensate-only-a-defaulted-loan');
  });

  it('has its interest subsidised while it is disbursed, and once it is repaid', () => {
    given(...lent)
      .when(subsidised('2018-06-20', 50_000, 50_000))
      .thenBecomes({ interestSubsidyFen: 50_000 });
    given(...lent, subsidised('2018-06-20', 50_000, 50_000), repaid)
      .when(subsidised('2019-04-01', 100_000, 200_000))
      .thenBecomes({ interestSubsidyFen: 150_000 });
    given(applied, approved)
      .when(subsidised('2018-03-15', 1, 1))
      .thenRefused('subsidise-only-a-disbursed-or-repaid-loan');
    given(...lent, defaulted)
      .when(subsidised('2019-07-01', 1, 1))
      .thenRefused('subsidise-only-a-disbursed-or-repaid-loan');
  });

  it('has all its subsidies within the interest paid so far, which never falls', () => {
    given(...lent)
      .when(subsidised('2018-06-20', 50_001, 50_000))
      .thenRefused('subsidies-within-interest-paid');
    const once = given(...lent, subsidised('2018-06-20', 30_000, 50_000));
    once.when(subsidised('2018-09-20', 20_000, 50_000)).thenBecomes({ interestSubsidyFen: 50_000 });
    once.when(subsidised('2018-09-20', 20_001, 50_000)).thenRefused('subsidies-within-interest-paid');
    once.when(subsidised('2018-09-20', 0, 49_999)).thenRefused('interest-paid-never-falls');
    given(...lent, subsidised('2018-06-20', 30_000, 50_000), defaulted)
      .when(subsidised('2019-07-01', 20_000, 40_000))
      .thenRefused(
        'subsidise-only-a-disbursed-or-repaid-loan',
        'interest-paid-never-falls',
        'subsidies-within-interest-paid',
      );
  });

  it('reported late holds with the later history, or is refused naming it', () => {
    given(...lent, subsidised('2018-12-20', 60_000, 100_000))
      .when(subsidised('2018-09-20', 40_000, 50_000))
      .thenChanges(
        ['2018-12-20', { interestSubsidyFen: 60_000 }, { interestSubsidyFen: 0 }],
        ['2018-09-20', { interestSubsidyFen: 0 }, { interestSubsidyFen: 40_000 }],
        ['2018-12-20', { interestSubsidyFen: 40_000 }, { interestSubsidyFen: 100_000 }],
      );
    given(...lent, subsidised('2018-12-20', 60_000, 100_000))
      .when(subsidised('2018-09-20', 40_001, 50_000))
      .thenStandsAgainst(4);
    given(...lent, repaid)
      .when(on('2018-12-20', 'LoanDefaulted'))
      .thenStandsAgainst(4);
  });

  it('corrected restates what followed, or is refused naming what would lose its ground', () => {
    given(applied, approved)
      .when(corrected(2, on('2018-03-12', 'LoanApproved', { principalFen: 5_500_000 })))
      .thenChanges(
        ['2018-03-10', { state: 'approved', principalFen: 5_000_000 }, { state: 'applied' }],
        ['2018-03-12', { state: 'applied' }, { state: 'approved', principalFen: 5_500_000 }],
      );
    given(applied, approved)
      .when(corrected(1, on('2018-03-01', 'LoanApplied', { principalFen: 4_000_000, purpose: 'livestock' })))
      .thenStandsAgainst(2);
    given(...lent, subsidised('2018-06-20', 30_000, 50_000), subsidised('2018-09-20', 50_000, 80_000))
      .when(corrected(4, subsidised('2018-06-20', 40_000, 50_000)))
      .thenStandsAgainst(5);
    given(...lent, repaid)
      .when(withdrawn(3))
      .thenStandsAgainst(4);
  });

  it('never skips a step, nor has subsidies above the interest paid, whatever is tried', () => {
    whateverIsTried(financeBureau, 'micro-loan', {
      rarely: ['LoanRejected', 'LoanDefaulted'],
      holds: (life) => {
        const state = stateOf(life) as Loan | null;
        if (state) expect(state.interestSubsidyFen).toBeLessThanOrEqual(state.interestPaidFen);
        for (const { before, after } of life.timeline.published) {
          if (!before || !after) continue;
          const { principalFen, interestSubsidyFen } = before as unknown as Loan;
          if (before['state'] !== after['state']) {
            expect(STEPS[before['state'] as string]).toContain(after['state']);
            expect(after['interestSubsidyFen']).toBe(interestSubsidyFen);
          } else {
            expect(['disbursed', 'repaid']).toContain(after['state']);
            expect(after['interestSubsidyFen']).toBeGreaterThan(interestSubsidyFen);
          }
          if (after['state'] === 'approved') expect(after['principalFen']).toBeLessThanOrEqual(principalFen);
          else expect(after['principalFen']).toBe(principalFen);
        }
      },
    });
  });
});

/** State of a loan -> the states that may follow. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  applied: ['rejected', 'approved'],
  rejected: [],
  approved: ['disbursed'],
  disbursed: ['repaid', 'defaulted'],
  repaid: [],
  defaulted: ['compensated'],
  compensated: [],
};
