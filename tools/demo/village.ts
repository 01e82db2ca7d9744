import { random, type Random } from './random';

/** A synthetic village: nothing in it is a real village's. */
export interface DemoVillage {
  readonly code: string;
  readonly name: string;
  readonly districtCode: string;
  readonly townName: string;
  readonly households: number;
  readonly population: number;
  readonly longitude: number;
  readonly latitude: number;
  readonly unit: string;
  readonly unitLevel: 'city' | 'district';
  /** How fast its work goes: 1 is on schedule, below is behind. */
  readonly pace: number;
  /** Something has gone wrong here: work stands still from some month on. */
  readonly stalls: boolean;
}

/** Villages of 1,000 and the middle of each district, by division code. */
const DISTRICTS: readonly (readonly [code: string, share: number, longitude: number, latitude: number])[] = [
  ['120110', 12, 117.42, 39.12],
  ['120111', 38, 117.05, 39.04],
  ['120112', 26, 117.38, 38.97],
  ['120113', 47, 117.14, 39.26],
  ['120114', 172, 117.04, 39.43],
  ['120115', 164, 117.32, 39.66],
  ['120116', 58, 117.6, 38.9],
  ['120117', 71, 117.74, 39.41],
  ['120118', 97, 116.96, 38.86],
  ['120119', 315, 117.44, 40.0],
];
const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁',
];
const PLACES = ['家庄', '庄子', '家村', '各庄', '家口', '台', '家坨', '官屯', '家营', '辛庄', '桥', '堡'];
const TOWNS = [...'东西南北上下大小新安'];
const UNITS = [
  '市教委',
  '市国资委',
  '市农业科学院',
  '区财政局',
  '区水务局',
  '区人民医院',
  '市属高校',
  '市属银行',
  '区市场监管局',
];

/** `count` villages, spread over the ten districts as the programme's 1,000 are; names say 演示 (demo). */
export function demoVillages(seed: number, count = 1000): DemoVillage[] {
  const total = DISTRICTS.reduce((sum, [, share]) => sum + share, 0);
  const villages: DemoVillage[] = [];
  let taken = 0;
  let shares = 0;
  for (const [districtCode, share, longitude, latitude] of DISTRICTS) {
    shares += share;
    const until = Math.round((shares * count) / total);
    for (let n = 0; taken < until; n++, taken++)
      villages.push(village(seed, districtCode, n, longitude, latitude));
  }
  return villages;
}

function village(
  seed: number,
  districtCode: string,
  n: number,
  longitude: number,
  latitude: number,
): DemoVillage {
  const town = 101 + Math.floor(n / 40);
  const code = `${districtCode}${town}${201 + (n % 40)}`;
  const r = random(seed, code);
  const households = r.whole(90, 620);
  const district = r.chance(0.55);
  return {
    code,
    name: `演示·${r.pick(SURNAMES)}${r.pick(PLACES)}村`,
    districtCode,
    townName: `演示·${TOWNS[(town - 101) % TOWNS.length]}镇`,
    households,
    population: Math.round(households * (2.6 + r.next())),
    longitude: round(longitude + (r.next() - 0.5) * 0.3),
    latitude: round(latitude + (r.next() - 0.5) * 0.24),
    unit: `演示·${r.pick(UNITS)}`,
    unitLevel: district ? 'district' : 'city',
    pace: paceOf(r),
    stalls: r.chance(0.03),
  };
}

const round = (x: number) => Math.round(x * 10_000) / 10_000;
const paceOf = (r: Random) => (r.chance(0.12) ? 0.55 + r.next() * 0.25 : 0.9 + r.next() * 0.45);
