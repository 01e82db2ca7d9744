import type { Label } from '@jiedui/programme';

export const labels: Readonly<Record<string, Label>> = {
  complete: { zh: '摸底是否完成', en: 'Survey complete' },
  specialists: { zh: '科技人员人数', en: 'Specialists in the group' },
  active: { zh: '是否在村', en: 'Assigned' },
  kind: {
    zh: '类型',
    en: 'Kind',
    codes: {
      variety: { zh: '新品种', en: 'New variety' },
      technology: { zh: '新技术', en: 'New technology' },
      award: { zh: '奖学金', en: 'Award' },
      loan: { zh: '助学贷款', en: 'Loan' },
      grant: { zh: '助学金', en: 'Grant' },
      subsidy: { zh: '补贴', en: 'Subsidy' },
      reduction: { zh: '减免学费', en: 'Reduction of fees' },
    },
  },
  attendees: { zh: '参加人次', en: 'People who attended' },
  stage: {
    zh: '学段',
    en: 'Stage of education',
    codes: {
      preschool: { zh: '学前', en: 'Preschool' },
      primary: { zh: '小学', en: 'Primary' },
      'junior-secondary': { zh: '初中', en: 'Junior secondary' },
      'senior-secondary': { zh: '高中', en: 'Senior secondary' },
      higher: { zh: '高等教育', en: 'Higher' },
    },
  },
  enrolled: { zh: '是否在学', en: 'Enrolled' },
  aided: { zh: '已资助', en: 'Given aid' },
  amountFen: { zh: '金额（分）', en: 'Amount (fen)' },
  reason: {
    zh: '原因',
    en: 'Reason',
    codes: {
      'term-over': { zh: '期满', en: 'Term over' },
      replaced: { zh: '由他组接替', en: 'Replaced by another group' },
      'village-asked': { zh: '村方申请', en: 'The village asked' },
      health: { zh: '健康原因', en: 'Health' },
      cost: { zh: '费用困难', en: 'Cost' },
      unwilling: { zh: '厌学', en: 'Unwilling' },
      'gone-to-work': { zh: '外出务工', en: 'Gone to work' },
      family: { zh: '家庭原因', en: 'Family' },
      moved: { zh: '已迁出', en: 'Moved away' },
      deceased: { zh: '亡故', en: 'Died' },
      'finished-education': { zh: '毕业', en: 'Finished education' },
      'hardship-over': { zh: '不再属困难家庭', en: 'Family no longer in hardship' },
      'entered-twice': { zh: '重复录入', en: 'Entered twice' },
    },
  },
};
