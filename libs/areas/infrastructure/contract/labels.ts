import type { Label } from '@jiedui/programme';

export const labels: Readonly<Record<string, Label>> = {
  item: {
    zh: '项目',
    en: 'Item',
    codes: {
      'road-hardening': { zh: '道路硬化', en: 'Hardened roads' },
      'street-lighting': { zh: '街道亮化', en: 'Street lighting' },
      'waste-treatment': { zh: '垃圾处理无害化', en: 'Harmless waste treatment' },
      'clean-energy': { zh: '能源清洁化', en: 'Clean energy' },
      greening: { zh: '村庄绿化美化', en: 'Greening' },
      'healthy-living': { zh: '生活健康化', en: 'Healthy living' },
      'party-activity-room': { zh: '党员活动室', en: 'Party members’ room' },
      'reading-room': { zh: '农家书屋', en: 'Reading room' },
      'culture-room': { zh: '文化活动室', en: 'Culture room' },
      'convenience-shop': { zh: '便民超市', en: 'Convenience shop' },
      clinic: { zh: '卫生室', en: 'Clinic' },
      'postal-station': { zh: '村邮站', en: 'Postal station' },
    },
  },
  existing: { zh: '原有设施', en: 'It already stood' },
  kind: {
    zh: '生产性设施类型',
    en: 'Kind of production facility',
    codes: {
      irrigation: { zh: '农田水利', en: 'Irrigation' },
      'farmland-quality': { zh: '耕地质量提升', en: 'Quality of farmland' },
      'facility-agriculture': { zh: '设施农业', en: 'Facility agriculture' },
      'leisure-agriculture': { zh: '休闲农业', en: 'Leisure agriculture' },
    },
  },
  state: {
    zh: '建设状态',
    en: 'State of the building work',
    codes: {
      planned: { zh: '已立项', en: 'Planned' },
      'under-construction': { zh: '在建', en: 'Under construction' },
      completed: { zh: '已完工', en: 'Completed' },
      accepted: { zh: '已验收', en: 'Accepted' },
    },
  },
  amountFen: { zh: '金额（分）', en: 'Amount (fen)' },
  investedFen: { zh: '累计投入（分）', en: 'Invested so far (fen)' },
  reason: {
    zh: '原因',
    en: 'Reason',
    codes: {
      damaged: { zh: '损坏', en: 'Damaged' },
      'out-of-use': { zh: '停用', en: 'Out of use' },
      'standard-lost': { zh: '不再达标', en: 'No longer to the standard' },
      'accepted-wrongly': { zh: '验收有误', en: 'Accepted wrongly' },
    },
  },
};
