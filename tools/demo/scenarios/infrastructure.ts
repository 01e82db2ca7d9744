import { addDays } from '@jiedui/programme';
import type { Life, Scenario } from '../life';
import { person, Story } from './story';

/** Item -> how likely it stood already when the programme began. */
const ITEMS = {
  'road-hardening': 0.65,
  'street-lighting': 0.6,
  'waste-treatment': 0.5,
  'clean-energy': 0.35,
  greening: 0.6,
  'healthy-living': 0.55,
  'party-activity-room': 0.85,
  'reading-room': 0.85,
  'culture-room': 0.75,
  'convenience-shop': 0.8,
  clinic: 0.8,
  'postal-station': 0.7,
};
const KINDS = ['irrigation', 'irrigation', 'farmland-quality', 'facility-agriculture', 'leisure-agriculture'];

/** 基础设施: the twelve items, found standing or built one after another, and what production needs. */
export const infrastructure: Scenario = ({ village, random: r }) => {
  const story = (start: string) => new Story('infrastructure', village, r, start);
  const inspector = () => ({ inspector: person(r)['name']! });
  const contractor = () => ({ contractor: `演示·第${r.pick([...'一二三四五'])}建筑公司` });

  function* standing(item: string): Life {
    const s = story('2017-10-10').wait(1, 240);
    const found = { item, existing: true };
    const acceptedOn = s.today;
    const accepted = yield s.step('AcceptFacility', found, inspector());
    if (accepted && r.chance(0.02))
      yield s.correction(
        accepted.events.at(-1)!.id,
        'entered-wrongly',
        addDays(acceptedOn, -r.whole(1, 9)),
        found,
      );
    else if (r.chance(0.03)) {
      const reason = r.pick(['damaged', 'out-of-use', 'standard-lost']);
      yield s.wait(150, 450).step('RevokeFacility', { item, reason }, inspector());
      s.wait(60, 200);
      if (!s.stalled) yield s.step('AcceptFacility', { item }, inspector());
    }
  }

  function* built(item: string): Life {
    const s = story('2017-11-01').wait(20, 840);
    if (s.stalled) return;
    yield s.step('PlanFacility', { item });
    s.wait(15, 110);
    if (s.stalled) return;
    yield s.step('StartFacility', { item }, contractor());
    s.wait(40, 220);
    if (s.stalled) return;
    yield s.step('CompleteFacility', { item });
    s.wait(10, 60);
    if (!s.stalled) yield s.step('AcceptFacility', { item }, inspector());
  }

  function* project(): Life {
    const s = story('2017-12-01').wait(20, 560);
    if (s.stalled) return;
    const planned = yield s.step('PlanProductionProject', { kind: r.pick(KINDS) });
    if (!planned) return;
    const productionProjectId = planned.record.id;
    const investment = () => ({ productionProjectId, amountFen: r.whole(5, 90) * 1_000_000 });
    yield s.wait(10, 60).step('InvestInProductionProject', investment());
    s.wait(10, 60);
    if (s.stalled) return;
    yield s.step('StartProductionProject', { productionProjectId }, contractor());
    if (r.chance(0.4)) yield s.wait(20, 90).step('InvestInProductionProject', investment());
    s.wait(60, 200);
    if (s.stalled) return;
    const completedOn = s.today;
    yield s.step('CompleteProductionProject', { productionProjectId });
    // The last bill comes when the work is done.
    if (r.chance(0.15))
      yield s.wait(10, 40).at('InvestInProductionProject', investment(), addDays(completedOn, -1));
  }

  return [
    ...Object.entries(ITEMS).map(([item, stood]) => (r.chance(stood) ? standing(item) : built(item))),
    ...Array.from({ length: r.pick([0, 1, 1, 2]) }, project),
  ];
};
