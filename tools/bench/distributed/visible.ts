import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { BureauModule, bureauToken } from '@jiedui/bureau/http';
import type { Bureau } from '@jiedui/bureau';
import { areas } from '@jiedui/catalogue';
import { housingBureau } from '@jiedui/housing-service';
import { AGGREGATOR, ProgressModule, type Aggregator } from '@jiedui/progress';
import { readConfig, startService } from '@jiedui/service-host';
import { spawnRole, type Role } from '../child';
import { inFolder, until } from '../folder';
import { MadeUpCity } from '../made-up-city';
import { WAITS, waitsRow, type Table } from '../table';
import { sendAtRandom } from '../visible';
import { kafka, PARTITIONS } from './backlog';

export interface VisibleOptions {
  readonly brokers: string;
  readonly seconds: number;
  readonly rate: number;
  readonly today: string;
}

interface Place {
  readonly brokers: string;
  readonly folder: string;
  readonly today: string;
}

/** Villages that no backlog names. */
export const villages = Array.from({ length: 1_000 }, (_, n) => `120119${900_000 + n}`);

/** From an acknowledged command to the change in the view, over Kafka: bureau, aggregator and client apart. */
export const visibleOverKafka = ({ brokers, seconds, rate, today }: VisibleOptions): Promise<Table> =>
  inFolder(async (folder) => {
    const count = seconds * rate;
    const bare = await spawnRole('round-trip', { brokers });
    const roundTrips = await bare.ask<{ waits: number[] }>({ count, rate });
    await bare.close();
    const place = (name: string): Place => ({ brokers, folder: join(folder, name), today });
    const [bureau, view] = await Promise.all([
      spawnRole<{ port: number }>('bureau-on-kafka', place('bureau')),
      spawnRole<{ port: number }>('view-on-kafka', place('view')),
    ]);
    const ports = { port: bureau.ready.port, livePort: view.ready.port };
    const client = await spawnRole('visible-client', { ...ports, today, villages });
    await client.ask({ count: rate, rate }); // warms up
    const visible = await client.ask<{ waits: number[] }>({ count, rate });
    for (const child of [client, bureau, view]) await child.close();
    return {
      title: 'Acknowledged command to visible in the view, over Kafka',
      head: WAITS,
      rows: [waitsRow('command to view', visible), waitsRow('bare produce to consume', roundTrips)],
      notes: [
        `Housing commands at random moments, ${rate} a second; bureau and aggregator in processes of their own with embedded stores.`,
        'From the answer over HTTP to the change on /api/progress/live, both as a client in a third process sees them. Bare: a',
        'message at the same moments from the call that publishes it (acks=all) to its delivery, both in one process.',
      ],
    };
  });

const settings = ({ brokers, folder, today }: Place) =>
  readConfig({
    ...{ PORT: '0', JIEDUI_LOG: 'warn', JIEDUI_DATA: folder, JIEDUI_TODAY: today, JIEDUI_RATE: '100000000' },
    ...{ JIEDUI_TRANSPORT: 'kafka', KAFKA_BROKERS: brokers },
    ...{ KAFKA_PARTITIONS: String(PARTITIONS), KAFKA_REPLICATION: '1' },
  });

export const bureauOnKafka: Role = async (place: Place) => {
  const { app, host, address, close } = await startService(
    { title: 'bench', modules: [BureauModule.register(housingBureau)] },
    settings(place),
  );
  const bureau = app.get<Bureau>(bureauToken('housing'), { strict: false });
  await host.transport.publish(new MadeUpCity(1, villages, 1).registry().slice(0, villages.length));
  await until(async () => (await bureau.reference.lag().catch(() => 1)) === 0);
  return { ready: { port: Number(new URL(address).port) }, close };
};

export const viewOnKafka: Role = async (place: Place) => {
  const { app, address, close } = await startService(
    { title: 'bench', modules: [ProgressModule.register(areas)] },
    settings(place),
  );
  const aggregator = app.get<Aggregator>(AGGREGATOR, { strict: false });
  const caughtUp = async () =>
    aggregator.caughtUp().then(
      () => true,
      () => false,
    ); // it has joined the group first
  await until(caughtUp);
  return { ready: { port: Number(new URL(address).port) }, close };
};

const TOPIC = 'bench.round-trip';

export const roundTrip: Role = async ({ brokers }: { readonly brokers: string }) => {
  const transport = kafka(brokers);
  const sent = new Map<string, number>();
  const waits: number[] = [];
  await transport.subscribe(`bench-${randomUUID()}`, [TOPIC], async (batch) => {
    for (const { value } of batch) {
      const at = sent.get(Buffer.from(value as Uint8Array).toString());
      if (at !== undefined) waits.push(performance.now() - at);
    }
  });
  const send = async () => {
    const value = randomUUID();
    sent.set(value, performance.now());
    await transport.publish([{ topic: TOPIC, key: value, value }]);
  };
  return {
    ready: {},
    async answer({ count, rate }: { readonly count: number; readonly rate: number }) {
      await sendAtRandom(rate, rate, send); // warms up
      await until(() => waits.length >= rate);
      waits.length = 0;
      await sendAtRandom(count, rate, send);
      await until(() => waits.length >= count);
      return { waits };
    },
    close: () => transport.close(),
  };
};
