import type { EventLog } from '@jiedui/event-log';
import { topicOf } from '@jiedui/programme';
import type { Clock } from '@jiedui/service-host';
import type { EventSource, Transport } from '@jiedui/transport';
import type { BureauDef } from './define-bureau';
import type { CommandPipeline } from './pipeline/command';
import { openPipeline } from './pipeline/pipeline';
import type { PrivateStore } from './private-store/private-store';
import type { RecordReader } from './records/record-store';
import { Records } from './records/records';
import { noReference, type Reference } from './reference/reference';
import { openReference } from './reference/open-reference';
import { startRelay, type Relay } from './relay';
import type { BureauKeys, OpenStores } from './stores/bureau-stores';

export interface BureauOptions extends BureauKeys {
  /** Where its log and its other stores are. */
  readonly stores: OpenStores;
  readonly transport: Transport;
  readonly clock: Clock;
  /** The name of this replica of the bureau: no other has it at the same time. */
  readonly instance?: string;
  /** Told of what fails in the background (it is tried again). */
  readonly onError?: (error: unknown) => void;
}

/** A bureau at work. */
export interface Bureau {
  readonly def: BureauDef;
  readonly clock: Clock;
  readonly pipeline: CommandPipeline;
  readonly records: RecordReader;
  readonly privateStore: PrivateStore;
  readonly reference: Reference;
  readonly log: EventLog;
  /** The way of its events to the transport. */
  readonly relay: Relay;
  /** For who misses events of it. */
  readonly eventSource: EventSource;
  close(): Promise<void>;
}

/** So many events are told at once to who misses some. */
const EVENTS_AT_ONCE = 1_000;

/** Opens the bureau's stores, catches up what a crash left behind, and starts its work. */
export async function openBureau(def: BureauDef, options: BureauOptions): Promise<Bureau> {
  const { transport, clock, key, formerKeys = [], instance = 'alone', onError = () => {} } = options;
  const area = def.area.id;
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    opened.push(part);
    return part;
  };
  const close = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let part = opened.pop(); part; part = opened.pop())
      await part.close().catch((error: unknown) => failures.push(error));
    if (failures.length) throw failures[0];
  };
  try {
    const stores = keep(await options.stores(def.area));
    const log = keep(await stores.log());
    const privateStore = keep(await stores.privateStore({ key, formerKeys }));
    const reference = def.isRegistry
      ? noReference
      : keep(await openReference({ area, store: await stores.reference(), transport, onError }));
    const store = keep(await stores.records());
    const today = () => clock.today();
    const records = keep(await Records.open({ def, log, store, facts: reference.facts, today, onError }));
    const relay = keep(startRelay({ log, transport, topic: topicOf(area), holder: instance, onError }));
    const onAppended = () => relay.wake();
    const pipeline = keep(
      await openPipeline({ def, log, records, privateStore, reference, clock, onAppended }),
    );
    const eventSource: EventSource = {
      events: (village, from) => log.read(village, from, EVENTS_AT_ONCE),
      async summary() {
        const time = await log.promise(pipeline.now());
        return { events: (await log.summary()).events, time };
      },
    };
    return { def, clock, pipeline, records, privateStore, reference, log, relay, eventSource, close };
  } catch (error) {
    await close();
    throw error;
  }
}
