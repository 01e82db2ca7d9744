import type { Life, Scenario } from '../life';
import { person, Story } from './story';

const PROBLEMS = [
  'domestic-waste',
  'domestic-waste',
  'domestic-sewage',
  'domestic-sewage',
  'livestock-pollution',
  'polluted-water',
  'straw-burning',
  'coal-burning',
  'industrial-pollution',
] as const;

/** 生态补偿: problems put right one by one, money for them, and the villagers who benefit each year. */
export const ecology: Scenario = ({ village, random: r, until }) => {
  const story = (start: string) => new Story('ecology', village, r, start);

  function* survey(): Life {
    const s = story('2017-10-20').wait(1, 140);
    if (!village.stalls) yield s.step('CompleteSurvey', {});
  }

  function* remediation(): Life {
    const s = story('2017-09-15').wait(1, 400);
    const { name, phone } = person(r);
    const opened = yield s.step(
      'OpenRemediation',
      { problem: r.pick(PROBLEMS) },
      { responsible: name!, phone: phone! },
    );
    if (!opened) return;
    const remediationTaskId = opened.record.id;
    s.wait(20, 180);
    if (s.stalled) return;
    yield s.step('StartRemediation', { remediationTaskId });
    for (;;) {
      s.wait(30, 300);
      if (s.stalled || s.today > until) return;
      yield s.step('CompleteRemediation', { remediationTaskId });
      s.wait(5, 60);
      if (!r.chance(0.06)) break;
      yield s.step(
        'ReopenRemediation',
        { remediationTaskId, reason: 'not-accepted' },
        { inspector: person(r)['name']! },
      );
    }
    yield s.step('AcceptRemediation', { remediationTaskId }, { inspector: person(r)['name']! });
    if (r.chance(0.04))
      yield s.wait(90, 300).step('ReopenRemediation', { remediationTaskId, reason: 'problem-returned' });
  }

  function* fund(): Life {
    const s = story('2018-01-20').wait(1, 450);
    const kind = r.pick(['compensation', 'compensation', 'national-project', 'pilot'] as const);
    const payments = r.pick([1, 1, 2, 2]);
    const instalmentFen = r.whole(5, 60) * 1_000_000;
    const amountFen = instalmentFen * payments;
    const misread = r.chance(0.03);
    const allocatedOn = s.today;
    const allocated = yield s.step('AllocateFund', { kind, amountFen: misread ? amountFen * 10 : amountFen });
    if (!allocated) return;
    if (misread)
      yield s.correction(allocated.events.at(-1)!.id, 'misread-document', allocatedOn, { kind, amountFen });
    for (let n = 0; n < payments; n++) {
      s.wait(40, 240);
      if (s.stalled || s.today > until) return;
      yield s.step(
        'DisburseFund',
        { fundId: allocated.record.id, amountFen: instalmentFen },
        { payee: `${village.name}村民委员会`, bankAccount: `0000 ${r.whole(10_000_000, 99_999_999)}` },
      );
    }
  }

  function* benefits(): Life {
    const villagers = village.population;
    let share = 0.15 + r.next() * 0.35;
    for (const year of r.chance(0.6) ? [2016, 2017, 2018] : [2017, 2018]) {
      const s = story(year === 2016 ? '2017-11-01' : `${year + 1}-01-05`).wait(1, 60);
      if (s.stalled) return;
      yield s.step(
        'ReportBenefit',
        { year, villagers, beneficiaries: Math.round(villagers * share) },
        { reporter: person(r)['name']! },
      );
      share = Math.min(0.98, share + (r.next() * 0.22 - 0.02) * village.pace);
    }
  }

  return [
    survey(),
    benefits(),
    ...Array.from({ length: r.pick([1, 1, 2, 2]) }, remediation),
    ...Array.from({ length: r.pick([0, 1, 1, 2]) }, fund),
  ];
};
