import {
  code,
  count,
  day,
  event,
  flag,
  optional,
  recordCorrected,
  surveyCompleted,
  type EventsOf,
} from '@jiedui/programme';

const intentions = { willingToTrain: flag(), willingToTransfer: flag() };

/** What the human resources bureau reports of employment and training (spec section 4, employment). */
export const events = {
  SurveyCompleted: surveyCompleted,
  WorkerRegistered: event(
    { zh: '劳动力登记', en: 'Worker registered' },
    { own: ['worker'], creates: 'worker', fields: { ...intentions, employmentHardship: flag() } },
  ),
  WorkerIntentionsChanged: event(
    { zh: '意愿变更', en: 'Intentions of a worker changed' },
    { own: ['worker'], fields: intentions },
  ),
  WorkerHardshipChanged: event(
    { zh: '就业困难认定变更', en: 'Employment hardship of a worker changed' },
    { own: ['worker'], fields: { employmentHardship: flag() } },
  ),
  TrainingCompleted: event(
    { zh: '培训结业', en: 'Training completed' },
    {
      own: ['training', 'worker'],
      creates: 'training',
      fields: {
        kind: code(
          'practical-agritech',
          'new-professional-farmer',
          'rural-talent-leader',
          'vocational-skill',
        ),
        course: code(
          'crops',
          'vegetables-and-fruit',
          'livestock',
          'aquaculture',
          'farm-machinery',
          'farm-management',
          'e-commerce',
          'rural-tourism',
          'construction-trades',
          'manufacturing-trades',
          'catering',
          'domestic-services',
          'driving',
          'other',
        ),
        hours: count(1, 2000),
        certificate: optional(code('attendance', 'professional-farmer', 'vocational-qualification')),
      },
    },
  ),
  EmploymentAidGranted: event(
    { zh: '提供就业援助', en: 'Employment aid granted' },
    {
      own: ['worker'],
      fields: {
        kind: code('public-welfare-post', 'placement', 'training-allowance', 'social-insurance-subsidy'),
      },
    },
  ),
  EmploymentAidEnded: event(
    { zh: '就业援助终止', en: 'Employment aid ended' },
    { own: ['worker'], fields: { reason: code('found-work', 'hardship-over', 'term-over', 'declined') } },
  ),
  WorkerTransferred: event(
    { zh: '转移就业', en: 'Worker transferred' },
    { own: ['worker'], fields: { contractStartOn: day() } },
  ),
  WorkerReturned: event(
    { zh: '返乡', en: 'Worker returned' },
    {
      own: ['worker'],
      fields: { reason: code('contract-ended', 'dismissed', 'resigned', 'health', 'family') },
    },
  ),
  WorkerRemoved: event(
    { zh: '注销劳动力', en: 'Worker removed' },
    { own: ['worker'], fields: { reason: code('moved', 'deceased', 'out-of-working-age', 'entered-twice') } },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
