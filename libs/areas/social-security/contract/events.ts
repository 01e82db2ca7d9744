import {
  code,
  day,
  event,
  fen,
  flag,
  recordCorrected,
  surveyCompleted,
  type EventsOf,
} from '@jiedui/programme';

const assessed = { perCapitaIncomeFen: fen(), hasLabour: flag(), hasIncome: flag() };

/** What the civil affairs bureau reports of social security (spec section 4, social-security). */
export const events = {
  SurveyCompleted: surveyCompleted,
  HouseholdRegistered: event(
    { zh: '建档立卡', en: 'Household registered' },
    { own: ['household'], creates: 'household', fields: assessed },
  ),
  HouseholdReassessed: event(
    { zh: '家庭复核', en: 'Household reassessed' },
    { own: ['household'], fields: assessed },
  ),
  /** `occurredOn` is the day on which the line of `lineEffectiveOn` changed what these households are. */
  EligibilityReassessed: event(
    { zh: '低保线调整复核', en: 'Eligibility reassessed under a new line' },
    { touches: ['household'], issuedBy: 'service', fields: { lineFen: fen(), lineEffectiveOn: day() } },
  ),
  SchemeGranted: event(
    { zh: '纳入保障', en: 'Scheme granted' },
    { own: ['household'], fields: { scheme: code('dibao', 'destitute-support', 'low-income-relief') } },
  ),
  SchemeEnded: event(
    { zh: '退出保障', en: 'Scheme ended' },
    {
      own: ['household'],
      fields: {
        reason: code(
          'income-risen',
          'labour-regained',
          'household-asked',
          'not-cooperating',
          'granted-wrongly',
        ),
      },
    },
  ),
  HouseholdRemoved: event(
    { zh: '注销家庭', en: 'Household removed' },
    { own: ['household'], fields: { reason: code('moved', 'deceased', 'joined-another', 'entered-twice') } },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
