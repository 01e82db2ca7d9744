import { code, count, event, flag, id, optional, recordCorrected, type EventsOf } from '@jiedui/programme';

const assessor = code('district', 'city');

/** What the organisation department reports of party building (spec section 4, party-building). */
export const events = {
  /** Replaces the leader; `qualified`: to the standard “two highs, two strengths” (双高双强). */
  LeaderElected: event(
    { zh: '选出带头人', en: 'Leader elected' },
    { touches: ['branch'], makes: ['leaderId'], fields: { leaderId: id(), qualified: flag(), assessor } },
  ),
  /** `attended` of the `entitled` party members. */
  OrganisationalLifeHeld: event(
    { zh: '开展组织生活', en: 'Organisational life held' },
    {
      own: ['organisational-life'],
      creates: 'organisational-life',
      fields: {
        kind: code('three-meetings-one-lesson', 'theme-day', 'life-meeting', 'member-appraisal'),
        attended: count(0, 10_000),
        entitled: count(1, 10_000),
      },
    },
  ),
  BranchRated: event(
    { zh: '党支部评定', en: 'Branch rated' },
    { touches: ['branch'], fields: { fiveGood: flag(), assessor } },
  ),
  BranchRatingRevoked: event(
    { zh: '撤销党支部评定', en: 'Branch rating revoked' },
    {
      touches: ['branch'],
      fields: { reason: code('standard-lost', 'breach-of-discipline', 'rated-wrongly') },
    },
  ),
  /** Each title is one record of the village; `level` is for a civilised village only, a higher one replaces a lower. */
  TitleGranted: event(
    { zh: '授予称号', en: 'Title granted' },
    {
      touches: ['title'],
      fields: {
        title: code('civilised-village', 'safe-village'),
        level: optional(code('district', 'city', 'national')),
      },
    },
  ),
  TitleRevoked: event(
    { zh: '撤销称号', en: 'Title revoked' },
    {
      touches: ['title'],
      fields: {
        title: code('civilised-village', 'safe-village'),
        reason: code('standard-lost', 'serious-incident', 'not-renewed', 'granted-wrongly'),
      },
    },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
