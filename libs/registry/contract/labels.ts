import type { Label } from '@jiedui/programme';
import { DISTRICTS } from './districts';

export const labels: Readonly<Record<string, Label>> = {
  code: { zh: '村庄代码（12位）', en: 'Village code (12 digits)' },
  name: { zh: '村名', en: 'Name of the village' },
  districtCode: {
    zh: '区',
    en: 'District',
    codes: Object.fromEntries(DISTRICTS.map(({ code, zh, en }) => [code, { zh, en }])),
  },
  townName: { zh: '乡镇（街道）', en: 'Town' },
  households: { zh: '户数', en: 'Households' },
  population: { zh: '人口', en: 'Population' },
  longitude: { zh: '经度', en: 'Longitude' },
  latitude: { zh: '纬度', en: 'Latitude' },
  into: { zh: '并入村庄', en: 'Merged into' },
  unit: { zh: '帮扶单位', en: 'Supporting unit' },
  unitLevel: {
    zh: '帮扶单位层级',
    en: 'Level of the supporting unit',
    codes: {
      central: { zh: '中央驻津单位', en: 'Central unit in the city' },
      city: { zh: '市级单位', en: 'City' },
      district: { zh: '区级单位', en: 'District' },
    },
  },
  teamId: { zh: '工作组编号', en: 'Team id' },
  leader: { zh: '组长（化名编号）', en: 'Leader (pseudonymous id)' },
  members: { zh: '组员人数', en: 'Members' },
  year: { zh: '年度', en: 'Year' },
  effectiveOn: { zh: '施行日', en: 'Effective date' },
  fen: { zh: '金额（分/人·年）', en: 'Amount (fen per person and year)' },
};
