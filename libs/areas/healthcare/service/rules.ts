import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'clinic-closed': {
    zh: '该卫生室当日已关闭。重新开办的，请另行登记开办；关闭登记有误的，请更正原记录',
    en: 'The clinic is closed on that day. If one has opened again, open it as a new record; if the closing is wrong, correct that report',
  },
  'up-to-standard-needs-a-doctor': {
    zh: '该卫生室当日没有医生，不能评为达标。请先登记配备的医生人数，再登记检查',
    en: 'The clinic has no doctor on that day, so it cannot be up to standard. Report its doctors first, then the inspection',
  },
  'low-income-status-is-so-already': {
    zh: '该户低收入认定已是如此，没有变更。日期有误的，请更正原记录',
    en: 'The low-income status is so already: nothing changes. If the day is wrong, correct the earlier report',
  },
  'contracted-already': {
    zh: '该户当日已与家庭医生团队签约。改签其他团队的，请先登记解约；团队或日期有误的，请更正原记录',
    en: 'The family has a family-doctor contract on that day. To change the team, end the contract first; if team or day is wrong, correct that report',
  },
  'no-contract-to-end': {
    zh: '该户当日没有家庭医生签约，无约可解。签约漏报的，请先补登',
    en: 'The family has no contract on that day, so there is none to end. If a contract was not reported, report it first',
  },
  'contract-is-with-another-team': {
    zh: '该户签约的不是这个团队。请核对团队编号（见该户记录）；签约登记有误的，请更正原记录',
    en: 'The contract is with another team. Check the id of the team (see the record of the family); if the contract was entered wrongly, correct that report',
  },
  'insure-only-this-year-or-next': {
    zh: '保险年度须为办理日期当年或下一年。补登以往年度的，请填写当时的办理日期',
    en: 'The year of insurance is that of the day on which it is taken out, or the next. For an earlier year, enter the day on which it was taken out then',
  },
  'insured-for-that-year-already': {
    zh: '该户这一年度已参保，不必重复登记。年度或日期有误的，请更正原记录',
    en: 'The family is insured for that year already. If year or day is wrong, correct the first report',
  },
  'aid-only-to-low-income-families': {
    zh: '该户当日未认定为低收入困难农户，不能发放医疗救助。认定有变化的，请先登记变更',
    en: 'The family is not of low income on that day, so no aid can be paid. If its status has changed, report that first',
  },
} as const satisfies Record<string, Text>;
