import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type DomainEvent } from '@jiedui/programme';
import { eventOf, orchardAreas, plainMeasures, shown, villageCodes } from '../fold/orchards.fixture';
import { Workshop } from './workshop.fixture';

const EVENTS = 6_000;
const streams = orchardAreas.flatMap(({ id }) => villageCodes.map((village) => ({ area: id, village })));
const events: readonly DomainEvent[] = Array.from({ length: EVENTS }, (_, n) => {
  const { area, village } = streams[n % streams.length]!;
  const effectiveOn = `2018-0${1 + (n % 9)}-15`;
  const after = n % 5 ? { state: 'bearing', worthFen: n } : null;
  const before = n % 3 ? { state: 'planted', worthFen: 7 } : null;
  const time = new Date(Date.UTC(2018, 0, 1) + n * 3_600_000).toISOString();
  return eventOf(
    area,
    village,
    1 + Math.floor(n / streams.length),
    [{ record: 'tree', id: `t${n}`, effectiveOn, before, after }],
    { time },
  );
});

/** Starts an aggregator on the folder and kills it once it has folded so many; how many it said at first. */
async function killAt(folder: string, enough: number): Promise<number> {
  const child = spawn(
    process.execPath,
    ['tools/run.mjs', 'libs/progress/src/consumer/aggregator.killed.ts', folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((resolve) => child.on('close', resolve));
  let first: number | undefined;
  let folded = 0;
  for await (const line of createInterface(child.stdout)) {
    folded = Number(line);
    first ??= folded;
    if (folded >= enough) child.kill('SIGKILL');
  }
  await ended;
  if (folded < enough) throw new Error(`the aggregator ended by itself at ${folded}`);
  return first!;
}

it('given an aggregator that is killed again and again while it folds, nothing is lost and nothing counts twice', async () => {
  const workshop = new Workshop();
  try {
    await workshop.publish(events);
    const started: number[] = [];
    for (const part of [0.05, 0.1, 0.3, 0.5, 0.7, 0.9])
      started.push(await killAt(workshop.folder, EVENTS * part));
    expect(Math.max(...started)).toBeGreaterThan(0); // some starts took back what was durable
    await workshop.start();
    await workshop.aggregator.caughtUp();
    for (const village of villageCodes) {
      expect(workshop.shown(village)).toEqual(shown(plainMeasures(events, village, '2019-09-30')));
      for (const { id } of orchardAreas) {
        const entries = await workshop.aggregator.entries(village, id);
        const mine = events.filter(({ subject, source }) => subject === village && source.endsWith(id));
        expect(entries.map((entry) => entry.id)).toEqual(mine.map((event) => event.id));
      }
    }
    const { whole, deadLetters } = workshop.aggregator.health();
    expect({ whole, deadLetters }).toEqual({ whole: true, deadLetters: 0 });
  } finally {
    await workshop.remove();
  }
}, 120_000);
