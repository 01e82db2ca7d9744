import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import {
  CLOCK,
  CLOSING,
  CONFIG,
  LOG,
  METRICS,
  PERSONAL_KEY,
  READINESS,
  SOURCES,
  TRANSPORT,
  type Clock,
  type Closing,
  type HostConfig,
  type Metrics,
  type Readiness,
} from '@jiedui/service-host';
import type { EventSource, Transport } from '@jiedui/transport';
import type { Logger } from 'pino';
import { openBureau, type Bureau } from '../bureau';
import type { BureauDef } from '../define-bureau';
import { CommandDesk } from './command-desk';
import { commandForms } from './command-form';
import { commandsController } from './commands-controller';
import { logController } from './log-controller';
import { recordsController } from './records-controller';
import { Time } from './time';
import { bureauToken, deskToken } from './tokens';

/** A bureau as a part of a service: its API under `/api/<area>`, its stores in `<data>/<area>`. */
@Module({})
export class BureauModule {
  static register(def: BureauDef): DynamicModule {
    const { id } = def.area;
    const forms = commandForms(def);
    return {
      module: BureauModule,
      controllers: [commandsController(def, forms), recordsController(def), logController(def, forms)],
      providers: [
        {
          provide: bureauToken(id),
          inject: [CONFIG, CLOCK, TRANSPORT, SOURCES, READINESS, METRICS, CLOSING, PERSONAL_KEY, LOG],
          useFactory: (...host: HostParts) => open(def, ...host),
        },
        {
          provide: deskToken(id),
          inject: [bureauToken(id)],
          useFactory: (bureau: Bureau) => new CommandDesk(bureau, forms),
        },
      ],
      exports: [bureauToken(id)],
    };
  }
}

type HostParts = [
  HostConfig,
  Clock,
  Transport,
  Map<string, EventSource>,
  Readiness,
  Metrics,
  Closing,
  Buffer,
  Logger,
];

async function open(def: BureauDef, ...host: HostParts): Promise<Bureau> {
  const [config, clock, transport, sources, readiness, metrics, closing, key, log] = host;
  const { id } = def.area;
  const failures = new Failures();
  const onError = (error: unknown) => {
    failures.note(error);
    log.error(
      { area: id, error: failures.last, reason: (error as Error).message },
      'failed in the background',
    );
  };
  const bureau = await openBureau(def, {
    dataDir: join(config.dataFolder, id),
    transport,
    clock,
    key,
    onError,
  });
  closing.add(id, () => bureau.close());
  const time = new Time(bureau, onError);
  closing.add(`time of ${id}`, () => time.stop());
  sources.set(id, bureau.eventSource);
  const relayLag = async () => (await bureau.log.summary()).position - (await bureau.log.bookmark('relay'));
  readiness.add(id, async () => {
    const { events, time: lastEvent } = await bureau.log.summary();
    const referenceLag = await bureau.reference.lag();
    return { up: true, events, lastEvent, relayLag: await relayLag(), referenceLag, ...failures.recent() };
  });
  const events = async () => (await bureau.log.summary()).events;
  metrics.gauge('jiedui_log_events', 'Events in the log of the bureau', id, events);
  metrics.gauge('jiedui_relay_lag', 'Positions of the log that are not published yet', id, relayLag);
  metrics.gauge(
    'jiedui_reference_lag',
    "Events of the registry's that the bureau does not know yet",
    id,
    () => bureau.reference.lag(),
  );
  return bureau;
}

/** What failed lately in the background: names of errors only, for their texts could hold anything. */
class Failures {
  last: string | undefined;
  private at = 0;

  note(error: unknown): void {
    this.last = error instanceof Error ? ((error as { code?: string }).code ?? error.name) : typeof error;
    this.at = Date.now();
  }

  recent(): { readonly failedInTheBackground?: string } {
    return this.last !== undefined && Date.now() - this.at < 60_000
      ? { failedInTheBackground: this.last }
      : {};
  }
}
