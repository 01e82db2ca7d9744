import type { Dictionary } from '@jiedui/web-page/plain';

export const words = {
  loading: { zh: '正在载入', en: 'Loading' },
  again: { zh: '重试', en: 'Try again' },
  unreachable: { zh: '连接不上平台', en: 'The platform cannot be reached' },
  unreachableNext: {
    zh: '请检查网络；平台恢复后本页会自动更新，也可现在重试。',
    en: 'Check the network. The page updates by itself once the platform is back; or try again now.',
  },
  token: { zh: '访问口令无效', en: 'The access token is not valid' },
  tokenNext: { zh: '请重新输入访问口令。', en: 'Please enter the access token again.' },
  'not-found': { zh: '没有找到', en: 'There is no such thing' },
  'not-foundNext': {
    zh: '请核对链接，或从列表中重新选择。',
    en: 'Check the link, or choose again from the list.',
  },
  'bad-address': { zh: '链接中的条件无法识别', en: 'The address holds something that is not understood' },
  'bad-addressNext': {
    zh: '请更正下列条件，或恢复默认条件。',
    en: 'Correct the following, or go back to the defaults.',
  },
  failed: { zh: '平台暂时无法回答', en: 'The platform cannot answer at the moment' },
  failedNext: {
    zh: '请稍后重试；如仍不行，请把编号告知运维人员。',
    en: 'Try again shortly; if it persists, tell operations the number.',
  },
  saving: { zh: '正在导出…', en: 'Exporting …' },
  close: { zh: '关闭', en: 'Close' },
  toVillages: { zh: '去村庄列表', en: 'Go to the villages' },
  reset: { zh: '恢复默认条件', en: 'Back to the defaults' },
  correlation: (id: string) => ({ zh: `编号 ${id}`, en: `Number ${id}` }),
} as const satisfies Dictionary;
