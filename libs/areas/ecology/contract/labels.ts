import type { Label } from '@jiedui/programme';

export const labels: Readonly<Record<string, Label>> = {
  complete: { zh: '摸底是否完成', en: 'Survey complete' },
  problem: {
    zh: '问题类型',
    en: 'Problem',
    codes: {
      'domestic-waste': { zh: '生活垃圾', en: 'Domestic waste' },
      'domestic-sewage': { zh: '生活污水', en: 'Domestic sewage' },
      'livestock-pollution': { zh: '畜禽养殖污染', en: 'Livestock pollution' },
      'polluted-water': { zh: '坑塘沟渠污染', en: 'Polluted ponds and ditches' },
      'straw-burning': { zh: '秸秆焚烧', en: 'Straw burning' },
      'coal-burning': { zh: '散煤燃烧', en: 'Coal burning' },
      'industrial-pollution': { zh: '工业污染', en: 'Industrial pollution' },
      other: { zh: '其他', en: 'Other' },
    },
  },
  state: {
    zh: '任务状态',
    en: 'State of the task',
    codes: {
      open: { zh: '待整治', en: 'Open' },
      'in-progress': { zh: '整治中', en: 'In progress' },
      completed: { zh: '已完工', en: 'Completed' },
      accepted: { zh: '已验收', en: 'Accepted' },
    },
  },
  kind: {
    zh: '资金类型',
    en: 'Kind of fund',
    codes: {
      compensation: { zh: '生态保护补偿资金', en: 'Ecological compensation' },
      'national-project': { zh: '国家重大生态工程', en: 'National ecological project' },
      pilot: { zh: '试点资金', en: 'Pilot' },
    },
  },
  amountFen: { zh: '金额（分）', en: 'Amount (fen)' },
  allocatedFen: { zh: '下达金额（分）', en: 'Allocated (fen)' },
  disbursedFen: { zh: '累计拨付（分）', en: 'Disbursed so far (fen)' },
  year: { zh: '年度', en: 'Year' },
  villagers: { zh: '村民人数', en: 'Villagers' },
  beneficiaries: { zh: '受益人数', en: 'Villagers who benefit' },
  reason: {
    zh: '原因',
    en: 'Reason',
    codes: {
      'not-accepted': { zh: '验收不合格', en: 'Not accepted' },
      'problem-returned': { zh: '问题反弹', en: 'The problem returned' },
      'accepted-wrongly': { zh: '验收有误', en: 'Accepted wrongly' },
    },
  },
};
