import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'facility-once-per-village': {
    zh: '本村该项目已有记录，每村每项只立一次。日期有误的，请更正原记录；设施损坏、停用的，请撤销验收',
    en: 'The village has this item on record already, once. If the day is wrong, correct that report; if the facility is damaged or out of use, revoke its acceptance',
  },
  'start-only-a-planned-facility': {
    zh: '只有“已立项”的项目可以开工。请先立项；已开工的不必重复登记',
    en: 'Only a planned facility can start. Plan it first; one that has started needs no second report',
  },
  'complete-only-a-started-facility': {
    zh: '只有“在建”的项目可以完工。请先登记开工；已完工的不必重复登记',
    en: 'Only a facility under construction can be completed. Report its start first; a completed one needs no second report',
  },
  'accept-only-a-completed-facility': {
    zh: '只有“已完工”的项目可以验收合格。新建的请先登记完工；原来就有、没有立过项的，请注明“原有设施”；已验收的不必重复登记',
    en: 'Only a completed facility can be accepted. Report its completion first; one that stood before and was never planned is accepted as existing; an accepted one needs no second report',
  },
  'existing-only-without-a-record': {
    zh: '本村该项目已有记录，不能再按“原有设施”验收。请完工后验收，不注明“原有设施”；立项有误的，请先撤销原立项',
    en: 'The village has this item on record, so it is not accepted as existing. Accept it once it is completed, without that mark; if it was planned by mistake, withdraw the plan first',
  },
  'revoke-only-an-accepted-facility': {
    zh: '只有“已验收”的项目可以撤销验收；已撤销的，整改后请重新验收',
    en: 'Only the acceptance of an accepted facility can be revoked; once it is put right, accept it again',
  },
  'start-only-a-planned-project': {
    zh: '只有“已立项”的生产性项目可以开工；已开工的不必重复登记',
    en: 'Only a planned project can start; one that has started needs no second report',
  },
  'complete-only-a-started-project': {
    zh: '只有“在建”的生产性项目可以完工。请先登记开工；已完工的不必重复登记',
    en: 'Only a project under construction can be completed. Report its start first; a completed one needs no second report',
  },
  'invest-only-until-completed': {
    zh: '该生产性项目当日已完工，不再登记投入。完工之前的投入，请按当时日期补登；完工日期有误的，请更正原记录',
    en: 'The project is completed on that day and takes no more investment. An investment from before may be reported for its own day; if the day of completion is wrong, correct that report',
  },
} as const satisfies Record<string, Text>;
