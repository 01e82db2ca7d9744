import { setTimeout } from 'node:timers/promises';
import { Module, type DynamicModule } from '@nestjs/common';
import {
  CLOCK,
  CLOSING,
  CONFIG,
  LOG,
  METRICS,
  PERSONAL_KEYS,
  READINESS,
  Recurring,
  SOURCES,
  StartRefused,
  TRANSPORT,
  type Clock,
  type Closing,
  type HostConfig,
  type Metrics,
  type PersonalKeys,
  type Readiness,
} from '@jiedui/service-host';
import type { EventSource, Transport } from '@jiedui/transport';
import type { Logger } from 'pino';
import { openBureau, type Bureau } from '../bureau';
import type { BureauDef } from '../define-bureau';
import { sheetPlans, type SheetPlan } from '../spreadsheet/sheet-plan';
import { mongoStores } from '../stores/mongo-stores';
import { sqliteStores } from '../stores/sqlite-stores';
import { CommandDesk } from './command-desk';
import { commandForms } from './command-form';
import { commandsController } from './commands-controller';
import { dueController } from './due-controller';
import { erasureController } from './erasure-controller';
import { logController } from './log-controller';
import { ImportDesk } from './import-desk';
import { recordListController } from './record-list-controller';
import { recordsController } from './records-controller';
import { spreadsheetsController } from './spreadsheets-controller';
import { templateController } from './template-controller';
import { Time } from './time';
import { bureauToken, deskToken, importDeskToken } from './tokens';

/** A bureau as a part of a service: its API under `/api/<area>`, its stores where the configuration says. */
@Module({})
export class BureauModule {
  static register(def: BureauDef): DynamicModule {
    const { id } = def.area;
    const forms = commandForms(def);
    const plans = sheetPlans(def, forms);
    return {
      module: BureauModule,
      controllers: [
        commandsController(def, forms),
        ...Object.keys(def.area.records).map((kind) => recordListController(def, kind)),
        recordsController(def),
        dueController(def),
        erasureController(def),
        logController(def, forms),
        ...[...kindsOf(plans)].map((kind) => templateController(def, kind, plans)),
        spreadsheetsController(def),
      ],
      providers: [
        {
          provide: bureauToken(id),
          inject: [CONFIG, CLOCK, TRANSPORT, SOURCES, READINESS, METRICS, CLOSING, PERSONAL_KEYS, LOG],
          useFactory: (...host: HostParts) => open(def, ...host),
        },
        {
          provide: deskToken(id),
          inject: [bureauToken(id)],
          useFactory: (bureau: Bureau) => new CommandDesk(bureau, forms),
        },
        {
          provide: importDeskToken(id),
          inject: [bureauToken(id), CLOSING, LOG],
          useFactory: (bureau: Bureau, closing: Closing, log: Logger) => {
            const desk = new ImportDesk(bureau, plans, (error) =>
              log.error({ area: id, reason: (error as Error).message }, 'failed to import a row'),
            );
            closing.add(`imports of ${id}`, () => desk.close());
            return desk;
          },
        },
      ],
      exports: [bureauToken(id)],
    };
  }
}

const kindsOf = (plans: readonly SheetPlan[]) => new Set(plans.flatMap(({ kinds }) => kinds));

type HostParts = [
  HostConfig,
  Clock,
  Transport,
  Map<string, EventSource>,
  Readiness,
  Metrics,
  Closing,
  PersonalKeys | undefined,
  Logger,
];

async function open(def: BureauDef, ...host: HostParts): Promise<Bureau> {
  const [config, clock, transport, sources, readiness, metrics, closing, keys, log] = host;
  const { id } = def.area;
  if (!keys)
    throw new StartRefused([
      `${id} needs the key of its personal data, the same for all replicas: set JIEDUI_KEY or JIEDUI_KEY_FILE.`,
    ]);
  const failures = new Failures();
  const lines = new Recurring({
    fails: (spell) => log.error({ area: id, error: failures.last, ...spell }, 'failed in the background'),
    isOver: (spell) => log.warn({ area: id, ...spell }, 'fails no longer in the background'),
  });
  const onError = (error: unknown) => {
    failures.note(error);
    lines.note((error as Error).message);
  };
  const { store, dataFolder, instance } = config;
  const stores = store.kind === 'mongodb' ? mongoStores(store) : sqliteStores(dataFolder);
  const bureau = await openBureau(def, { stores, transport, clock, ...keys, instance, onError });
  closing.add(id, () => bureau.close());
  const time = new Time(bureau, onError);
  closing.add(`time of ${id}`, () => time.stop());
  sources.set(id, bureau.eventSource);
  readiness.add(id, async () => {
    const { events, time: lastEvent } = await bureau.log.summary();
    const { lag: relayLag, isActive: isRelay } = await bureau.relay.health();
    const referenceLag = await referenceLagOf(bureau);
    const knowsVillages = def.isRegistry || !bureau.reference.villages()[Symbol.iterator]().next().done;
    return {
      up: knowsVillages || referenceLag !== null,
      ...{ events, lastEvent, relayLag, isRelay, referenceLag },
      ...failures.recent(),
    };
  });
  const events = async () => (await bureau.log.summary()).events;
  metrics.gauge('jiedui_log_events', 'Events in the log of the bureau', id, events);
  metrics.gauge('jiedui_relay_lag', 'Positions of the log that are not published yet', id, async () => {
    const { lag } = await bureau.relay.health();
    return lag;
  });
  metrics.gauge(
    'jiedui_reference_lag',
    "Events of the registry's that the bureau does not know yet; -1: unknown",
    id,
    async () => (await referenceLagOf(bureau)) ?? -1,
  );
  return bureau;
}

/** So long whoever asks for a bureau's health waits for the transport (ms). */
const LAG_WITHIN_MS = 1_000;

/** null: the transport does not answer. */
const referenceLagOf = ({ reference }: Bureau): Promise<number | null> =>
  Promise.race([reference.lag().catch(() => null), setTimeout(LAG_WITHIN_MS, null, { ref: false })]);

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
