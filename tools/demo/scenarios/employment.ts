import { addDays } from '@jiedui/programme';
import type { Life, Scenario } from '../life';
import { person, Story } from './story';

const TRAININGS = [
  { kind: 'practical-agritech', course: 'vegetables-and-fruit', hours: 24 },
  { kind: 'practical-agritech', course: 'livestock', hours: 32 },
  {
    kind: 'new-professional-farmer',
    course: 'farm-management',
    hours: 120,
    certificate: 'professional-farmer',
  },
  { kind: 'rural-talent-leader', course: 'e-commerce', hours: 40, certificate: 'attendance' },
  {
    kind: 'vocational-skill',
    course: 'domestic-services',
    hours: 80,
    certificate: 'vocational-qualification',
  },
  { kind: 'vocational-skill', course: 'construction-trades', hours: 96 },
] as const;

const AID = ['public-welfare-post', 'placement', 'social-insurance-subsidy'] as const;

/** 就业培训: the workers of a village, aided, trained and transferred as they need and wish. */
export const employment: Scenario = ({ village, random: r }) => {
  const story = (start: string) => new Story('employment', village, r, start);

  function* survey(): Life {
    const s = story('2017-11-15').wait(1, 140);
    if (!village.stalls || r.chance(0.3)) yield s.step('CompleteSurvey', {});
  }

  function* worker(): Life {
    const s = story('2017-09-01').wait(1, 120);
    const willing = { willingToTrain: r.chance(0.5), willingToTransfer: r.chance(0.32) };
    const employmentHardship = r.chance(0.14);
    const registered = yield s.step('RegisterWorker', { ...willing, employmentHardship }, person(r));
    if (!registered) return;
    const workerId = registered.record.id;

    s.wait(15, 120);
    if (s.stalled) return;
    const isAided = employmentHardship && r.chance(0.92);
    if (isAided) yield s.step('GrantEmploymentAid', { workerId, kind: r.pick(AID) });
    if (willing.willingToTrain) {
      s.wait(15, 800);
      if (s.stalled) return;
      yield s.step('CompleteTraining', { workerId, ...r.pick(TRAININGS) });
    }
    if (willing.willingToTransfer) {
      s.wait(15, 380);
      if (s.stalled) return;
      yield* transfer(s, workerId);
    }
    if (isAided && r.chance(0.12))
      yield s.wait(60, 200).step('ChangeWorkerHardship', { workerId, employmentHardship: false });
    if (r.chance(0.02)) yield s.wait(30, 200).step('RemoveWorker', { workerId, reason: 'moved' });
  }

  function* transfer(s: Story, workerId: string): Life {
    const away = () =>
      s.step(
        'TransferWorker',
        { workerId, contractStartOn: s.today },
        { employer: '演示·用人单位', place: '天津' },
      );
    const first = s.today;
    const transferred = yield away();
    if (transferred && r.chance(0.03)) {
      const contractStartOn = addDays(first, -r.whole(1, 10));
      yield s.correction(transferred.events.at(-1)!.id, 'misread-document', first, {
        workerId,
        contractStartOn,
      });
    }
    if (!r.chance(0.1)) return;
    yield s.wait(90, 300).step('ReturnWorker', { workerId, reason: 'contract-ended' });
    if (r.chance(0.6)) {
      s.wait(20, 90);
      yield away();
    }
  }

  return [survey(), ...Array.from({ length: r.whole(5, 9) }, worker)];
};
