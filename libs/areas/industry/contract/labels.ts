import type { Label } from '@jiedui/programme';

export const labels: Readonly<Record<string, Label>> = {
  state: {
    zh: '方案状态',
    en: 'State of the plan',
    codes: {
      drafted: { zh: '已拟定', en: 'Drafted' },
      approved: { zh: '已批准', en: 'Approved' },
      implementing: { zh: '实施中', en: 'Implementing' },
    },
  },
  kind: {
    zh: '主体类型',
    en: 'Kind of business',
    codes: {
      'leading-enterprise': { zh: '龙头企业', en: 'Leading enterprise' },
      cooperative: { zh: '农民合作社', en: 'Cooperative' },
      'family-farm': { zh: '家庭农场', en: 'Family farm' },
    },
  },
  active: { zh: '是否经营', en: 'In business' },
  year: { zh: '年度', en: 'Year' },
  collectiveOperatingIncomeFen: { zh: '村集体经营性收入（分）', en: 'Collective operating income (fen)' },
  perCapitaDisposableIncomeFen: {
    zh: '农民人均可支配收入（分）',
    en: 'Per-capita disposable income of farmers (fen)',
  },
  reason: {
    zh: '原因',
    en: 'Reason',
    codes: {
      'not-feasible': { zh: '方案不可行', en: 'Not feasible' },
      'no-funding': { zh: '资金未落实', en: 'No funding' },
      'conditions-changed': { zh: '条件变化', en: 'Conditions changed' },
      'to-be-redrafted': { zh: '需重新拟定', en: 'To be drafted again' },
      dissolved: { zh: '解散', en: 'Dissolved' },
      merged: { zh: '合并', en: 'Merged into another' },
      bankrupt: { zh: '破产', en: 'Bankrupt' },
      moved: { zh: '迁出本村', en: 'Moved away' },
    },
  },
};
