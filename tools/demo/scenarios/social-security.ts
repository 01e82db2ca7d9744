import type { Life, Scenario } from '../life';
import { person, Story } from './story';

/** 社会保障: households registered and covered by a scheme; the city's line rises every spring. */
export const socialSecurity: Scenario = ({ village, random: r, until }) => {
  const story = (start: string) => new Story('social-security', village, r, start);

  function* survey(): Life {
    const s = story('2017-10-15').wait(1, 140);
    if (!village.stalls || r.chance(0.3)) yield s.step('CompleteSurvey', {});
  }

  function* household(): Life {
    const s = story('2017-09-01').wait(1, 130);
    const hasLabour = r.chance(0.6);
    const hasIncome = hasLabour ? r.chance(0.9) : r.chance(0.55);
    let perCapitaIncomeFen = hasIncome ? r.whole(400_000, 1_600_000) : 0;
    const registered = yield s.step(
      'RegisterHousehold',
      { perCapitaIncomeFen, hasLabour, hasIncome },
      { householder: person(r)['name']!, phone: person(r)['phone']! },
    );
    if (!registered) return;
    const householdId = registered.record.id;
    const below = perCapitaIncomeFen < 1_032_000;
    const scheme = !hasLabour && !hasIncome ? 'destitute-support' : below ? 'dibao' : 'low-income-relief';
    s.wait(10, 220);
    if (s.stalled) return;
    if (below || scheme === 'destitute-support' || r.chance(0.3))
      yield s.step('GrantScheme', { householdId, scheme });
    while (r.chance(0.45)) {
      s.wait(150, 420);
      if (s.stalled || s.today > until) return;
      perCapitaIncomeFen = Math.round(perCapitaIncomeFen * (0.95 + r.next() * 0.5));
      yield s.step('ReassessHousehold', { householdId, perCapitaIncomeFen, hasLabour, hasIncome });
    }
    if (r.chance(0.03)) yield s.wait(60, 200).step('RemoveHousehold', { householdId, reason: 'moved' });
  }

  return [survey(), ...Array.from({ length: r.whole(3, 7) }, household)];
};
