import type { Label } from '@jiedui/programme';

export const labels: Readonly<Record<string, Label>> = {
  complete: { zh: '摸底是否完成', en: 'Survey complete' },
  category: {
    zh: '家庭类别',
    en: 'Household category',
    codes: {
      'five-guarantee': { zh: '五保户', en: 'Five-guarantee household' },
      dibao: { zh: '低保户', en: 'Dibao household' },
      'disabled-poor': { zh: '贫困残疾人家庭', en: 'Poor household with a disabled member' },
      'disaster-hit': { zh: '受灾户', en: 'Disaster-hit household' },
      'other-poor': { zh: '其他贫困户', en: 'Other poor household' },
    },
  },
  grade: {
    zh: '危险性等级',
    en: 'Danger grade',
    codes: {
      A: { zh: 'A级（安全）', en: 'A (safe)' },
      B: { zh: 'B级（基本安全）', en: 'B (largely safe)' },
      C: { zh: 'C级（局部危险）', en: 'C (partly dangerous)' },
      D: { zh: 'D级（整体危险）', en: 'D (dangerous as a whole)' },
    },
  },
  state: {
    zh: '工程状态',
    en: 'State of the works',
    codes: {
      none: { zh: '未立项', en: 'No works' },
      planned: { zh: '已立项', en: 'Planned' },
      'in-works': { zh: '施工中', en: 'In works' },
      completed: { zh: '已完工', en: 'Completed' },
      accepted: { zh: '已验收', en: 'Accepted' },
    },
  },
  remedy: {
    zh: '改造方式',
    en: 'Remedy',
    codes: {
      none: { zh: '无', en: 'None' },
      repair: { zh: '维修', en: 'Repair' },
      reinforce: { zh: '加固', en: 'Reinforce' },
      rebuild: { zh: '重建', en: 'Rebuild' },
    },
  },
  reason: {
    zh: '原因',
    en: 'Reason',
    codes: {
      'unsafe-structure': { zh: '结构不安全', en: 'Unsafe structure' },
      'poor-workmanship': { zh: '施工质量差', en: 'Poor workmanship' },
      unfinished: { zh: '未按方案完成', en: 'Not finished as planned' },
      'papers-missing': { zh: '资料不全', en: 'Papers missing' },
      demolished: { zh: '已拆除', en: 'Demolished' },
      moved: { zh: '已迁出', en: 'Moved away' },
      deceased: { zh: '亡故', en: 'Died' },
      'not-eligible': { zh: '不符合对象条件', en: 'Not an eligible household' },
      'entered-twice': { zh: '重复录入', en: 'Entered twice' },
    },
  },
};
