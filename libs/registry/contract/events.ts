import {
  code,
  count,
  day,
  event,
  fen,
  id,
  name,
  number,
  optional,
  village,
  year,
  type EventsOf,
} from '@jiedui/programme';

const DISTRICT_CODES = [
  '120110',
  '120111',
  '120112',
  '120113',
  '120114',
  '120115',
  '120116',
  '120117',
  '120118',
  '120119',
] as const;

const households = count(0, 100_000);
const population = count(0, 1_000_000);
const longitude = number(-180, 180);
const latitude = number(-90, 90);

/**
 * What the registry publishes (spec section 4, village registry): named facts and no `changes`. The key is
 * the village code; that of the two reference values is `city`.
 */
export const events = {
  /** `code` is the subject once more. */
  VillageRegistered: event(
    { zh: '村庄登记', en: 'Village registered' },
    {
      touches: ['village'],
      fields: {
        code: village(),
        name: name(),
        districtCode: code(...DISTRICT_CODES),
        townName: name(),
        households,
        population,
        longitude,
        latitude,
      },
    },
  ),
  VillageRenamed: event(
    { zh: '村庄更名', en: 'Village renamed' },
    { touches: ['village'], fields: { name: name() } },
  ),
  /** From `occurredOn` on the village is part of `into`. */
  VillageMerged: event(
    { zh: '村庄合并', en: 'Village merged into another' },
    { touches: ['village'], fields: { into: village() } },
  ),
  /** Only what has changed. */
  VillageFactsChanged: event(
    { zh: '村情变更', en: 'Facts of a village changed' },
    {
      touches: ['village'],
      fields: {
        households: optional(households),
        population: optional(population),
        longitude: optional(longitude),
        latitude: optional(latitude),
      },
    },
  ),
  SupportingUnitPaired: event(
    { zh: '帮扶单位结对', en: 'Supporting unit paired' },
    { touches: ['village'], fields: { unit: name(), unitLevel: code('central', 'city', 'district') } },
  ),
  SupportingUnitReleased: event(
    { zh: '帮扶单位解除结对', en: 'Supporting unit released' },
    { touches: ['village'] },
  ),
  ResidentTeamAssigned: event(
    { zh: '驻村工作组进驻', en: 'Resident team assigned' },
    {
      touches: ['village'],
      makes: ['teamId', 'leader'],
      fields: { teamId: id(), leader: id(), members: count(1, 50) },
    },
  ),
  ResidentTeamWithdrawn: event(
    { zh: '驻村工作组撤出', en: 'Resident team withdrawn' },
    { touches: ['village'] },
  ),
  CityIncomePublished: event(
    { zh: '全市人均可支配收入发布', en: 'City income published' },
    { touches: ['city-income'], fields: { year: year(2010, 2030), fen: fen() } },
  ),
  SubsistenceLineSet: event(
    { zh: '低保线发布', en: 'Subsistence line set' },
    { touches: ['subsistence-line'], fields: { effectiveOn: day(), fen: fen() } },
  ),
};

export type Events = EventsOf<typeof events>;
