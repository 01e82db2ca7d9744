import type { Life, Scenario } from '../life';
import { person, Story } from './story';

/** 加强党建: a leader, a rating, two titles, and the branch's organisational life month by month. */
export const partyBuilding: Scenario = ({ village, random: r, until }) => {
  const members = r.whole(16, 70);
  const story = (start: string) => new Story('party-building', village, r, start);
  const meeting = (kind: string) => ({
    kind,
    attended: Math.round(members * (0.65 + 0.35 * r.next())),
    entitled: members,
  });

  function* regularly(kind: string, start: string, from: number, to: number): Life {
    for (const s = story(start).wait(1, to); s.today <= until && !s.stalled; s.wait(from, to)) {
      const heldOn = s.today;
      const held = yield s.step('HoldOrganisationalLife', meeting(kind));
      if (held && r.chance(0.004))
        yield s.correction(held.events.at(-1)!.id, 'entered-wrongly', heldOn, meeting(kind));
    }
  }

  function* yearly(): Life {
    for (const year of [2018, 2019]) {
      const s = story(`${year}-01-05`).wait(1, 50);
      if (s.stalled) return;
      if (r.chance(village.pace < 0.8 ? 0.35 : 0.04)) continue;
      yield s.step('HoldOrganisationalLife', meeting('life-meeting'));
      if (r.chance(0.95)) yield s.wait(1, 15).step('HoldOrganisationalLife', meeting('member-appraisal'));
    }
  }

  const leader = () => ({ leader: person(r)['name']!, phone: person(r)['phone']! });

  function* branch(): Life {
    const s = story('2017-09-01').wait(1, 90);
    const qualified = r.chance(0.55);
    yield s.step('ElectLeader', { qualified, assessor: 'district' }, leader());
    s.wait(250, 700);
    if (!qualified && !s.stalled)
      yield s.step('ElectLeader', { qualified: r.chance(0.9), assessor: 'district' }, leader());
    for (let fiveGood = false; !fiveGood; s.wait(120, 300)) {
      if (s.stalled || s.today > until) return;
      fiveGood = r.chance(0.6);
      yield s.step('RateBranch', { fiveGood, assessor: r.pick(['district', 'district', 'city']) });
    }
    if (!r.chance(0.03)) return;
    yield s.step('RevokeBranchRating', { reason: 'breach-of-discipline' });
    yield s.wait(20, 60).step('ElectLeader', { qualified: true, assessor: 'city' }, leader());
  }

  function* civilisedVillage(): Life {
    const s = story('2018-01-01').wait(60, 1100);
    if (s.stalled) return;
    const grantedOn = s.today;
    const title = { title: 'civilised-village' };
    const misread = r.chance(0.02);
    const granted = yield s.step('GrantTitle', { ...title, level: misread ? 'city' : 'district' });
    if (misread && granted)
      yield s.correction(granted.events.at(-1)!.id, 'misread-document', grantedOn, {
        ...title,
        level: 'district',
      });
    if (r.chance(0.15)) yield s.wait(150, 400).step('GrantTitle', { ...title, level: 'city' });
  }

  function* safeVillage(): Life {
    const s = story('2017-12-01').wait(30, 1050);
    if (s.stalled) return;
    const title = { title: 'safe-village' };
    yield s.step('GrantTitle', title);
    if (!r.chance(0.04)) return;
    yield s.wait(60, 300).step('RevokeTitle', { ...title, reason: 'serious-incident' });
    if (r.chance(0.5)) yield s.wait(150, 300).step('GrantTitle', title);
  }

  return [
    branch(),
    civilisedVillage(),
    safeVillage(),
    yearly(),
    regularly('three-meetings-one-lesson', '2018-01-01', 66, 84),
    regularly('theme-day', '2019-01-01', 26, 34),
  ];
};
