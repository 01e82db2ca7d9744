import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Commit, EventLog } from './event-log';

export const SIZE_OF_THE_KILLED = 3;

/** Appends to two villages for ever, and says on its output how many events are acknowledged. */
export async function appendUntilKilled(log: EventLog): Promise<never> {
  for (;;) {
    const commits: Commit[] = [];
    for (const village of ['120119101201', '120114000111']) {
      const head = await log.head(village);
      for (const before of [head, head + SIZE_OF_THE_KILLED])
        commits.push({
          village,
          firstSeq: before + 1,
          events: Array.from({ length: SIZE_OF_THE_KILLED }, (_, i) => `{"villageseq":${before + 1 + i}}`),
          time: '2018-03-05T02:11:09.123Z',
          idempotencyKey: `${village}/${before}`,
          digest: '',
        });
    }
    await log.append(commits);
    process.stdout.write(`${(await log.summary()).events}\n`);
  }
}

/** Kills such a writer once the log has `enough` events; how many of them it had acknowledged. */
export async function appendAndKill(writer: readonly string[], enough: number): Promise<number> {
  const child = spawn(process.execPath, ['tools/run.mjs', ...writer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  let acknowledged = 0;
  for await (const line of createInterface(child.stdout)) {
    acknowledged = Number(line);
    if (acknowledged >= enough) child.kill('SIGKILL');
  }
  await ended;
  if (acknowledged < enough) throw new Error(`the writer ended by itself at ${acknowledged}`);
  return acknowledged;
}
