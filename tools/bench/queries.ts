import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openHost } from '@jiedui/service-host';
import { spawnRole } from './child';
import { makeBigCity } from './big-city';
import { inFolder } from './folder';
import { settings } from './housing-service';
import { villageCodes } from './made-up-city';
import type { Load } from './connection';
import type { Memory } from './progress-service';
import { megabytes, ms, ratio, seconds, whole, type Table } from './table';

export interface QueriesOptions {
  readonly villages: readonly number[];
  readonly requests: number;
  readonly today: string;
}

const EVENTS_EACH = 200;
const CLIENTS = 16;
const RATE = 200;

/** What is asked: paths that take turns. `cold`: each path is asked once only. */
interface Asked {
  readonly name: string;
  readonly aim: string;
  readonly paths: readonly string[];
  readonly cold?: boolean;
  /** Events come in meanwhile. */
  readonly busy?: boolean;
}

const day = (n: number): string => new Date(Date.UTC(2018, 2, 1) + n * 30 * 86_400_000).toISOString().slice(0, 10);
const COLD = 6;
const days = Array.from({ length: COLD }, (_, n) => day(n));

const asked = (codes: readonly string[]): Asked[] => {
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
    { name: 'village list, filtered and sorted', aim: '< 10', paths: list.map((query) => `villages?${query}`) },
    { name: 'village list, by name, with text', aim: '< 10', paths: ['villages?sort=name&text=%E5%BA%84'] },
    { name: 'village view', aim: '< 10', paths: some.map((code) => `villages/${code}`) },
    { name: `city overview, ${RATE} events/s coming in`, aim: '< 10', paths: ['city'], busy: true },
    { name: 'city as of a day, first time', aim: '< 1000', paths: days.map((at) => `city?asOf=${at}`), cold: true },
    { name: 'city as of a day, asked before', aim: '< 1000', paths: [`city?asOf=${days.at(-1)}`] },
    {
      name: 'city as known at, first time',
      aim: '',
      paths: days.map((at) => `city?asKnownAt=${at}T00:00:00Z`),
      cold: true,
    },
    { name: 'village list as of a day, asked before', aim: '', paths: list.map((query) => `villages?${query}&asOf=${days[0]}`) },
    { name: 'village view as of, as known at', aim: '', paths: some.map((code, n) => `villages/${code}?asOf=${day(n % 12)}&asKnownAt=${day(n % 12)}T00:00:00Z`) },
  ];
};

interface Measured {
  readonly latency: Load;
  readonly load?: Load;
}

interface City {
  readonly villages: number;
  readonly notes: readonly string[];
  readonly measured: readonly Measured[];
  readonly overviewMs: number;
}

/** The city's API with a small and with a large city. */
export async function queries({ villages, requests, today }: QueriesOptions): Promise<Table> {
  const cities: City[] = [];
  for (const count of villages) cities.push(await inFolder((folder) => measureCity(folder, count, requests, today)));
  const rows = cities.flatMap(({ villages: count, measured, overviewMs }) => [
    ...measured.map(({ latency, load }, n) => {
      const { name, aim, cold } = asked(villageCodes(1))[n]!;
      const loaded = load ? [whole(load.perSecond), ms(load.p99)] : ['', ''];
      return [`${whole(count)}: ${name}`, ms(latency.p50), cold ? '' : ms(latency.p99), ms(latency.most), ...loaded, aim];
    }),
    [`${whole(count)}: city overview in process`, ms(overviewMs), '', '', whole(1_000 / overviewMs), '', ''],
  ]);
  const [small, big] = [cities[0]!, cities.at(-1)!];
  const growth = big.measured.slice(0, 5).map(({ latency }, n) => ratio(latency.p50 / small.measured[n]!.latency.p50));
  return {
    title: 'Queries over HTTP',
    head: ['villages: what is asked', 'p50 ms', 'p99 ms', 'most ms', 'requests/s', 'p99 ms', 'aim p99 ms'],
    rows,
    notes: [
      `${EVENTS_EACH} events a village, of ten areas. Service and client are a process each. p50, p99, most: ${whole(requests)} requests one after another`,
      `(first time: ${COLD} days, each asked until it is answered). requests/s and the p99 behind it: ${CLIENTS} connections for 3 s.`,
      ...(cities.length > 1 ? [`p50 of the first five rows, ${whole(big.villages)} against ${whole(small.villages)} villages: ${growth.join(', ')}`] : []),
      ...cities.flatMap(({ notes }) => notes),
    ],
  };
}

async function measureCity(folder: string, villages: number, requests: number, today: string): Promise<City> {
  const host = await openHost(settings(folder, today), { title: 'bench' }); // makes it a data folder
  await host.closing.run();
  const took = await makeBigCity(folder, villages, EVENTS_EACH, today);
  const events = villages * EVENTS_EACH;
  const stored = statSync(join(folder, 'progress', 'views.db')).size;
  const service = await spawnRole<{ port: number; loadMs: number; memory: Memory }>('progress', { folder, today, villages });
  const client = await spawnRole<object>('queries-client', { port: service.ready.port });
  const measured: Measured[] = [];
  for (const { paths, cold, busy } of asked(villageCodes(villages))) {
    if (busy) await service.ask({ busy: RATE });
    const latency = await client.ask<Load>({ paths, connections: 1, requests: cold ? paths.length : requests });
    const load = cold ? undefined : await client.ask<Load>({ paths, connections: CLIENTS, seconds: 3 });
    if (busy) await service.ask({ busy: 0 });
    measured.push({ latency, ...(load && { load }) });
  }
  const after = await service.ask<{ memory: Memory; overviewMs: number }>({ memory: true });
  await client.close();
  await service.close();
  const told = ({ rss, heap, external, book, deltas }: Memory) =>
    `rss ${megabytes(rss)}, heap ${megabytes(heap)}, buffers ${megabytes(external)}, of it book ${megabytes(book)} (${whole(deltas)} deltas)`;
  return {
    villages,
    measured,
    overviewMs: after.overviewMs,
    notes: [
      `${whole(villages)} villages: ${whole(events)} events, folded in ${seconds(took)} from a stream made on the way (no transport),`,
      `  store ${megabytes(stored)}, service ready ${seconds(service.ready.loadMs)} after its start; ${told(service.ready.memory)};`,
      `  after the questions ${told(after.memory)}.`,
    ],
  };
}
