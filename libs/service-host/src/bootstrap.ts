import { Module, type DynamicModule, type LoggerService, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout } from 'node:timers/promises';
import { isUnavailable } from '@jiedui/mongo';
import { pauseAfter } from '@jiedui/transport';
import type { Logger } from 'pino';
import { readConfig, type HostConfig } from './config';
import type { Clock } from './clock';
import { openHost, type Host } from './host';
import { HostModule } from './host-module';
import { guardRequests, httpAdapter } from './http-server';
import { serveOpenApi } from './open-api';
import { servePages } from './pages';
import { ProblemFilter } from './problem-filter';
import { Routes } from './routes';
import { StartRefused, startRefusal } from './start-refused';
import { WaitingRoom } from './waiting-room';

export interface Service {
  readonly title: string;
  readonly modules: NonNullable<ModuleMetadata['imports']>;
  /** Takes the place of the machine's clock. */
  readonly clock?: (config: HostConfig) => Clock;
  /** Without `PORT`. */
  readonly defaultPort?: number;
  /** The folder of a built web application, served at `/`. */
  readonly pages?: string;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly host: Host;
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** Stops accepting, lets the running requests finish, then closes the modules in reverse order. */
  close(): Promise<void>;
}

@Module({})
class ServiceModule {
  static of(imports: Service['modules']): DynamicModule {
    return { module: ServiceModule, imports };
  }
}

/**
 * Starts the service and listens. As long as its database is not there it tries again, with growing pauses, and
 * says so. Throws `StartRefused` for what its operator can mend.
 */
export async function startService(service: Service, config: HostConfig): Promise<RunningService> {
  if (config.store.kind === 'embedded') return startOnce(service, config);
  const room = await WaitingRoom.open(config);
  for (let failures = 1; ; failures++)
    try {
      return await startOnce(service, config, room);
    } catch (error) {
      if (!isUnavailable(error)) {
        await room.close();
        throw error;
      }
      const reason = `MongoDB does not answer: ${(error as Error).message}`;
      process.stderr.write(`${service.title} waits. ${reason}\n`);
      room.waitFor(reason);
      await setTimeout(pauseAfter(failures));
    }
}

async function startOnce(service: Service, config: HostConfig, room?: WaitingRoom): Promise<RunningService> {
  const clock = service.clock?.(config);
  const host = await openHost(config, { title: service.title, ...(clock && { clock }) });
  try {
    const adapter = httpAdapter();
    const routes = new Routes(adapter.getInstance());
    const app = await NestFactory.create<NestFastifyApplication>(
      ServiceModule.of([HostModule.of(host), ...service.modules]),
      adapter,
      { bodyParser: false, abortOnError: false, logger: nestLogger(host.log) },
    );
    guardRequests(adapter.getInstance(), host, routes);
    app.useGlobalFilters(new ProblemFilter(host.log, routes));
    serveOpenApi(app, service.title, host);
    if (service.pages !== undefined) await servePages(adapter.getInstance(), service.pages);
    await room?.close();
    await listen(app, config);
    const close = async () => {
      host.closing.begin();
      await app.close();
      await host.closing.run(host.log);
    };
    return { app, host, address: await app.getUrl(), close };
  } catch (error) {
    await host.closing.run(host.log);
    throw startRefusal(error, config.dataFolder);
  }
}

async function listen(app: NestFastifyApplication, { port, host }: HostConfig): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    const reason: Record<string, string> = {
      EADDRINUSE: `Port ${port} on ${host} is in use by another program: stop it, or choose another with PORT.`,
      EACCES: `Port ${port} may not be used by this account: choose another with PORT.`,
      EADDRNOTAVAIL: `HOST=${host} is no address of this machine.`,
      ENOTFOUND: `HOST=${host} is no address of this machine.`,
    };
    const sentence = reason[(error as NodeJS.ErrnoException).code ?? ''];
    throw sentence ? new StartRefused([sentence]) : error;
  }
}

/**
 * The whole life of a process: reads the settings, starts, stops on SIGTERM and SIGINT. What the operator can
 * mend is told in a sentence each, with exit code 1.
 */
export async function bootstrap(service: Service): Promise<RunningService | undefined> {
  try {
    const running = await startService(service, readConfig(process.env, service.defaultPort));
    stopOnSignals(running);
    process.stdout.write(`${service.title}: ${running.address}  API: ${running.address}/api/docs\n`);
    return running;
  } catch (error) {
    const told = error instanceof StartRefused ? error.message : error instanceof Error ? error.stack : error;
    process.stderr.write(`${String(told)}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

/** A second signal, or ten seconds, end the patience: the stores survive that too. */
function stopOnSignals(running: RunningService): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    running.host.log.info({ signal }, 'stopping');
    globalThis.setTimeout(() => process.exit(1), 10_000).unref();
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

/** Nest's own lines, into the service's log; what it says of a port is told in a sentence already. */
function nestLogger(log: Logger): LoggerService {
  const line = (message: unknown) => ({ nest: String(message) });
  return {
    log: (message) => log.debug(line(message)),
    warn: (message) => log.warn(line(message)),
    error: (message) => String(message).startsWith('Error: listen ') || log.error(line(message)),
  };
}
