import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a process of its own does for a measurement: answers one message after another. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- both ends stand in the same file
export type Role = (start: any) => Promise<{
  /** Told to the parent when everything is ready. */
  readonly ready: object;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  answer?(message: any): Promise<object>;
  close?(): Promise<void>;
}>;

export interface Child<Ready> {
  readonly ready: Ready;
  ask<Answer>(message: object): Promise<Answer>;
  close(): Promise<void>;
  /** Ends it as if the power went. */
  kill(): void;
}

const ROLE = '--role';

/** Starts this same program once more, in that role. */
export async function spawnRole<Ready>(role: string, start: object): Promise<Child<Ready>> {
  const child = fork(process.argv[1]!, [ROLE, role], {
    execArgv: [...process.execArgv, '--expose-gc', '--enable-source-maps'],
  });
  child.send(start);
  const ready = (await answerOf(child)) as Ready;
  return {
    ready,
    ask: async <Answer>(message: object) => {
      child.send(message);
      return (await answerOf(child)) as Answer;
    },
    close: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) =>
      reject(new Error(`a process of the measurement ended with ${String(code)}`));
    child.once('exit', ended).once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer);
    });
  });
}

/** The role that this process was started in, if any. */
export const roleAsked = (): string | undefined => (process.argv[2] === ROLE ? process.argv[3] : undefined);

/** Plays the role until the parent is gone. */
export async function play(role: Role): Promise<void> {
  const [start] = await once(process, 'message');
  const { ready, answer, close } = await role(start);
  process.on('message', (message) => void answer?.(message).then((said) => process.send!(said)));
  process.on('disconnect', () => void Promise.resolve(close?.()).finally(() => process.exit()));
  process.send!(ready);
}
