import type { Life, Scenario } from '../life';
import { person, Story } from './story';

const CATEGORIES = ['five-guarantee', 'dibao', 'disabled-poor', 'disaster-hit', 'other-poor'] as const;

/** 住房安全: a list of dwellings per village, the dangerous ones repaired or rebuilt one by one. */
export const housing: Scenario = ({ village, random: r, until }) => {
  const dwellings = r.whole(1, 4) + Math.round(village.households / 180);
  const story = (start: string) => new Story('housing', village, r, start);

  function* survey(): Life {
    const s = story('2017-11-01').wait(1, 150);
    if (!village.stalls) yield s.step('CompleteSurvey', {});
  }

  function* dwelling(): Life {
    const s = story('2017-09-01').wait(1, 120);
    const grade = r.pick(['A', 'B', 'C', 'C', 'C', 'D', 'D'] as const);
    const category = r.pick(CATEGORIES);
    const misread = (grade === 'C' || grade === 'D') && r.chance(0.03);
    const assessedOn = s.today;
    const assessed = yield s.step(
      'AssessDwelling',
      { category, grade: misread ? (grade === 'C' ? 'D' : 'C') : grade },
      { householder: person(r)['name']!, phone: person(r)['phone']! },
    );
    if (!assessed) return;
    const dwellingId = assessed.record.id;
    if (misread)
      yield s.correction(assessed.events.at(-1)!.id, 'misread-document', assessedOn, { category, grade });
    if (grade === 'A' || grade === 'B') return;
    s.wait(20, 200);
    if (s.stalled) return;
    const remedy =
      grade === 'C' ? r.pick(['repair', 'repair', 'reinforce', 'rebuild']) : r.pick(['reinforce', 'rebuild']);
    yield s.step('PlanWorks', { dwellingId, remedy });
    s.wait(15, 120);
    if (s.stalled) return;
    yield s.step('StartWorks', { dwellingId });
    for (let attempt = 0; ; attempt++) {
      s.wait(30, grade === 'D' ? 240 : 120);
      if (s.stalled || s.today > until) return;
      yield s.step('CompleteWorks', { dwellingId });
      s.wait(5, 40);
      if (attempt > 1 || !r.chance(0.07)) break;
      yield s.step('RejectWorks', { dwellingId, reason: 'poor-workmanship' });
    }
    yield s.step('AcceptWorks', { dwellingId });
    if (r.chance(0.015)) yield s.wait(150, 400).step('ReassessDwelling', { dwellingId, grade: 'C' });
  }

  return [survey(), ...Array.from({ length: dwellings }, dwelling)];
};
