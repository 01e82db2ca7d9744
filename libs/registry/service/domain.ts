import { refuse, unless, type At, type RecordKind, type Refusal } from '@jiedui/bureau';
import type { Day } from '@jiedui/programme';
import type { Events } from '@jiedui/registry-contract';

type SupportingUnit = Events['SupportingUnitPaired'];
type ResidentTeam = Events['ResidentTeamAssigned'];

/** A village as the registry knows it (spec section 4, village registry). */
export type Village = Events['VillageRegistered'] & {
  readonly unit?: SupportingUnit | undefined;
  readonly team?: ResidentTeam | undefined;
  readonly merged?: { readonly into: string; readonly on: Day };
};

type Move<E> = (village: Village, event: E, at: At) => Village | Refusal;

/** On the day of its merger a village may still be put in order; from the next day on it takes no command. */
const untilMerged =
  <E>(move: Move<E>): Move<E> =>
  (village, event, at) =>
    village.merged && village.merged.on < at.on
      ? refuse('village-merged', village.merged)
      : move(village, event, at);

export const village: RecordKind<Village, Events> = {
  classify: () => ({}),
  opens: {
    VillageRegistered: (facts) =>
      unless({ 'district-not-of-the-code': facts.code.startsWith(facts.districtCode) }) ?? facts,
  },
  moves: {
    VillageRegistered: () => refuse('village-registered-already'),
    VillageRenamed: untilMerged((village, { name }) => ({ ...village, name })),
    VillageFactsChanged: untilMerged(
      (village, facts) =>
        unless({ 'no-fact-named': Object.keys(facts).length > 0 }) ?? { ...village, ...facts },
    ),
    VillageMerged: (village, { into }, { on }) => {
      if (village.merged) return refuse('village-merged', village.merged);
      return unless({ 'merged-into-itself': into !== village.code }) ?? { ...village, merged: { into, on } };
    },
    SupportingUnitPaired: untilMerged((village, unit) =>
      village.unit ? refuse('unit-paired-already', { unit: village.unit.unit }) : { ...village, unit },
    ),
    SupportingUnitReleased: untilMerged(
      (village) =>
        unless({ 'no-unit-paired': village.unit !== undefined }) ?? { ...village, unit: undefined },
    ),
    ResidentTeamAssigned: untilMerged(
      (village, team) =>
        unless({ 'team-assigned-already': village.team === undefined }) ?? { ...village, team },
    ),
    ResidentTeamWithdrawn: untilMerged(
      (village) =>
        unless({ 'no-team-assigned': village.team !== undefined }) ?? { ...village, team: undefined },
    ),
  },
};

/** The city's average per-capita disposable income of a year; published again, the latest wins. */
export const cityIncome: RecordKind<Events['CityIncomePublished'], Events> = {
  classify: () => ({}),
  opens: { CityIncomePublished: (income) => income },
  moves: { CityIncomePublished: (_, income) => income },
};

/** The subsistence line from a day on; set again for that day, the latest wins. */
export const subsistenceLine: RecordKind<Events['SubsistenceLineSet'], Events> = {
  classify: () => ({}),
  opens: { SubsistenceLineSet: (line) => line },
  moves: { SubsistenceLineSet: (_, line) => line },
};
