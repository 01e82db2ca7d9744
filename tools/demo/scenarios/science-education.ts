import type { Life, Scenario } from '../life';
import { person, Story } from './story';

const STAGES = ['preschool', 'primary', 'junior-secondary', 'senior-secondary', 'higher'] as const;

/** 科技教育: specialists and what they show the village; its children in hardship, in school and aided. */
export const scienceEducation: Scenario = ({ village, random: r, until }) => {
  const story = (start: string) => new Story('science-education', village, r, start);

  function* survey(): Life {
    const s = story('2017-10-10').wait(1, 130);
    if (!village.stalls) yield s.step('CompleteSurvey', {});
  }

  function* techGroup(): Life {
    const s = story('2017-09-20').wait(5, 240);
    const { name, phone } = person(r);
    const assigned = yield s.step(
      'AssignTechGroup',
      { specialists: r.whole(2, 6) },
      { leader: name!, phone: phone! },
    );
    if (!assigned || !r.chance(0.15)) return;
    const techGroupId = assigned.record.id;
    yield s.wait(200, 400).step('WithdrawTechGroup', { techGroupId, reason: 'term-over' });
    if (r.chance(0.7)) yield s.wait(5, 60).step('AssignTechGroup', { specialists: r.whole(2, 6) });
  }

  function* demonstrations(): Life {
    const s = story('2018-02-20');
    while (r.chance(0.6)) {
      s.wait(20, 260);
      if (s.stalled || s.today > until) return;
      yield s.step('HoldDemonstration', { kind: r.pick(['variety', 'technology']) });
    }
  }

  function* guidance(): Life {
    const s = story('2017-11-10');
    while (r.chance(0.72)) {
      s.wait(30, 260);
      if (s.stalled || s.today > until) return;
      const attendees = r.whole(12, 90);
      const misread = r.chance(0.02);
      const givenOn = s.today;
      const given = yield s.step('GiveGuidance', { attendees: misread ? attendees * 10 : attendees });
      if (misread && given)
        yield s.correction(given.events.at(-1)!.id, 'misread-document', givenOn, { attendees });
    }
  }

  function* student(): Life {
    let s = story('2017-09-10').wait(1, 150);
    let stage = r.pick([0, 1, 1, 1, 2, 2, 3, 4]);
    let enrolled = r.chance(0.93);
    const { name, phone } = person(r);
    const registered = yield s.step(
      'RegisterStudent',
      { stage: STAGES[stage]!, enrolled },
      { studentName: name!, guardian: person(r)['name']!, phone: phone! },
    );
    if (!registered) return;
    const studentId = registered.record.id;
    const aid = () =>
      s.wait(3, 70).step(
        'GrantAid',
        {
          studentId,
          kind: stage === 4 ? r.pick(['loan', 'award', 'grant']) : r.pick(['grant', 'subsidy', 'reduction']),
          amountFen: r.whole(4, 30) * (stage === 4 ? 20_000 : 5_000),
        },
        { payee: person(r)['name']!, bankAccount: `0000 ${r.whole(10_000_000, 99_999_999)}` },
      );
    if (r.chance(0.5)) yield aid();
    for (const start of ['2018-08-31', '2019-08-31']) {
      s = story(start).wait(1, 12);
      if (s.stalled) return;
      if (!enrolled && r.chance(0.5)) {
        yield s.step('EnrolStudent', { studentId });
        enrolled = true;
      }
      if (stage < 4 && r.chance(0.2))
        yield s.step('ChangeStudentStage', { studentId, stage: STAGES[++stage]! });
      else if (stage === 4 && r.chance(0.12)) {
        yield s.step('RemoveStudent', { studentId, reason: 'finished-education' });
        return;
      }
      if (r.chance(0.62)) yield aid();
      if (enrolled && stage > 1 && r.chance(0.03)) {
        yield s
          .wait(20, 120)
          .step('ReportDropout', { studentId, reason: r.pick(['cost', 'unwilling', 'family']) });
        enrolled = false;
      }
    }
  }

  return [
    survey(),
    demonstrations(),
    guidance(),
    ...(r.chance(0.97) ? [techGroup()] : []),
    ...(r.chance(0.25) ? [techGroup()] : []),
    ...Array.from({ length: r.whole(1, 4) }, student),
  ];
};
