import type { Life, Scenario } from '../life';
import { Story } from './story';

/** 产业带动: a plan, some businesses, and the two yearly incomes of the village. */
export const industry: Scenario = ({ village, random: r }) => {
  const story = (start: string) => new Story('industry', village, r, start);

  function* plan(): Life {
    const s = story('2017-09-01').wait(10, 120);
    yield s.step('DraftPlan', {});
    if (r.chance(0.04)) {
      yield s.wait(20, 60).step('WithdrawPlan', { reason: 'to-be-redrafted' });
      yield s.wait(20, 60).step('DraftPlan', {});
    }
    s.wait(20, 90);
    if (s.stalled) return;
    yield s.step('ApprovePlan', {});
    yield s.wait(10, 60).step('StartPlan', {});
  }

  function* business(): Life {
    const s = story('2017-10-01').wait(30, 600);
    if (s.stalled) return;
    const founded = yield s.step('FoundBusiness', {
      kind: r.pick(['leading-enterprise', 'cooperative', 'cooperative', 'family-farm']),
    });
    if (founded && r.chance(0.1))
      yield s.wait(120, 400).step('CloseBusiness', { businessId: founded.record.id, reason: 'dissolved' });
  }

  function* incomes(): Life {
    let collective = r.whole(1_500_000, 21_000_000);
    let perCapita = r.whole(1_500_000, 2_900_000);
    for (const year of [2016, 2017, 2018]) {
      const reportedFrom = year === 2016 ? '2017-10-01' : `${year + 1}-01-05`;
      const s = story(reportedFrom).wait(1, 60);
      if (village.stalls && year === 2018 && r.chance(0.5)) return;
      const amounts = {
        year,
        collectiveOperatingIncomeFen: collective,
        perCapitaDisposableIncomeFen: perCapita,
      };
      const typo = r.chance(0.02);
      const reportedOn = s.today;
      const reported = yield s.step(
        'ReportAnnualIncome',
        typo ? { ...amounts, collectiveOperatingIncomeFen: collective * 10 } : amounts,
      );
      if (typo && reported)
        yield s.correction(reported.events.at(-1)!.id, 'entered-wrongly', reportedOn, amounts);
      collective = Math.round(collective * (1.05 + r.next() * 0.5 * village.pace));
      perCapita = Math.round(perCapita * (1.04 + r.next() * 0.14 * village.pace));
    }
  }

  return [plan(), incomes(), ...Array.from({ length: r.whole(0, 3) }, business)];
};
