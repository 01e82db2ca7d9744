import { statSync } from 'node:fs';
import { join } from 'node:path';
import { spawnRole } from './child';
import { makeBigCity } from './big-city';
import { COLD, questions, RATE } from './questions';
import { inFolder } from './folder';
import { villageCodes } from './village-codes';
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
  for (const count of villages)
    cities.push(await inFolder((folder) => measureCity(folder, count, requests, today)));
  const rows = cities.flatMap(({ villages: count, measured, overviewMs }) => [
    ...measured.map(({ latency, load }, n) => {
      const { name, aim, cold } = questions([''])[n]!;
      const loaded = load ? [whole(load.perSecond), ms(load.p99)] : ['', ''];
      return [
        `${whole(count)}: ${name}`,
        ms(latency.p50),
        cold ? '' : ms(latency.p99),
        ms(latency.most),
        ...loaded,
        aim,
      ];
    }),
    [`${whole(count)}: city overview in process`, ms(overviewMs), '', '', whole(1_000 / overviewMs), '', ''],
  ]);
  const [small, big] = [cities[0]!, cities.at(-1)!];
  const growth = big.measured
    .slice(0, 5)
    .map(({ latency }, n) => ratio(latency.p50 / small.measured[n]!.latency.p50));
  return {
    title: 'Queries over HTTP',
    head: ['villages: what is asked', 'p50 ms', 'p99 ms', 'most ms', 'requests/s', 'p99 ms', 'aim p99 ms'],
    rows,
    notes: [
      `${EVENTS_EACH} events a village, of ten areas. Service and client are a process each. p50, p99, most: ${whole(requests)} requests one after another`,
      `(first time: ${COLD} days, each asked until it is answered). requests/s and the p99 behind it: ${CLIENTS} connections for 3 s.`,
      ...(cities.length > 1
        ? [
            `p50 of the first five rows, ${whole(big.villages)} against ${whole(small.villages)} villages: ${growth.join(', ')}`,
          ]
        : []),
      ...cities.flatMap(({ notes }) => notes),
    ],
  };
}

async function measureCity(folder: string, villages: number, requests: number, today: string): Promise<City> {
  const { foldedEvents, foldMs, copyMs } = await makeBigCity(folder, villages, EVENTS_EACH, today);
  const events = villages * EVENTS_EACH;
  const stored = statSync(join(folder, 'progress', 'views.db')).size;
  const service = await spawnRole<{ port: number; loadMs: number; memory: Memory }>('progress', {
    folder,
    today,
    villages,
  });
  const client = await spawnRole<object>('queries-client', { port: service.ready.port });
  const measured: Measured[] = [];
  for (const { paths, cold, busy } of questions(villageCodes(villages))) {
    if (busy) await service.ask({ busy: RATE });
    const latency = await client.ask<Load>({
      paths,
      connections: 1,
      requests: cold ? paths.length : requests,
    });
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
      `${whole(villages)} villages: ${whole(events)} events; ${whole(foldedEvents)} of them made up and folded in ${seconds(foldMs)} without a transport,`,
      ...(events > foldedEvents
        ? [`  the histories of the other villages copied in the store file from those in ${seconds(copyMs)};`]
        : []),
      `  store ${megabytes(stored)}, service ready ${seconds(service.ready.loadMs)} after its start; ${told(service.ready.memory)};`,
      `  after the questions ${told(after.memory)}.`,
    ],
  };
}
