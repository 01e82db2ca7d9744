import {
  code,
  count,
  event,
  fen,
  recordCorrected,
  surveyCompleted,
  year,
  type EventsOf,
} from '@jiedui/programme';

/** What the ecology and environment bureau reports of ecological compensation (spec section 4, ecology). */
export const events = {
  SurveyCompleted: surveyCompleted,
  RemediationOpened: event(
    { zh: '整治立项', en: 'Remediation task opened' },
    {
      own: ['remediation-task'],
      creates: 'remediation-task',
      fields: {
        problem: code(
          'domestic-waste',
          'domestic-sewage',
          'livestock-pollution',
          'polluted-water',
          'straw-burning',
          'coal-burning',
          'industrial-pollution',
          'other',
        ),
      },
    },
  ),
  RemediationStarted: event({ zh: '整治开工', en: 'Remediation started' }, { own: ['remediation-task'] }),
  RemediationCompleted: event({ zh: '整治完工', en: 'Remediation completed' }, { own: ['remediation-task'] }),
  RemediationAccepted: event(
    { zh: '整治验收合格', en: 'Remediation accepted' },
    { own: ['remediation-task'] },
  ),
  /** From completed or accepted back to in progress. */
  RemediationReopened: event(
    { zh: '整治重开', en: 'Remediation reopened' },
    {
      own: ['remediation-task'],
      fields: { reason: code('not-accepted', 'problem-returned', 'accepted-wrongly') },
    },
  ),
  FundAllocated: event(
    { zh: '资金下达', en: 'Fund allocated' },
    {
      own: ['fund'],
      creates: 'fund',
      fields: { kind: code('compensation', 'national-project', 'pilot'), amountFen: fen() },
    },
  ),
  /** `amountFen` of this payment; the payments together stay within what was allocated. */
  FundDisbursed: event(
    { zh: '资金拨付', en: 'Fund disbursed' },
    { own: ['fund'], fields: { amountFen: fen() } },
  ),
  BenefitReported: event(
    { zh: '群众受益上报', en: 'Benefit to villagers reported' },
    {
      touches: ['annual-benefit'],
      fields: { year: year(), villagers: count(0, 100_000), beneficiaries: count(0, 100_000) },
    },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
