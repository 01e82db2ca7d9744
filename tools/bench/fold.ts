import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { areas } from '@jiedui/catalogue';
import { JIEDUI_2017, topicOf } from '@jiedui/programme';
import { openAggregator, openSqliteViewStore } from '@jiedui/progress';
import { SystemClock } from '@jiedui/service-host';
import { openEmbeddedTransport, type Transport } from '@jiedui/transport';
import { inFolder, until } from './folder';
import { MadeUpCity } from './made-up-city';
import { villageCodes } from './village-codes';
import { cpuMicroseconds, megabytes, median, ratio, whole, type Table } from './table';

export interface FoldOptions {
  readonly events: number;
  readonly rounds: number;
  readonly today: string;
}

const AT_ONCE = 5_000;

/** Events/s of the aggregator with its store, against JSON.parse alone on the same texts. */
export const fold = ({ events, rounds, today }: FoldOptions): Promise<Table> =>
  inFolder(async (folder) => {
    const file = join(folder, 'transport.db');
    const transport = openEmbeddedTransport(file);
    const city = new MadeUpCity(3, villageCodes(1_000), events);
    await transport.publish(city.registry());
    const counts = { bytes: 0, changes: 0 };
    for (let made = 0; made < events; made += AT_ONCE) {
      const messages = Array.from({ length: Math.min(AT_ONCE, events - made) }, () => city.next());
      for (const { value } of messages) {
        counts.bytes += value.length;
        counts.changes += value.split('"record":"').length - 1;
      }
      await transport.publish(messages);
    }
    const clock = new SystemClock(JIEDUI_2017.timezone, today);
    const rates: Record<'fold' | 'parse' | 'read', number[]> = { fold: [], parse: [], read: [] };
    const cpu: number[] = [];
    for (let round = 0; round < rounds; round++) {
      rates.parse.push(events / parseAll(file));
      rates.read.push(events / (await readAll(transport, `reader-${round}`, events)));
      const before = cpuMicroseconds();
      rates.fold.push(events / (await foldAll(transport, join(folder, `views-${round}.db`), events, clock)));
      cpu.push((cpuMicroseconds() - before) / events);
    }
    await transport.close();
    const against = (of: readonly number[]) => ratio(median(of.map((rate, n) => rate / rates.parse[n]!)));
    const row = (name: string, of: readonly number[]) => [
      name,
      whole(median(of)),
      against(of),
      (1e6 / median(of)).toFixed(1),
    ];
    return {
      title: 'Fold',
      head: ['', 'events/s', 'ratio', 'CPU us'],
      rows: [
        [...row('aggregator with its store', rates.fold).slice(0, 3), median(cpu).toFixed(1)],
        row('transport read + JSON.parse', rates.read),
        row('JSON.parse alone', rates.parse),
      ],
      notes: [
        `${whole(events)} generated events of ten areas and 1,000 villages, ${megabytes(counts.bytes)}, ${(counts.bytes / events).toFixed(0)} bytes and`,
        `${(counts.changes / events).toFixed(2)} changes an event. Aggregator: from the start until all are folded, evaluated and durable, reading from`,
        'the embedded transport. Transport read: a subscription that only parses. JSON.parse: of the same texts, in memory.',
        `Medians of ${rounds} rounds, the three in turn; the ratio is to JSON.parse, the median of the rounds. CPU: of all threads an event;`,
        'of the two below the time itself.',
      ],
    };
  });

async function foldAll(
  transport: Transport,
  file: string,
  events: number,
  clock: SystemClock,
): Promise<number> {
  const start = performance.now();
  const aggregator = await openAggregator({
    areas,
    openStore: (measures) => openSqliteViewStore(file, measures),
    transport,
    clock,
  });
  const folded = () =>
    aggregator.freshness().reduce((sum, of) => sum + (of.area === 'registry' ? 0 : of.events), 0);
  await until(() => folded() >= events);
  await aggregator.flush();
  await aggregator.current.settle();
  const took = (performance.now() - start) / 1_000;
  await aggregator.close();
  return took;
}

async function readAll(transport: Transport, group: string, events: number): Promise<number> {
  const { promise: all, resolve } = Promise.withResolvers<void>();
  let read = 0;
  const start = performance.now();
  const subscription = await transport.subscribe(
    group,
    areas.map(({ id }) => topicOf(id)),
    async (batch) => {
      for (const { value } of batch) JSON.parse(value as string);
      if ((read += batch.length) >= events) resolve();
    },
  );
  await all;
  const took = (performance.now() - start) / 1_000;
  await subscription.close();
  return took;
}

/** The texts come from the transport's file, a few thousand at a time; only parsing them is timed. */
function parseAll(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  let took = 0;
  for (const { id } of areas) {
    const { id: topic } = db.prepare('SELECT id FROM topics WHERE name = ?').get(topicOf(id)) as {
      id: number;
    };
    const page = db.prepare(
      `SELECT offset, value FROM topic_${topic} WHERE offset > ? ORDER BY offset LIMIT ${AT_ONCE}`,
    );
    for (let after = 0; ;) {
      const rows = page.all(after) as unknown as { offset: number; value: string }[];
      if (!rows.length) break;
      after = rows.at(-1)!.offset;
      const start = performance.now();
      for (const { value } of rows) JSON.parse(value);
      took += performance.now() - start;
    }
  }
  db.close();
  return took / 1_000;
}
