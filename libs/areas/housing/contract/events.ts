import { code, event, recordCorrected, surveyCompleted, type EventsOf } from '@jiedui/programme';

/** What the housing bureau reports (spec section 4, housing). */
export const events = {
  SurveyCompleted: surveyCompleted,
  DwellingAssessed: event(
    { zh: '住房评定', en: 'Dwelling assessed' },
    {
      own: ['dwelling'],
      creates: 'dwelling',
      fields: {
        category: code('five-guarantee', 'dibao', 'disabled-poor', 'disaster-hit', 'other-poor'),
        grade: code('A', 'B', 'C', 'D'),
      },
    },
  ),
  DwellingReassessed: event(
    { zh: '住房重新评定', en: 'Dwelling reassessed' },
    { own: ['dwelling'], fields: { grade: code('A', 'B', 'C', 'D') } },
  ),
  WorksPlanned: event(
    { zh: '工程立项', en: 'Works planned' },
    { own: ['dwelling'], fields: { remedy: code('repair', 'reinforce', 'rebuild') } },
  ),
  WorksStarted: event({ zh: '工程开工', en: 'Works started' }, { own: ['dwelling'] }),
  WorksCompleted: event({ zh: '工程完工', en: 'Works completed' }, { own: ['dwelling'] }),
  WorksAccepted: event({ zh: '工程验收合格', en: 'Works accepted' }, { own: ['dwelling'] }),
  WorksRejected: event(
    { zh: '工程验收不合格', en: 'Works rejected' },
    {
      own: ['dwelling'],
      fields: { reason: code('unsafe-structure', 'poor-workmanship', 'unfinished', 'papers-missing') },
    },
  ),
  DwellingRemoved: event(
    { zh: '住房注销', en: 'Dwelling removed' },
    {
      own: ['dwelling'],
      fields: { reason: code('demolished', 'moved', 'deceased', 'not-eligible', 'entered-twice') },
    },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
