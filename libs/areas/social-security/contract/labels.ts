import type { Label } from '@jiedui/programme';

export const labels: Readonly<Record<string, Label>> = {
  complete: { zh: '摸底是否完成', en: 'Survey complete' },
  perCapitaIncomeFen: { zh: '家庭人均年收入（分）', en: 'Yearly income per head of the household (fen)' },
  hasLabour: { zh: '有劳动力', en: 'Has labour' },
  hasIncome: { zh: '有收入来源', en: 'Has income' },
  belowLine: { zh: '低于低保线', en: 'Below the subsistence line' },
  lineFen: { zh: '低保线（分/人·年）', en: 'Subsistence line (fen per person and year)' },
  lineEffectiveOn: { zh: '低保线施行日', en: 'Day from which the line is in force' },
  scheme: {
    zh: '保障类别',
    en: 'Scheme',
    codes: {
      none: { zh: '无', en: 'None' },
      dibao: { zh: '最低生活保障', en: 'Dibao (subsistence allowance)' },
      'destitute-support': { zh: '特困人员供养', en: 'Support of the destitute' },
      'low-income-relief': { zh: '低收入家庭救助', en: 'Low-income relief' },
    },
  },
  reason: {
    zh: '原因',
    en: 'Reason',
    codes: {
      'income-risen': { zh: '收入提高', en: 'Income has risen' },
      'labour-regained': { zh: '恢复劳动能力', en: 'Labour regained' },
      'household-asked': { zh: '本户申请退出', en: 'The household asked' },
      'not-cooperating': { zh: '不配合复核', en: 'Does not cooperate in the review' },
      'granted-wrongly': { zh: '纳入有误', en: 'Granted wrongly' },
      moved: { zh: '已迁出', en: 'Moved away' },
      deceased: { zh: '亡故', en: 'Died' },
      'joined-another': { zh: '并入他户', en: 'Joined another household' },
      'entered-twice': { zh: '重复录入', en: 'Entered twice' },
    },
  },
};
