import { addDays } from '@jiedui/programme';
import type { Life, Scenario } from '../life';
import { person, Story } from './story';

const YEAR = 365;
const REJECTIONS = ['credit-record', 'not-eligible', 'purpose-not-covered', 'papers-missing'] as const;

/** 金融服务: micro-loans with their subsidies, farm households insured year after year, a guarantee. */
export const finance: Scenario = ({ village, random: r, until }) => {
  const story = (start: string) => new Story('finance', village, r, start);

  function* survey(): Life {
    const s = story('2017-11-10').wait(1, 140);
    if (!village.stalls) yield s.step('CompleteSurvey', {});
  }

  function* household(): Life {
    let s = story('2017-09-01').wait(1, 140);
    const { name, phone } = person(r);
    const registered = yield s.step('RegisterHousehold', {}, { householder: name!, phone: phone! });
    if (!registered) return;
    const farmHouseholdId = registered.record.id;
    const cover = r.pick(['crops', 'crops', 'greenhouse', 'livestock', 'farmhouse']);
    s.wait(10, 420);
    if (s.stalled || r.chance(0.03)) return;
    const insuredOn = s.today;
    let termEndsOn = addDays(insuredOn, YEAR - 1);
    const misread = r.chance(0.02);
    const insured = yield s.step(
      'InsureHousehold',
      { farmHouseholdId, cover, termEndsOn: misread ? addDays(termEndsOn, YEAR) : termEndsOn },
      { insurer: '演示·农业保险公司' },
    );
    if (misread && insured)
      yield s.correction(insured.events.at(-1)!.id, 'misread-document', insuredOn, {
        farmHouseholdId,
        cover,
        termEndsOn,
      });
    else if (r.chance(0.25))
      yield s.wait(5, 60).step('GrantPremiumRelief', { farmHouseholdId, amountFen: r.whole(30, 180) * 100 });
    else if (r.chance(0.03)) {
      yield s.wait(30, 90).step('LapseInsurance', { farmHouseholdId, reason: 'cancelled' });
      return;
    }
    // Most renew in time, some too late; who does not is insured no more when the term is over.
    while (termEndsOn < until && !r.chance(0.06)) {
      s = story(addDays(termEndsOn, r.chance(0.08) ? r.whole(10, 60) : -r.whole(1, 25)));
      if (s.stalled) return;
      termEndsOn = addDays(termEndsOn > s.today ? termEndsOn : s.today, YEAR);
      yield s.step('InsureHousehold', { farmHouseholdId, cover, termEndsOn });
    }
  }

  function* loan(): Life {
    const s = story('2017-10-15').wait(20, 700);
    if (s.stalled) return;
    const { name, phone } = person(r);
    const principalFen = r.whole(2, 10) * 500_000;
    const applied = yield s.step(
      'ApplyForLoan',
      {
        principalFen,
        purpose: r.pick(['cropping', 'livestock', 'livestock', 'processing', 'rural-tourism']),
      },
      { borrower: name!, phone: phone! },
    );
    if (!applied) return;
    const microLoanId = applied.record.id;
    s.wait(7, 45);
    if (r.chance(0.08)) {
      yield s.step('RejectLoan', { microLoanId, reason: r.pick(REJECTIONS) });
      return;
    }
    const approvedFen = r.chance(0.2) ? principalFen - 500_000 : principalFen;
    yield s.step('ApproveLoan', { microLoanId, principalFen: approvedFen });
    s.wait(5, 50);
    if (s.stalled) return;
    yield s.step(
      'DisburseLoan',
      { microLoanId, dueOn: addDays(s.today, YEAR) },
      { lender: '演示·农商银行', bankAccount: `0000 ${r.whole(1_000_000_000, 9_999_999_999)}` },
    );
    if (r.chance(0.5)) {
      s.wait(90, 190);
      const interestPaidFen = Math.round(approvedFen * 0.02);
      const subsidy = { microLoanId, amountFen: interestPaidFen, interestPaidFen };
      const typo = r.chance(0.05);
      const paidOn = s.today;
      const paid = yield s.step(
        'PayInterestSubsidy',
        typo ? { ...subsidy, amountFen: Math.round(interestPaidFen / 10) } : subsidy,
      );
      if (typo && paid) yield s.correction(paid.events.at(-1)!.id, 'entered-wrongly', paidOn, subsidy);
    }
    s.wait(150, 260);
    if (s.stalled) return;
    if (r.chance(0.94)) {
      yield s.step('RepayLoan', { microLoanId });
      return;
    }
    yield s.wait(60, 120).step('ReportDefault', { microLoanId });
    s.wait(20, 90);
    if (r.chance(0.8))
      yield s.step('PayRiskCompensation', { microLoanId, amountFen: Math.round(approvedFen * 0.7) });
  }

  function* guarantee(): Life {
    const s = story('2018-01-15').wait(20, 480);
    if (s.stalled) return;
    const amountFen = r.whole(20, 200) * 1_000_000;
    const issued = yield s.step(
      'IssueGuarantee',
      { guarantor: r.pick(['city', 'district']), amountFen },
      { debtor: '演示·种植合作社', phone: person(r)['phone']! },
    );
    if (!issued) return;
    const guaranteeId = issued.record.id;
    if (r.chance(0.8))
      yield s.wait(20, 90).step('SubsidiseGuaranteeFee', { guaranteeId, amountFen: amountFen / 100 });
    if (r.chance(0.5)) yield s.wait(200, 400).step('ReleaseGuarantee', { guaranteeId, reason: 'repaid' });
  }

  return [
    survey(),
    ...Array.from({ length: r.whole(2, 3) }, household),
    ...Array.from({ length: r.pick([1, 1, 1, 2, 2]) }, loan),
    ...(r.chance(0.5) ? [guarantee()] : []),
  ];
};
