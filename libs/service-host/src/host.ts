import { resolve } from 'node:path';
import { JIEDUI_2017 } from '@jiedui/programme';
import { httpEventSource, type EventSource, type Transport } from '@jiedui/transport';
import pino, { type Logger } from 'pino';
import { SystemClock, type Clock } from './clock';
import { Closing } from './closing';
import type { HostConfig } from './config';
import { markDataFolder, openDataFolder } from './data-folder';
import { personalKeys, type PersonalKeys } from './key';
import { Metrics } from './metrics';
import { openTransport } from './open-transport';
import { Readiness } from './readiness';
import type { Schema } from './schema';
import { startRefusal } from './start-refused';

/** What a process offers to the services in it: one of each, however many services there are. */
export interface Host {
  readonly config: HostConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly transport: Transport;
  readonly sources: Map<string, EventSource>;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly apiSchemas: Map<string, Schema>;
  /** Undefined: none were given, and there is no data folder to keep one in. */
  readonly keys: PersonalKeys | undefined;
  readonly closing: Closing;
  /** Absolute path of the data folder; it is opened when one of store and transport is embedded. */
  readonly dataFolder: string;
}

export interface HostOptions {
  readonly title: string;
  /** Takes the place of the machine's clock: the demo programme and tests move it. */
  readonly clock?: Clock;
}

/**
 * Opens what the services share, and the data folder for this process alone when anything is in it. Throws
 * `StartRefused`.
 */
export async function openHost(config: HostConfig, { title, clock }: HostOptions): Promise<Host> {
  const closing = new Closing();
  try {
    const log = pino(
      { level: config.logLevel, base: { service: title }, timestamp: pino.stdTimeFunctions.isoTime },
      pino.destination({ dest: 2, sync: false, minLength: 4_096, periodicFlush: 1_000 }),
    );
    closing.add('log', () => new Promise<void>((resolve) => log.flush(() => resolve())));
    const isEmbedded = config.store.kind === 'embedded' || config.transport.kind === 'embedded';
    const folder = isEmbedded ? openDataFolder(config.dataFolder) : undefined;
    if (folder) closing.add('data folder', () => folder.close());
    const keys = personalKeys(config, folder);
    if (folder) markDataFolder(folder);
    const dataFolder = resolve(config.dataFolder);
    const clientId = title.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');
    const transport = await openTransport(config.transport, { clientId, folder: dataFolder, log });
    closing.add('transport', () => transport.close());
    const { sources, sourcesToken } = config;
    return {
      config,
      clock: clock ?? new SystemClock(JIEDUI_2017.timezone, config.today),
      log,
      transport,
      sources: new Map([...sources].map(([area, url]) => [area, httpEventSource(url, sourcesToken)])),
      readiness: new Readiness(),
      metrics: new Metrics(),
      apiSchemas: new Map(),
      keys,
      closing,
      dataFolder,
    };
  } catch (error) {
    await closing.run();
    throw startRefusal(error, config.dataFolder);
  }
}
