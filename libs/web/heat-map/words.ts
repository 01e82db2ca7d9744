import { format, type Dictionary } from '@jiedui/web-page/plain';

export const words = {
  title: { zh: '作战图', en: 'Heat map' },
  help: {
    zh: '每行一个村，每列一个领域。点格子看原因；也可用方向键移动、回车查看。点列名按该领域由差到好排。',
    en: 'A row is a village, a column a line of work. Click a cell for its reason, or move with the arrow keys and press Enter. A column’s name orders by it, worst first.',
  },
  grid: { zh: '各村各领域的灯', en: 'Lights of the villages by line of work' },
  village: { zh: '村', en: 'Village' },
  met: { zh: '达标', en: 'Met' },
  rows: { zh: '行高', en: 'Rows' },
  normal: { zh: '标准', en: 'Normal' },
  dense: { zh: '紧凑', en: 'Dense' },
  orderBy: (area: string) => ({ zh: `按${area}由差到好排`, en: `Order by ${area}, worst first` }),
  cell: (village: string, area: string, status: string) => ({
    zh: `${village}，${area}：${status}`,
    en: `${village}, ${area}: ${status}`,
  }),
  sentence: (village: string, area: string, status: string) => ({
    zh: `${village}的${area}为“${status}”`,
    en: `${area} of ${village}: ${status.toLowerCase()}`,
  }),
  decided: (indicators: string) => ({ zh: `，由${indicators}决定`, en: `, by ${indicators}` }),
  decidedBy: (indicator: string, value: string, gap: string) => ({
    zh: `“${indicator}”（${value}${gap && `，${gap}`}）`,
    en: `“${indicator}” (${value}${gap && `, ${gap}`})`,
  }),
  more: (n: number) => ({ zh: `等 ${format.count(n)} 项`, en: `and others, ${format.count(n)} in all` }),
  since: (day: string) => ({ zh: `，自 ${day} 起`, en: `, since ${day}` }),
  sinceStart: { zh: '，开始以来一直如此', en: ', ever since the start' },
  responsible: (names: string) => ({ zh: `责任单位：${names}`, en: `Responsible: ${names}` }),
  bureau: (name: string) => ({ zh: `${name}（领域）`, en: `${name} (line of work)` }),
  district: (name: string) => ({ zh: `${name}（区）`, en: `${name} district` }),
  unit: (name: string) => ({ zh: `${name}（帮扶单位）`, en: `${name} (supporting unit)` }),
  team: (members: number) => ({
    zh: `驻村工作组 ${format.count(members)} 人`,
    en: `the resident team of ${format.count(members)}`,
  }),
  teamUnknown: { zh: '驻村工作组', en: 'the resident team' },
  why: { zh: '看依据', en: 'See the events' },
  open: { zh: '打开档案', en: 'Open the village file' },
  close: { zh: '关闭', en: 'Close' },
  none: { zh: '没有符合条件的村', en: 'No village fits' },
  noneNext: { zh: '请放宽条件。', en: 'Ask for less.' },
} as const satisfies Dictionary;
