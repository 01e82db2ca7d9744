import type { Label } from '@jiedui/programme';

export const labels: Readonly<Record<string, Label>> = {
  complete: { zh: '摸底是否完成', en: 'Survey complete' },
  state: {
    zh: '项目状态',
    en: 'State of the project',
    codes: {
      registered: { zh: '已登记', en: 'Registered' },
      approved: { zh: '已批准', en: 'Approved' },
      completed: { zh: '已完成', en: 'Completed' },
    },
  },
  beneficiaries: { zh: '受益人数', en: 'Villagers who benefit' },
  reason: {
    zh: '原因',
    en: 'Reason',
    codes: {
      'not-up-to-standard': { zh: '未达标准', en: 'Not up to the standard' },
      'problem-returned': { zh: '问题反弹', en: 'The problem returned' },
      cancelled: { zh: '项目取消', en: 'Cancelled' },
      merged: { zh: '并入其他项目', en: 'Merged into another' },
      'entered-twice': { zh: '重复录入', en: 'Entered twice' },
    },
  },
};
