import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartRefused } from '@jiedui/service-host';

export const KAFKA_NODES = ['1', '2', '3'] as const;
const KAFKA_HEAP = '-Xmx384m';
/** A node may take long beside everything else on two cores. */
const KAFKA_START_SECONDS = '240';
const PORTS = 100;

/** Real servers of this run alone, and what ends them. */
export interface Servers {
  readonly brokers: readonly string[];
  readonly mongoUri: string;
  killNode(node: string): Promise<void>;
  /** Resolves when the node answers. */
  startNode(node: string): Promise<void>;
  stop(): Promise<void>;
}

type Script = (command: string, ...args: string[]) => Promise<string>;

/** Ports of this run alone, beside each other, which nobody uses, nor will as the near end of a connection. */
export class Ports {
  private constructor(private next: number) {}

  static async find(): Promise<Ports> {
    for (;;) {
      const first = 20_000 + Math.floor(Math.random() * 10_000);
      const servers = Array.from({ length: PORTS }, (_, n) => createServer().listen(first + n, '127.0.0.1'));
      const listening = await Promise.allSettled(servers.map((server) => once(server, 'listening')));
      for (const server of servers) server.close();
      if (listening.every(({ status }) => status === 'fulfilled')) return new Ports(first);
    }
  }

  /** The first of so many. */
  take(count = 1): number {
    this.next += count;
    return this.next - count;
  }
}

/** The path of a server's program: `JIEDUI_KAFKA_SERVER` or `JIEDUI_MONGO_SERVER`. */
export function readScript(env: NodeJS.ProcessEnv, name: string): string {
  const program = env[name];
  if (!program)
    throw new StartRefused([
      `${name} is not set: the path of a program that runs a real server. What it must understand: docs/testing.md.`,
    ]);
  return program;
}

/** Starts a Kafka of three nodes, and a MongoDB when its program is given, with their data in `folder`. */
export async function startServers(
  { kafka, mongo }: { readonly kafka: string; readonly mongo?: string },
  folder: string,
  ports: Ports,
): Promise<Servers> {
  const scriptOf = (program: string, env: Readonly<Record<string, string>>): Script => {
    return async (...args) =>
      (await promisify(execFile)(program, args, { env: { ...process.env, ...env } })).stdout;
  };
  const broker = scriptOf(kafka, {
    KAFKA_PORT: String(ports.take(2 * KAFKA_NODES.length)),
    KAFKA_DATA_DIR: join(folder, 'kafka'),
    KAFKA_NODES: String(KAFKA_NODES.length),
    KAFKA_HEAP,
    KAFKA_START_TIMEOUT: KAFKA_START_SECONDS,
  });
  const store =
    mongo === undefined
      ? undefined
      : scriptOf(mongo, {
          MONGO_PORT: String(ports.take()),
          MONGO_DATA_DIR: join(folder, 'mongo'),
        });
  const stop = async () => {
    await Promise.allSettled([broker('stop'), store?.('stop')]);
  };
  try {
    const [brokers, mongoUri = ''] = await Promise.all([
      broker('start').then((said) => valueOf(said, 'KAFKA_BROKERS')),
      store?.('start').then((said) => valueOf(said, 'MONGODB_URI')),
    ]);
    return {
      brokers: brokers.split(','),
      mongoUri,
      killNode: async (node) => void (await broker('kill-node', node)),
      startNode: async (node) => void (await broker('start-node', node)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function valueOf(said: string, name: string): string {
  const value = new RegExp(`^${name}=(.+)$`, 'm').exec(said)?.[1];
  if (value === undefined) throw new Error(`the server's program did not say ${name}=...`);
  return value;
}
