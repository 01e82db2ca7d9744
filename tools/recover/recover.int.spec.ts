import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUpSqliteLog, openSqliteLog, type Commit, type EventLog } from '@jiedui/event-log';
import type { Archive } from '@jiedui/progress';
import * as fc from 'fast-check';
import { recoverLog } from './recover';

const VILLAGES = ['120119101201', '120114000111', '120110000001'];

/** The `n`-th commit of a log: `size` events of a village, at the same time as another one now and then. */
const commitOf = (n: number, village: string, firstSeq: number, size: number): Commit => {
  const time = new Date(Date.UTC(2018, 0, 1) + Math.floor(n / 2)).toISOString();
  const events = Array.from({ length: size }, (_, i) =>
    JSON.stringify({ id: `${n}-${i}`, subject: village, villageseq: firstSeq + i, time }),
  );
  return { village, firstSeq, events, time, idempotencyKey: `key-${n}`, digest: 'digest' };
};

/** As a topic has them: in order per village, villages apart, some of it twice. */
const topicOf =
  (events: readonly string[]): Archive =>
  async (take) => {
    const byVillage = Map.groupBy(events, (text) => (JSON.parse(text) as { subject: string }).subject);
    for (const [partition, [, some]] of [...byVillage].entries())
      for (const part of [some, some.slice(-3)]) await take(part.map((value) => ({ partition, value })));
  };

const eventsIn = async (log: EventLog) => {
  const all = await Promise.all(VILLAGES.map((village) => log.read(village, 1, 1_000)));
  return all.flat();
};

describe('a log that was restored from a backup', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'recover-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds every event again, and takes the next, whenever the backup was made', async () => {
    const step = fc.record({ village: fc.constantFrom(...VILLAGES), size: fc.integer({ min: 1, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.nat(), async (steps, at) => {
        const [file, copy] = ['log', 'copy'].map((name) => join(folder, `${name}-${Math.random()}.db`));
        const log = openSqliteLog(file!, { area: 'housing' });
        const backedUp = at % (steps.length + 1);
        const heads = new Map<string, number>();
        for (const [n, { village, size }] of steps.entries()) {
          if (n === backedUp) await backUpSqliteLog(file!, copy!);
          const head = heads.get(village) ?? 0;
          await log.append([commitOf(n, village, head + 1, size)]);
          heads.set(village, head + size);
        }
        if (backedUp === steps.length) await backUpSqliteLog(file!, copy!);
        const events = await eventsIn(log);
        await log.close();

        const restored = openSqliteLog(copy!, { area: 'housing' });
        const lost = events.length - (await eventsIn(restored)).length;
        expect(await recoverLog(restored, topicOf(events))).toBe(lost);
        expect(await eventsIn(restored)).toEqual(events);
        expect(await recoverLog(restored, topicOf(events))).toBe(0);
        const next = commitOf(steps.length, VILLAGES[0]!, (heads.get(VILLAGES[0]!) ?? 0) + 1, 1);
        expect(await restored.append([next])).toMatchObject([{ status: 'appended' }]);
        await restored.close();
      }),
      { numRuns: 20 },
    );
  });

  it('given a bureau that went on before it was recovered, nothing is written: the numbers are used twice', async () => {
    const log = openSqliteLog(join(folder, 'log.db'), { area: 'housing' });
    const [village] = VILLAGES;
    const events = [1, 2].flatMap((seq) => commitOf(seq, village!, seq, 1).events);
    const other = commitOf(9, village!, 2, 1).events;
    await expect(recoverLog(log, topicOf([...events, ...other]))).rejects.toThrow(
      'Two events have the number',
    );
    expect(await log.summary()).toMatchObject({ events: 0 });
    await log.close();
  });
});
