import { defineArea, record } from '@jiedui/programme';
import { events } from './events';
import { labels } from './labels';

export const area = defineArea({
  id: 'party-building',
  prefix: 'PB',
  zh: '加强党建帮扶',
  en: 'Party building',
  bureau: { zh: '市委组织部', en: 'Organisation Department of the Municipal Party Committee' },
  survey: false,
  records: {
    branch: record(
      { zh: '村党支部', en: 'Party branch' },
      { fiveGood: 'boolean', qualifiedLeader: 'boolean' },
      'village',
    ),
    title: record(
      { zh: '创建称号', en: 'Title' },
      {
        title: ['civilised-village', 'safe-village'],
        level: ['district', 'city', 'national'],
        held: 'boolean',
      },
      'title',
    ),
    'organisational-life': record(
      { zh: '组织生活', en: 'Organisational life' },
      { kind: ['three-meetings-one-lesson', 'theme-day', 'life-meeting', 'member-appraisal'] },
    ),
  },
  events,
  labels,
  measures: {
    fiveGoodBranch: { record: 'branch', where: { fiveGood: [true] } },
    civilisedVillage: { record: 'title', where: { title: ['civilised-village'], held: [true] } },
    safeVillage: { record: 'title', where: { title: ['safe-village'], held: [true] } },
    qualifiedLeader: { record: 'branch', where: { qualifiedLeader: [true] } },
    threeMeetings: { record: 'organisational-life', where: { kind: ['three-meetings-one-lesson'] } },
    themeDays: { record: 'organisational-life', where: { kind: ['theme-day'] } },
    lifeMeetings: { record: 'organisational-life', where: { kind: ['life-meeting'] } },
    memberAppraisals: { record: 'organisational-life', where: { kind: ['member-appraisal'] } },
  },
  indicators: [
    {
      id: 'PB1',
      zh: '建成“五好党支部”',
      en: '“Five-good” Party branch',
      kind: 'milestone',
      measure: 'fiveGoodBranch',
      target: true,
      clause: '将1000个困难村党组织全部建成“五好党支部”',
    },
    {
      id: 'PB2',
      zh: '达到区级以上文明村标准',
      en: 'Civilised village, district level or above',
      kind: 'milestone',
      measure: 'civilisedVillage',
      target: true,
      clause: '全部达到区级以上文明村创建标准',
    },
    {
      id: 'PB3',
      zh: '达到“平安村庄”标准',
      en: '“Safe village” standard',
      kind: 'milestone',
      measure: 'safeVillage',
      target: true,
      clause: '和“平安村庄”创建标准',
    },
    {
      id: 'PB4',
      zh: '配备“双高双强”带头人',
      en: 'Leader elected to the “two highs, two strengths” standard',
      kind: 'milestone',
      measure: 'qualifiedLeader',
      target: false,
      clause: '严格对照“双高双强”标准……选上来、用起来',
    },
    {
      id: 'PB5',
      zh: '组织生活制度落实',
      en: 'Organisational life kept up',
      kind: 'activity',
      target: false,
      clause: '健全并落实“三会一课”、主题党日、组织生活会、民主评议党员等组织生活制度',
      requires: [
        { measure: 'threeMeetings', atLeast: 1, months: 3 },
        { measure: 'themeDays', atLeast: 1, months: 1 },
        { measure: 'lifeMeetings', atLeast: 1, months: 12 },
        { measure: 'memberAppraisals', atLeast: 1, months: 12 },
      ],
    },
  ],
});
