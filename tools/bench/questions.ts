/** Events a second that come in where they do. */
export const RATE = 200;

/** Paths that take turns. `cold`: each path is asked once only. */
export interface Question {
  readonly name: string;
  readonly aim: string;
  readonly paths: readonly string[];
  readonly cold?: boolean;
  /** Events come in meanwhile. */
  readonly busy?: boolean;
}

const day = (n: number): string =>
  new Date(Date.UTC(2018, 2, 1) + n * 30 * 86_400_000).toISOString().slice(0, 10);
/** So many days are asked for the first time. */
export const COLD = 6;
const days = Array.from({ length: COLD }, (_, n) => day(n));

/** What is asked of a city with these villages. */
export const questions = (codes: readonly string[]): Question[] => {
  const some = Array.from({ length: 200 }, (_, n) => codes[(n * 7_919) % codes.length]!);
  const list = [
    'district=120119&indicator=HO1&status=lagging,off-track&sort=-progress',
    'area=industry&status=off-track,no-data&sort=score',
    'indicator=SS1&sort=progress',
    'district=120114,120115&sort=-score',
  ];
  return [
    { name: 'city overview', aim: '< 10', paths: ['city'] },
    { name: 'districts', aim: '< 10', paths: ['districts'] },
    {
      name: 'village list, filtered and sorted',
      aim: '< 10',
      paths: list.map((query) => `villages?${query}`),
    },
    { name: 'village list, by name, with text', aim: '< 10', paths: ['villages?sort=name&text=%E5%BA%84'] },
    { name: 'village view', aim: '< 10', paths: some.map((code) => `villages/${code}`) },
    { name: `city overview, ${RATE} events/s coming in`, aim: '< 10', paths: ['city'], busy: true },
    {
      name: 'city as of a day, first time',
      aim: '< 1000',
      paths: days.map((at) => `city?asOf=${at}`),
      cold: true,
    },
    { name: 'city as of a day, asked before', aim: '< 1000', paths: [`city?asOf=${days.at(-1)}`] },
    {
      name: 'city as known at, first time',
      aim: '',
      paths: days.map((at) => `city?asKnownAt=${at}T00:00:00Z`),
      cold: true,
    },
    {
      name: 'village list as of a day, asked before',
      aim: '',
      paths: list.map((query) => `villages?${query}&asOf=${days[0]}`),
    },
    {
      name: 'village view as of, as known at',
      aim: '',
      paths: some.map((code, n) => `villages/${code}?asOf=${day(n % 12)}&asKnownAt=${day(n % 12)}T00:00:00Z`),
    },
  ];
};
