import type { Accepted } from '@jiedui/bureau';
import type { Life, Scenario, Step } from '../life';
import { person, Story } from './story';

/** 医疗救助: a clinic, families with their doctors, those of low income insured every winter for the next year. */
export const healthcare: Scenario = ({ village, random: r, until }) => {
  const story = (start: string) => new Story('healthcare', village, r, start);
  const doctorTeamId = `team-${village.districtCode}-${r.whole(1, 9)}`;
  const forgets = village.pace < 0.85 ? 0.08 : 0.015;

  function* survey(): Life {
    const s = story('2017-10-01').wait(1, 150);
    if (!village.stalls || r.chance(0.4)) yield s.step('CompleteSurvey', {});
  }

  function* clinic(): Life {
    const s = story('2017-08-20').wait(1, 100);
    const opened = yield s.step('OpenClinic', {}, { head: person(r)['name']! });
    if (!opened) return;
    const clinicId = opened.record.id;
    yield s.wait(5, 60).step('StaffClinic', { clinicId, doctors: r.whole(1, 3) });
    for (let upToStandard = false; !upToStandard;) {
      s.wait(60, 300);
      if (s.stalled || s.today > until) return;
      upToStandard = r.chance(0.7);
      yield s.step('InspectClinic', { clinicId, upToStandard });
    }
    if (r.chance(0.04)) yield s.wait(100, 400).step('StaffClinic', { clinicId, doctors: 0 });
  }

  /** For a year: in the winter before it, or as soon as the family is known. The story goes on from there. */
  function* insure(s: Story, familyId: string, year: number): Generator<Step, Story, Accepted | undefined> {
    const winter = story(`${year - 1}-11-01`).wait(1, 40);
    const here = winter.today > s.today ? winter : s.wait(1, 10);
    if (here.stalled || r.chance(forgets)) return s;
    const on = here.today;
    const misread = year === 2018 && on < '2018-01-01' && r.chance(0.03);
    const written = { familyId, year: misread ? year - 1 : year };
    const insured = yield here.step('InsureAgainstMajorIllness', written, { policyNumber: `demo-${year}` });
    if (misread && insured)
      yield here.correction(insured.events.at(-1)!.id, 'misread-document', on, { familyId, year });
    if (!r.chance(0.1)) yield here.step('InsureAgainstAccidents', { familyId, year });
    if (r.chance(0.35)) {
      const kind = r.pick(['outpatient', 'outpatient', 'major-illness'] as const);
      const amountFen = r.whole(2, kind === 'outpatient' ? 30 : 300) * 10_000;
      yield here.wait(40, 150).step('PayMedicalAid', { familyId, kind, amountFen }, { patient: '演示患者' });
    }
    return here;
  }

  function* family(): Life {
    let s = story('2017-09-01').wait(1, 120);
    const lowIncome = r.chance(0.28);
    const { name: householder, phone } = person(r);
    const registered = yield s.step(
      'RegisterFamily',
      { lowIncome },
      { householder: householder!, phone: phone! },
    );
    if (!registered) return;
    const familyId = registered.record.id;
    if (lowIncome) s = yield* insure(s, familyId, 2018);
    s.wait(10, lowIncome ? 300 : 700);
    if (s.stalled) return;
    if (!r.chance(0.01)) yield s.step('ContractFamilyDoctor', { familyId, doctorTeamId });
    if (lowIncome) s = yield* insure(s, familyId, 2019);
    else if (r.chance(0.02))
      yield s.wait(60, 300).step('RemoveFamily', { familyId, reason: r.pick(['moved', 'deceased']) });
  }

  return [survey(), clinic(), ...Array.from({ length: r.whole(3, 6) }, family)];
};
