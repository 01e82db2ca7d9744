import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ViewStore } from './view-store';
import { events } from './view-store.fixture';

/** Entries of an append to a partition. */
export const SIZE_OF_THE_KILLED = 50;

/** Appends to two partitions for ever, and says on its output how often that is done. */
export async function appendUntilKilled(store: ViewStore): Promise<never> {
  for (let after = 0, done = 1; ; done++) {
    await store.append(
      ['a', 'b'].map((village, partition) => ({
        ...{ partition, after },
        entries: Array.from({ length: SIZE_OF_THE_KILLED }, (_, n) =>
          events(after + n + 1, after + n + 1, { village }),
        ),
      })),
    );
    after += SIZE_OF_THE_KILLED;
    process.stdout.write(`${done}\n`);
  }
}

/** Kills such a writer once it has done so much; how much it had said by then. */
export async function appendAndKill(writer: readonly string[], enough: number): Promise<number> {
  const child = spawn(process.execPath, ['tools/run.mjs', ...writer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  let done = 0;
  for await (const line of createInterface(child.stdout)) {
    done = Number(line);
    if (done >= enough) child.kill('SIGKILL');
  }
  await ended;
  if (done < enough) throw new Error(`the writer ended by itself at ${done}`);
  return done;
}
