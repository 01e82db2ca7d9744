import { join } from 'node:path';
import { JIEDUI_2017 } from '@jiedui/programme';
import { openEmbeddedTransport, type EventSource, type Transport } from '@jiedui/transport';
import pino, { type Logger } from 'pino';
import { SystemClock, type Clock } from './clock';
import { Closing } from './closing';
import type { HostConfig } from './config';
import { markDataFolder, openDataFolder } from './data-folder';
import { personalKey } from './key';
import { Metrics } from './metrics';
import { Readiness } from './readiness';
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
  readonly key: Buffer;
  readonly closing: Closing;
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
}

export interface HostOptions {
  readonly title: string;
  /** Takes the place of the machine's clock: the demo programme and tests move it. */
  readonly clock?: Clock;
}

/** Opens what the services share, and the data folder for this process alone. Throws `StartRefused`. */
export async function openHost(config: HostConfig, { title, clock }: HostOptions): Promise<Host> {
  const closing = new Closing();
  try {
    const folder = openDataFolder(config.dataFolder);
    closing.add('data folder', () => folder.close());
    const key = personalKey(config, folder);
    markDataFolder(folder);
    const log = pino(
      { level: config.logLevel, base: { service: title }, timestamp: pino.stdTimeFunctions.isoTime },
      pino.destination({ dest: 2, sync: false, minLength: 4_096, periodicFlush: 1_000 }),
    );
    closing.add('log', () => new Promise<void>((resolve) => log.flush(() => resolve())));
    const transport = await openEmbeddedTransport(join(folder.path, 'transport.db'));
    closing.add('transport', () => transport.close());
    return {
      config,
      clock: clock ?? new SystemClock(JIEDUI_2017.timezone, config.today),
      log,
      transport,
      sources: new Map(),
      readiness: new Readiness(),
      metrics: new Metrics(),
      key,
      closing,
      dataFolder: folder.path,
    };
  } catch (error) {
    await closing.run();
    throw startRefusal(error, config.dataFolder);
  }
}
