import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { areas } from '@jiedui/catalogue';
import { REGISTRY } from '@jiedui/progress';
import { DEMO_TODAY } from '../demo/demo-programme';
import { openLinks, type Links } from './links';
import { ServiceProcess, type ServiceDef } from './process';
import type { Ports, Servers } from './servers';

export const BUREAUS: readonly string[] = [REGISTRY, ...areas.map(({ id }) => id)];
export const AGGREGATORS: readonly string[] = ['progress-1', 'progress-2', 'progress-3'];
/** The bureau that keeps everything in files. */
export const EMBEDDED = 'housing';

/** The platform, each service a process of its own behind links of its own. */
export interface Cluster {
  readonly services: ReadonlyMap<string, ServiceProcess>;
  readonly links: ReadonlyMap<string, Links>;
  stop(): Promise<void>;
}

/** The bundles that stand in dist/ are made where they are stale. */
export async function buildServices(): Promise<void> {
  await promisify(execFile)(process.execPath, ['tools/build.mjs', ...BUREAUS, 'progress']);
}

const newKey = (): string => randomBytes(32).toString('hex');
const mainOf = (app: string): string => join('dist', app, 'main.mjs');

/** @param disk the folder of the embedded bureau */
export async function startCluster(
  servers: Servers,
  ports: Ports,
  folder: string,
  disk: string,
): Promise<Cluster> {
  const names = [...BUREAUS, ...AGGREGATORS];
  const first = ports.take(names.length);
  const links = new Map<string, Links>();
  const services = new Map<string, ServiceProcess>();
  const key = newKey();
  const sources = BUREAUS.map((area, n) => `${area}=http://127.0.0.1:${first + n}/api/${area}`).join(',');
  for (const [n, name] of names.entries()) {
    const isBureau = BUREAUS.includes(name);
    const app = isBureau ? name : 'progress';
    const link = await openLinks(servers, ports);
    links.set(name, link);
    const own = join(folder, name);
    mkdirSync(own);
    const def: ServiceDef = {
      ...{ name, api: app, main: mainOf(app), port: first + n, logFile: join(folder, `${name}.log`) },
      env: {
        ...{ JIEDUI_INSTANCE: name, JIEDUI_TODAY: DEMO_TODAY, JIEDUI_LOG: 'warn' },
        ...{ JIEDUI_TRANSPORT: 'kafka', KAFKA_BROKERS: link.brokers },
        ...(name === EMBEDDED
          ? { JIEDUI_STORE: 'embedded', JIEDUI_DATA: disk }
          : { JIEDUI_STORE: 'mongodb', MONGODB_URI: link.mongoUri, JIEDUI_DATA: own }),
        ...(isBureau ? { JIEDUI_KEY: key } : { JIEDUI_SOURCES: sources }),
      },
    };
    services.set(name, new ServiceProcess(def));
  }
  for (const service of services.values()) service.start();
  return {
    services,
    links,
    async stop() {
      await Promise.all([...services.values()].map((service) => service.kill()));
      await Promise.all([...links.values()].map((link) => link.close()));
    },
  };
}

/** An aggregator that has never been disturbed, on files of its own. */
export function undisturbed(folder: string, port: number): ServiceProcess {
  return new ServiceProcess({
    ...{ name: 'undisturbed', api: 'progress', main: mainOf('progress'), port },
    logFile: join(folder, 'undisturbed.log'),
    env: {
      ...{ JIEDUI_DATA: join(folder, 'undisturbed'), JIEDUI_KEY: newKey() },
      ...{ JIEDUI_TODAY: DEMO_TODAY, JIEDUI_LOG: 'warn' },
    },
  });
}
