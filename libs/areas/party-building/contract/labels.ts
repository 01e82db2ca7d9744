import type { Label } from '@jiedui/programme';

export const labels: Readonly<Record<string, Label>> = {
  leaderId: { zh: '带头人（化名编号）', en: 'Leader (pseudonymous id)' },
  qualified: { zh: '符合“双高双强”', en: 'To the “two highs, two strengths” standard' },
  qualifiedLeader: { zh: '带头人符合“双高双强”', en: 'Leader to the “two highs, two strengths” standard' },
  assessor: {
    zh: '评定层级',
    en: 'Assessed by',
    codes: { district: { zh: '区级', en: 'District' }, city: { zh: '市级', en: 'City' } },
  },
  fiveGood: { zh: '“五好党支部”', en: '“Five-good” branch' },
  kind: {
    zh: '组织生活类型',
    en: 'Kind of organisational life',
    codes: {
      'three-meetings-one-lesson': { zh: '三会一课', en: 'Three meetings and one lesson' },
      'theme-day': { zh: '主题党日', en: 'Theme day' },
      'life-meeting': { zh: '组织生活会', en: 'Organisational life meeting' },
      'member-appraisal': { zh: '民主评议党员', en: 'Appraisal of members' },
    },
  },
  attended: { zh: '实到人数', en: 'Members who attended' },
  entitled: { zh: '应到人数', en: 'Members entitled to attend' },
  title: {
    zh: '称号',
    en: 'Title',
    codes: {
      'civilised-village': { zh: '文明村', en: 'Civilised village' },
      'safe-village': { zh: '平安村庄', en: 'Safe village' },
    },
  },
  level: {
    zh: '称号级别',
    en: 'Level of the title',
    codes: {
      district: { zh: '区级', en: 'District' },
      city: { zh: '市级', en: 'City' },
      national: { zh: '国家级', en: 'National' },
    },
  },
  held: { zh: '是否保持', en: 'Held' },
  reason: {
    zh: '原因',
    en: 'Reason',
    codes: {
      'standard-lost': { zh: '不再达标', en: 'No longer to the standard' },
      'breach-of-discipline': { zh: '违纪违法', en: 'Breach of discipline' },
      'rated-wrongly': { zh: '评定有误', en: 'Rated wrongly' },
      'serious-incident': { zh: '发生重大事件', en: 'Serious incident' },
      'not-renewed': { zh: '复查未通过', en: 'Not renewed on review' },
      'granted-wrongly': { zh: '授予有误', en: 'Granted wrongly' },
    },
  },
};
