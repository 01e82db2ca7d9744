import {
  code,
  count,
  event,
  fen,
  flag,
  recordCorrected,
  surveyCompleted,
  type EventsOf,
} from '@jiedui/programme';

const stage = code('preschool', 'primary', 'junior-secondary', 'senior-secondary', 'higher');

/** What the science and technology bureau reports, education included (spec section 4, science-education). */
export const events = {
  SurveyCompleted: surveyCompleted,
  TechGroupAssigned: event(
    { zh: '技术帮扶组到村', en: 'Technical group assigned' },
    { own: ['tech-group'], creates: 'tech-group', fields: { specialists: count(1, 100) } },
  ),
  TechGroupWithdrawn: event(
    { zh: '技术帮扶组撤出', en: 'Technical group withdrawn' },
    { own: ['tech-group'], fields: { reason: code('term-over', 'replaced', 'village-asked') } },
  ),
  DemonstrationHeld: event(
    { zh: '示范推广', en: 'Demonstration held' },
    { own: ['demonstration'], creates: 'demonstration', fields: { kind: code('variety', 'technology') } },
  ),
  GuidanceGiven: event(
    { zh: '技术指导培训', en: 'Guidance given' },
    { own: ['guidance'], creates: 'guidance', fields: { attendees: count(1, 10_000) } },
  ),
  StudentRegistered: event(
    { zh: '困难学生登记', en: 'Student registered' },
    { own: ['student'], creates: 'student', fields: { stage, enrolled: flag() } },
  ),
  /** To a higher stage only. */
  StudentStageChanged: event(
    { zh: '学段变更', en: 'Stage of a student changed' },
    { own: ['student'], fields: { stage } },
  ),
  StudentEnrolled: event({ zh: '入学（复学）', en: 'Student enrolled' }, { own: ['student'] }),
  StudentDroppedOut: event(
    { zh: '失学', en: 'Student dropped out' },
    { own: ['student'], fields: { reason: code('health', 'cost', 'unwilling', 'gone-to-work', 'family') } },
  ),
  AidGranted: event(
    { zh: '发放助学', en: 'Student aid granted' },
    {
      own: ['aid', 'student'],
      creates: 'aid',
      fields: { kind: code('award', 'loan', 'grant', 'subsidy', 'reduction'), amountFen: fen() },
    },
  ),
  StudentRemoved: event(
    { zh: '注销学生', en: 'Student removed' },
    {
      own: ['student'],
      fields: { reason: code('moved', 'deceased', 'finished-education', 'hardship-over', 'entered-twice') },
    },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
