import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A small city: enough for every light, and made in a minute. */
const VILLAGES = 40;
export const TODAY = '2018-12-31';

export interface Platform {
  /** `http://127.0.0.1:41234` */
  readonly address: string;
  /** The folder of its data. */
  readonly data: string;
  /** The answer of the city's API; throws unless it is 200. */
  get<A>(path: string): Promise<A>;
  post(path: string, body: object): Promise<void>;
  /** Ends the process; its data stay. */
  halt(): Promise<void>;
  /** Starts it again, at the same address. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole platform as a process of its own, with a small demo or (`--empty`) without. */
export async function startPlatform(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Platform> {
  const data = mkdtempSync(path.join(tmpdir(), 'jiedui-pages-'));
  const start = (port: string) =>
    startProcess('platform', args, {
      PORT: port,
      JIEDUI_DATA: data,
      JIEDUI_TODAY: TODAY,
      JIEDUI_LOG: 'warn',
      ...env,
    });
  let running = await start('0');
  const { address } = running;
  const ask = async (target: string, init?: RequestInit): Promise<Response> => {
    const response = await fetch(address + target, init);
    if (!response.ok) throw new Error(`${target}: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    address,
    data,
    get: async <A>(target: string) => {
      for (;;) {
        const response = await ask(`/api/progress${target}`);
        if (response.status !== 202) return (await response.json()) as A;
      }
    },
    post: async (target, body) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': `pages-${Math.random()}` };
      await ask(target, { method: 'POST', headers, body: JSON.stringify(body) });
    },
    halt: () => running.end(),
    resume: async () => {
      running = await start(new URL(address).port);
    },
    stop: async () => {
      await running.end();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export interface Running {
  readonly address: string;
  end(): Promise<void>;
}

/** One service alone. */
export const startService = (app: string, env: Record<string, string>): Promise<Running> =>
  startProcess(app, [], { PORT: '0', JIEDUI_TODAY: TODAY, JIEDUI_LOG: 'warn', ...env });

/** Resolves when the process says that it is ready, with its address. */
async function startProcess(
  app: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Running> {
  const says = app === 'platform' ? /^Ready: (\S+)$/m : /^Jiedui .*?: (\S+)/m;
  const child = spawn(process.execPath, ['tools/run.mjs', app, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const ready = says.exec(said)?.[1];
      if (ready !== undefined) resolve(ready);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`${app} ended:\n${said}`)));
  });
  const end = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { address, end };
}

export const startDemo = (): Promise<Platform> => startPlatform([`--villages=${VILLAGES}`]);
