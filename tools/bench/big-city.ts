import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { areas } from '@jiedui/catalogue';
import { JIEDUI_2017 } from '@jiedui/programme';
import { openAggregator, openSqliteViewStore } from '@jiedui/progress';
import { openHost, SystemClock } from '@jiedui/service-host';
import type { Delivery, Message, Transport } from '@jiedui/transport';
import { settings } from './housing-service';
import { MadeUpCity } from './made-up-city';
import { villageCodes } from './village-codes';

/** Villages whose events are folded; the others get copies of their chunks. */
export const FOLDED = 1_000;

/** Makes a data folder with the views of a city; how long folding and copying took (ms). */
export async function makeBigCity(folder: string, villages: number, eventsEach: number, today: string) {
  const host = await openHost(settings(folder, today), { title: 'bench' });
  await host.closing.run();
  mkdirSync(join(folder, 'progress'), { recursive: true });
  const file = join(folder, 'progress', 'views.db');
  const codes = villageCodes(villages);
  const step = Math.max(1, villages / FOLDED);
  const originals = codes.filter((_, n) => n % step < 1);
  const start = performance.now();
  await foldCity(file, codes, originals, eventsEach, today);
  const folded = performance.now();
  copyHistories(file, codes, originals);
  return {
    foldedEvents: originals.length * eventsEach,
    foldMs: folded - start,
    copyMs: performance.now() - folded,
  };
}

async function foldCity(
  file: string,
  codes: string[],
  originals: string[],
  eventsEach: number,
  today: string,
) {
  const { promise: delivered, resolve, reject } = Promise.withResolvers<void>();
  /** Delivers what is made up on the way, once. */
  const transport: Transport = {
    async subscribe(_group, _topics, handler, options) {
      const deliverAll = async () => {
        await options?.share?.assigned([0]);
        for (const batch of batches(codes, originals, eventsEach)) await handler(batch.map(delivery));
      };
      setImmediate(() => void deliverAll().then(resolve, reject));
      return {
        commit: async () => {},
        handled: () => async () => {},
        lag: async () => ({}),
        close: async () => {},
      };
    },
    publish: async () => reject(new Error('an event could not be read')),
    close: async () => {},
  };
  const aggregator = await openAggregator({
    areas,
    openStore: (measures) => openSqliteViewStore(file, measures),
    transport,
    clock: new SystemClock(JIEDUI_2017.timezone, today),
  });
  await delivered;
  await aggregator.close();
}

function* batches(codes: string[], originals: string[], eventsEach: number): Iterable<Message[]> {
  const AT_ONCE = 5_000;
  const registry = new MadeUpCity(4, codes, 1).registry();
  for (let n = 0; n < registry.length; n += AT_ONCE) yield registry.slice(n, n + AT_ONCE);
  const events = originals.length * eventsEach;
  const city = new MadeUpCity(5, originals, events);
  for (let made = 0; made < events; made += AT_ONCE)
    yield Array.from({ length: Math.min(AT_ONCE, events - made) }, () => city.next());
}

const delivery = ({ topic, key, value }: Message): Delivery => ({
  topic,
  partition: 0,
  offset: '0',
  key,
  value,
  headers: {},
});

/** Knows how the store keeps its chunks; what it holds is what folding the same events would have written. */
function copyHistories(file: string, codes: string[], originals: string[]): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -262144');
  const copy = db.prepare(`INSERT INTO chunk SELECT ?, area, mended, first_seq, last_seq, payload, lines
    FROM chunk WHERE village = ? AND area <> 'registry'`);
  const folded = new Set(originals);
  let n = 0;
  db.exec('BEGIN');
  for (const code of codes) {
    if (folded.has(code)) continue;
    copy.run(code, originals[n % originals.length]!);
    if (++n % 5_000 === 0) db.exec('COMMIT; BEGIN');
  }
  db.exec('COMMIT');
  db.close();
}
