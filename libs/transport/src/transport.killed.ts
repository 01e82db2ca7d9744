import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Transport } from './transport';
import { valueOf } from './transport.fixture';

const say = (n: number) => process.stdout.write(`${n}\n`);

/** Publishes the numbers behind `after`, some at once, and says which is the last that is acknowledged. */
export async function publishUntilKilled(transport: Transport, topic: string, after: number): Promise<never> {
  for (let n = after; ;) {
    const numbers = Array.from({ length: 1 + (n % 4) }, () => String(++n));
    await transport.publish(numbers.map((value) => ({ topic, key: 'city', value })));
    say(n);
  }
}

/** Handles such numbers, commits now and then, and says which is the last that it has committed. */
export async function handleUntilKilled(transport: Transport, topic: string, group: string): Promise<void> {
  let handled = 0;
  const subscription = await transport.subscribe(
    group,
    [topic],
    async (batch) => {
      const before = handled;
      if (before % 3 === 0) {
        await subscription.commit(); // this batch is not handled yet
        say(before);
      }
      handled = Number(valueOf(batch.at(-1)!));
    },
    { maxBatch: 4 },
  );
}

/** Runs a script that says numbers, kills it at number `enough`; the last that it said. */
export async function runAndKill(script: readonly string[], enough: number): Promise<number> {
  const child = spawn(process.execPath, ['tools/run.mjs', ...script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  let last = 0;
  for await (const line of createInterface(child.stdout)) {
    last = Number(line);
    if (last >= enough) child.kill('SIGKILL');
  }
  await ended;
  if (last < enough) throw new Error(`the script ended by itself at ${last}`);
  return last;
}
