import type { Text } from '@jiedui/programme';

export interface District extends Text {
  /** The first six digits of its villages' codes. */
  readonly code: string;
}

/** The ten districts with difficult villages (spec section 4, village registry). */
export const DISTRICTS = [
  { code: '120110', zh: '东丽区', en: 'Dongli' },
  { code: '120111', zh: '西青区', en: 'Xiqing' },
  { code: '120112', zh: '津南区', en: 'Jinnan' },
  { code: '120113', zh: '北辰区', en: 'Beichen' },
  { code: '120114', zh: '武清区', en: 'Wuqing' },
  { code: '120115', zh: '宝坻区', en: 'Baodi' },
  { code: '120116', zh: '滨海新区', en: 'Binhai' },
  { code: '120117', zh: '宁河区', en: 'Ninghe' },
  { code: '120118', zh: '静海区', en: 'Jinghai' },
  { code: '120119', zh: '蓟州区', en: 'Jizhou' },
] as const satisfies readonly District[];
