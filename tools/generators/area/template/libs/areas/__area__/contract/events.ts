import { code, count, event, recordCorrected, surveyCompleted, type EventsOf } from '@jiedui/programme';

/** What the bureau reports of its projects. */
export const events = {
  SurveyCompleted: surveyCompleted,
  ProjectRegistered: event(
    { zh: '项目登记', en: 'Project registered' },
    { own: ['project'], creates: 'project' },
  ),
  ProjectApproved: event({ zh: '项目批准', en: 'Project approved' }, { own: ['project'] }),
  ProjectCompleted: event(
    { zh: '项目完成', en: 'Project completed' },
    { own: ['project'], fields: { beneficiaries: count(0, 100_000) } },
  ),
  /** From completed back to approved. */
  ProjectReopened: event(
    { zh: '项目重开', en: 'Project reopened' },
    { own: ['project'], fields: { reason: code('not-up-to-standard', 'problem-returned') } },
  ),
  ProjectRemoved: event(
    { zh: '项目注销', en: 'Project removed' },
    { own: ['project'], fields: { reason: code('cancelled', 'merged', 'entered-twice') } },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
