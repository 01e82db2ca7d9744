import { join } from 'node:path';
import { areas } from '@jiedui/catalogue';
import { openMongo } from '@jiedui/mongo';
import { JIEDUI_2017 } from '@jiedui/programme';
import {
  openAggregator,
  openMongoViewStore,
  openSqliteViewStore,
  type Aggregator,
  type AggregatorOptions,
} from '@jiedui/progress';
import { SystemClock } from '@jiedui/service-host';
import type { Transport } from '@jiedui/transport';
import type { Role } from '../child';
import { until } from '../folder';
import { cpuMicroseconds } from '../table';
import { kafka } from './backlog';

/** Where an aggregator of a measurement keeps its views: files in a folder, or a database. */
export type Place = { readonly folder: string } | { readonly uri: string; readonly database: string };

export interface AggregatorStart {
  readonly brokers: string;
  readonly today: string;
  readonly place: Place;
  readonly member?: string;
}

/** Of one process, since it began to read: until so much was folded, evaluated and durable. */
export interface Folded {
  readonly ms: number;
  readonly cpuUs: number;
  readonly rss: number;
}

export interface TakenOver {
  /** From the question on until it was given the last of the partitions, and until it had taken them over. */
  readonly given: number;
  readonly taken: number;
}

const openStoreIn =
  (place: Place): AggregatorOptions['openStore'] =>
  (measures) =>
    'folder' in place
      ? openSqliteViewStore(join(place.folder, 'views.db'), measures)
      : openMongoViewStore({ ...place, measures });

export async function dropViews(place: Place): Promise<void> {
  if ('folder' in place) return;
  const connection = await openMongo(place.uri, place.database);
  await connection.dropDatabase();
  await connection.close();
}

const foldedIn = (aggregator: Aggregator): number =>
  aggregator.freshness().reduce((sum, { area, events }) => sum + (area === 'registry' ? 0 : events), 0);

/** An aggregator alone in its process. Answers when it has folded so many events, or has so many partitions. */
export const aggregator: Role = async ({ brokers, today, place, member }: AggregatorStart) => {
  const begin = performance.now();
  const watched = watch(kafka(brokers, member));
  const opened = await openAggregator({
    areas,
    openStore: openStoreIn(place),
    transport: watched.transport,
    clock: new SystemClock(JIEDUI_2017.timezone, today),
  });
  const startMs = performance.now() - begin;
  return {
    ready: { startMs },
    async answer(
      asked: { readonly fold: number } | { readonly share: number } | { readonly rest: true },
    ): Promise<object> {
      if ('share' in asked) {
        const from = performance.now();
        await until(() => watched.held() === asked.share);
        return { given: watched.givenAt() - from, taken: performance.now() - from } satisfies TakenOver;
      }
      if ('rest' in asked) {
        globalThis.gc?.();
        return { rss: process.memoryUsage.rss() };
      }
      await until(() => foldedIn(opened) >= asked.fold);
      await opened.flush();
      await opened.current.settle();
      const { at, cpu } = watched.first();
      const [ms, cpuUs] = [performance.now() - at, cpuMicroseconds() - cpu];
      return { ms, cpuUs, rss: process.memoryUsage.rss() } satisfies Folded;
    },
    async close() {
      await opened.close();
      await watched.transport.close();
    },
  };
};

/** Notes when the first event came, and which partitions it has. */
function watch(transport: Transport) {
  const held = new Set<number>();
  let given = 0;
  let first: { readonly at: number; readonly cpu: number } | undefined;
  const watched: Transport = {
    ...transport,
    subscribe: (group, names, handler, { share, ...options } = {}) =>
      transport.subscribe(
        group,
        names,
        (batch) => {
          first ??= { at: performance.now(), cpu: cpuMicroseconds() };
          return handler(batch);
        },
        {
          ...options,
          ...(share && {
            share: {
              async assigned(partitions) {
                given = performance.now();
                await share.assigned(partitions);
                for (const partition of partitions) held.add(partition);
              },
              async revoked(partitions) {
                await share.revoked(partitions);
                for (const partition of partitions) held.delete(partition);
              },
            },
          }),
        },
      ),
  };
  return {
    transport: watched,
    held: () => held.size,
    givenAt: () => given,
    first: () => first ?? { at: performance.now(), cpu: cpuMicroseconds() },
  };
}
