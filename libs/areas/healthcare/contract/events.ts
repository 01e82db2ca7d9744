import {
  code,
  count,
  event,
  fen,
  flag,
  id,
  recordCorrected,
  surveyCompleted,
  year,
  type EventsOf,
} from '@jiedui/programme';

/** An insurance holds for a calendar year. */
const insuranceYear = year(2016, 2030);

/** What the health commission reports of medical assistance (spec section 4, healthcare). */
export const events = {
  SurveyCompleted: surveyCompleted,
  ClinicOpened: event({ zh: '卫生室开办', en: 'Clinic opened' }, { own: ['clinic'], creates: 'clinic' }),
  /** None left clears the standard. */
  ClinicStaffed: event(
    { zh: '卫生室配备医生', en: 'Clinic staffed' },
    { own: ['clinic'], fields: { doctors: count(0, 100) } },
  ),
  ClinicInspected: event(
    { zh: '卫生室检查', en: 'Clinic inspected' },
    { own: ['clinic'], fields: { upToStandard: flag() } },
  ),
  ClinicClosed: event(
    { zh: '卫生室关闭', en: 'Clinic closed' },
    { own: ['clinic'], fields: { reason: code('merged', 'no-doctor', 'building-unfit', 'licence-lost') } },
  ),
  FamilyRegistered: event(
    { zh: '家庭登记', en: 'Family registered' },
    { own: ['family'], creates: 'family', fields: { lowIncome: flag() } },
  ),
  LowIncomeStatusChanged: event(
    { zh: '低收入认定变更', en: 'Low-income status changed' },
    { own: ['family'], fields: { lowIncome: flag() } },
  ),
  FamilyDoctorContracted: event(
    { zh: '家庭医生签约', en: 'Family doctor contracted' },
    { own: ['family'], fields: { doctorTeamId: id() } },
  ),
  FamilyDoctorContractEnded: event(
    { zh: '家庭医生解约', en: 'Family-doctor contract ended' },
    {
      own: ['family'],
      fields: { doctorTeamId: id(), reason: code('term-over', 'family-asked', 'team-dissolved') },
    },
  ),
  MajorIllnessInsured: event(
    { zh: '参加大病保险', en: 'Insured against major illness' },
    { own: ['family'], fields: { year: insuranceYear } },
  ),
  /** On 1 January: the families whose insurance of `year` was not renewed. */
  MajorIllnessInsuranceLapsed: event(
    { zh: '大病保险到期', en: 'Major-illness insurance lapsed' },
    { touches: ['family'], issuedBy: 'service', fields: { year: insuranceYear } },
  ),
  AccidentInsured: event(
    { zh: '参加医疗、意外伤害保险', en: 'Insured against accidents' },
    { own: ['family'], fields: { year: insuranceYear } },
  ),
  /** On 1 January: the families whose insurance of `year` was not renewed. */
  AccidentInsuranceLapsed: event(
    { zh: '医疗、意外伤害保险到期', en: 'Accident insurance lapsed' },
    { touches: ['family'], issuedBy: 'service', fields: { year: insuranceYear } },
  ),
  MedicalAidPaid: event(
    { zh: '发放医疗救助', en: 'Medical aid paid' },
    {
      own: ['aid', 'family'],
      creates: 'aid',
      fields: { kind: code('outpatient', 'major-illness'), amountFen: fen() },
    },
  ),
  FamilyRemoved: event(
    { zh: '注销家庭', en: 'Family removed' },
    { own: ['family'], fields: { reason: code('moved', 'deceased', 'joined-another', 'entered-twice') } },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
