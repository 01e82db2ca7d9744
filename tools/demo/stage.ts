import type { Bureau } from '@jiedui/bureau';
import type { Aggregator } from '@jiedui/progress';
import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from './simulate';

/** How long the simulator waits for the services to catch up before it says that they do not. */
const PATIENCE_MS = 60_000;

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > end) throw new Error(`${what} did not happen within ${PATIENCE_MS / 1_000} s`);
    await pause(5);
  }
}

/** The running services as the simulator's stage. */
export function stageOf(bureaus: ReadonlyMap<string, Bureau>, setClock: (instant: string) => void): Stage {
  const get = (area: string): Bureau => {
    const bureau = bureaus.get(area);
    if (!bureau) throw new Error(`the demo needs the bureau ${area}`);
    return bureau;
  };
  return {
    submit: (area, command) => get(area).pipeline.submit(command),
    correct: (area, correction) => get(area).pipeline.correct(correction),
    setClock,
    async passTime() {
      for (const { pipeline } of bureaus.values()) await pipeline.passTime();
    },
    async settle() {
      const { log } = get('registry');
      await until(
        'publishing the registry',
        async () => (await log.bookmark('relay')) === (await log.summary()).position,
      );
      for (const [area, { reference }] of bureaus)
        await until(`${area} learning of the registry`, async () => (await reference.lag()) === 0);
    },
  };
}

/** Resolves when the aggregator shows everything that the bureaus have recorded. */
export async function folded(
  bureaus: ReadonlyMap<string, Bureau>,
  { freshness, current }: Aggregator,
): Promise<number> {
  let total = 0;
  for (const [area, { log }] of bureaus) {
    const { events } = await log.summary();
    total += events;
    await until(`folding ${area}`, async () => freshness().find((of) => of.area === area)!.events >= events);
  }
  await current.settle();
  return total;
}
