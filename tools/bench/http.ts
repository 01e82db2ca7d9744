import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawnRole, type Role } from './child';
import { Connection, type Load } from './connection';
import { inFolder } from './folder';
import { assessment, HOUSING_PATH, serveHousing } from './housing-service';
import { cpuMicroseconds, median, ms, percentile, ratio, whole, type Table } from './table';

export interface HttpOptions {
  readonly seconds: number;
  readonly rounds: number;
  readonly today: string;
}

interface Cpu {
  readonly cpu: number;
}

interface Served {
  readonly port: number;
}

const CLIENTS = 64;

/** Commands/s over HTTP against a bare server that answers the same bytes. */
export const http = ({ seconds, rounds, today }: HttpOptions): Promise<Table> =>
  inFolder(async (folder) => {
    const service = await spawnRole<Served>('housing', { folder, today });
    const client = await spawnRole<object>('commands-client', { today });
    const { body } = await client.ask<{ body: string }>({ port: service.ready.port, once: true });
    const bare = await spawnRole<Served>('bare', { body });
    const servers = [service, bare];
    const loads: (Load & Cpu)[][] = [[], []];
    for (let round = 0; round <= rounds; round++)
      for (const [n, server] of servers.entries()) {
        const before = await server.ask<Cpu>({});
        const load = await client.ask<Load>({ port: server.ready.port, seconds });
        const after = await server.ask<Cpu>({});
        const cpu = (after.cpu - before.cpu) / (load.perSecond * seconds);
        if (round > 0) loads[n]!.push({ ...load, cpu }); // the first warms up
      }
    for (const child of [client, service, bare]) await child.close();
    const [ours, limit] = loads as [(Load & Cpu)[], (Load & Cpu)[]];
    const figure = (of: (Load & Cpu)[], name: keyof (Load & Cpu)) => median(of.map((load) => load[name]));
    const best = median(ours.map(({ perSecond }, round) => perSecond / limit[round]!.perSecond));
    const row = (name: string, of: (Load & Cpu)[], ...rest: string[]) => [
      name,
      whole(figure(of, 'perSecond')),
      ms(figure(of, 'p50')),
      ms(figure(of, 'p99')),
      whole(figure(of, 'cpu')),
      ...rest,
    ];
    return {
      title: 'Commands over HTTP',
      head: ['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU us', 'ratio', 'aim'],
      rows: [row('housing service', ours, ratio(best), '>= 0.50'), row('bare HTTP server', limit, '', '')],
      notes: [
        `POST ${HOUSING_PATH}, each acknowledged when it is durable, by ${CLIENTS} keep-alive connections of one client; service,`,
        `bare node:http server (reads the body, answers the same ${body.length} bytes) and client are a process each.`,
        `Medians of ${rounds} rounds of ${seconds} s, the two in turn; the ratio is the median of the rounds. CPU: of the server, a request.`,
      ],
    };
  });

const answer = async (): Promise<Cpu> => ({ cpu: cpuMicroseconds() });

export const housing: Role = async ({ folder, today }: { folder: string; today: string }) => {
  const { port, close } = await serveHousing(folder, today);
  return { ready: { port }, answer, close };
};

export const bare: Role = async ({ body }: { body: string }) => {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  };
  const server = createServer((request, response) => {
    request.on('data', () => {});
    request.on('end', () => response.writeHead(200, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { ready: { port: (server.address() as AddressInfo).port }, answer };
};

export const commandsClient: Role = async ({ today }: { today: string }) => {
  let sent = 0;
  const post = async (connection: Connection): Promise<string> => {
    const n = sent++;
    const { status, body } = await connection.post(
      HOUSING_PATH,
      `bench-${process.pid}-${n}`,
      assessment(n, today),
    );
    if (status !== 200) throw new Error(`answered ${status}: ${body}`);
    return body;
  };
  return {
    ready: {},
    async answer({ port, seconds, once }: { port: number; seconds: number; once?: boolean }) {
      const connections = await Promise.all(
        Array.from({ length: once ? 1 : CLIENTS }, () => Connection.open(port)),
      );
      if (once) return { body: await post(connections[0]!) };
      const times: number[] = [];
      const begin = performance.now();
      const end = begin + seconds * 1_000;
      await Promise.all(
        connections.map(async (connection) => {
          for (let now = begin; now < end;) {
            await post(connection);
            times.push(performance.now() - now);
            now = performance.now();
          }
        }),
      );
      const took = performance.now() - begin;
      connections.forEach((connection) => connection.close());
      return {
        perSecond: times.length / (took / 1_000),
        p50: median(times),
        p99: percentile(times, 0.99),
        most: Math.max(...times),
      };
    },
  };
};
