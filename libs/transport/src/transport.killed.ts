import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Transport } from './transport';

/** Publishes the numbers behind `after`, some at once, and says which is the last that is acknowledged. */
export async function publishUntilKilled(transport: Transport, topic: string, after: number): Promise<never> {
  for (let n = after; ;) {
    const numbers = Array.from({ length: 1 + (n % 4) }, () => String(++n));
    await transport.publish(numbers.map((value) => ({ topic, key: 'city', value })));
    process.stdout.write(`${n}\n`);
  }
}

/** Kills such a publisher once it has acknowledged number `enough`; the last that it acknowledged. */
export async function publishAndKill(
  publisher: readonly string[],
  after: number,
  enough: number,
): Promise<number> {
  const child = spawn(process.execPath, ['tools/run.mjs', ...publisher, String(after)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  let acknowledged = after;
  for await (const line of createInterface(child.stdout)) {
    acknowledged = Number(line);
    if (acknowledged >= enough) child.kill('SIGKILL');
  }
  await ended;
  if (acknowledged < enough) throw new Error(`the publisher ended by itself at ${acknowledged}`);
  return acknowledged;
}
