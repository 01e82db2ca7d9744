import { code, event, fen, flag, optional, recordCorrected, type EventsOf } from '@jiedui/programme';

/** The six -isations (六化), then the six haves (六有). */
const item = code(
  'road-hardening',
  'street-lighting',
  'waste-treatment',
  'clean-energy',
  'greening',
  'healthy-living',
  'party-activity-room',
  'reading-room',
  'culture-room',
  'convenience-shop',
  'clinic',
  'postal-station',
);

/** What the development and reform commission reports of infrastructure (spec section 4, infrastructure). */
export const events = {
  FacilityPlanned: event(
    { zh: '项目立项', en: 'Facility planned' },
    { touches: ['facility'], fields: { item } },
  ),
  FacilityStarted: event(
    { zh: '项目开工', en: 'Facility started' },
    { touches: ['facility'], fields: { item } },
  ),
  FacilityCompleted: event(
    { zh: '项目完工', en: 'Facility completed' },
    { touches: ['facility'], fields: { item } },
  ),
  /** `existing: true`: it already stood, and is accepted straight away. */
  FacilityAccepted: event(
    { zh: '项目验收合格', en: 'Facility accepted' },
    { touches: ['facility'], fields: { item, existing: optional(flag()) } },
  ),
  /** On re-inspection, back to completed. */
  FacilityRevoked: event(
    { zh: '撤销验收', en: 'Acceptance of a facility revoked' },
    {
      touches: ['facility'],
      fields: { item, reason: code('damaged', 'out-of-use', 'standard-lost', 'accepted-wrongly') },
    },
  ),
  ProductionProjectPlanned: event(
    { zh: '生产性项目立项', en: 'Production project planned' },
    {
      own: ['production-project'],
      creates: 'production-project',
      fields: {
        kind: code('irrigation', 'farmland-quality', 'facility-agriculture', 'leisure-agriculture'),
      },
    },
  ),
  ProductionProjectStarted: event(
    { zh: '生产性项目开工', en: 'Production project started' },
    { own: ['production-project'] },
  ),
  ProductionProjectCompleted: event(
    { zh: '生产性项目完工', en: 'Production project completed' },
    { own: ['production-project'] },
  ),
  /** `amountFen` of this investment. */
  ProductionInvestmentMade: event(
    { zh: '生产性投入', en: 'Investment in production made' },
    { own: ['production-project'], fields: { amountFen: fen() } },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
