import type { Label } from '@jiedui/programme';

export const labels: Readonly<Record<string, Label>> = {
  complete: { zh: '摸底是否完成', en: 'Survey complete' },
  open: { zh: '是否开办', en: 'Open' },
  doctors: { zh: '医生人数', en: 'Doctors' },
  upToStandard: { zh: '是否达标', en: 'Up to standard' },
  lowIncome: { zh: '低收入困难农户', en: 'Low income' },
  contracted: { zh: '家庭医生已签约', en: 'Family doctor contracted' },
  doctorTeamId: { zh: '家庭医生团队编号', en: 'Id of the family-doctor team' },
  majorIllnessInsured: { zh: '参加大病保险', en: 'Insured against major illness' },
  accidentInsured: { zh: '参加医疗、意外伤害保险', en: 'Insured against accidents' },
  year: { zh: '保险年度', en: 'Year of insurance' },
  kind: {
    zh: '救助类型',
    en: 'Kind of aid',
    codes: {
      outpatient: { zh: '门诊救助', en: 'Outpatient' },
      'major-illness': { zh: '大病救助', en: 'Major illness' },
    },
  },
  amountFen: { zh: '金额（分）', en: 'Amount (fen)' },
  reason: {
    zh: '原因',
    en: 'Reason',
    codes: {
      merged: { zh: '合并设置', en: 'Merged with another' },
      'no-doctor': { zh: '无医生', en: 'No doctor' },
      'building-unfit': { zh: '房屋不适用', en: 'Building unfit' },
      'licence-lost': { zh: '执业许可失效', en: 'Licence lost' },
      'term-over': { zh: '期满', en: 'Term over' },
      'family-asked': { zh: '本户申请', en: 'The family asked' },
      'team-dissolved': { zh: '团队撤销', en: 'Team dissolved' },
      moved: { zh: '已迁出', en: 'Moved away' },
      deceased: { zh: '亡故', en: 'Died' },
      'joined-another': { zh: '并入他户', en: 'Joined another family' },
      'entered-twice': { zh: '重复录入', en: 'Entered twice' },
    },
  },
};
