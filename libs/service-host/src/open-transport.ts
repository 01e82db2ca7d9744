import { join } from 'node:path';
import { openEmbeddedTransport, type Transport } from '@jiedui/transport';
import type { KafkaSettings } from '@jiedui/transport/kafka';
import type { Logger } from 'pino';
import type { TransportPlace } from './places';
import { Recurring } from './recurring';
import { StartRefused } from './start-refused';

export interface TransportOptions {
  /** How the brokers name this program. */
  readonly clientId: string;
  /** Of the embedded transport. */
  readonly folder: string;
  readonly log: Logger;
}

/** So long a service, and a tool, wait for the first answer of Kafka (ms). */
const SERVICE_WAITS_MS = 1_000;
const TOOL_WAITS_MS = 10_000;

/**
 * The transport that was chosen. A Kafka that is not there yet is tried again and again, in the background: what
 * is published waits in the logs of the bureaus. `StartRefused` when Kafka does not let this program in.
 */
export async function openTransport(place: TransportPlace, options: TransportOptions): Promise<Transport> {
  const { clientId, folder, log } = options;
  if (place.kind === 'embedded') return openEmbeddedTransport(join(folder, 'transport.db'));
  const { openKafkaTransport } = await import('@jiedui/transport/kafka');
  const failures = new Recurring({
    fails: (spell) => log.warn(spell, 'Kafka fails: tried again until it works'),
    isOver: (spell) => log.warn(spell, 'Kafka works again'),
  });
  const onError = (error: unknown) => failures.note((error as Error).message);
  const settings = { ...place.settings, clientId, onError };
  if (!(await isThere(settings, SERVICE_WAITS_MS)))
    log.warn({ brokers: place.settings.brokers }, 'Kafka does not answer: tried again until it does');
  return openKafkaTransport(settings);
}

/** The same for a tool, which does not wait for Kafka: `StartRefused` also when it is not there. */
export async function openTransportNow(
  place: TransportPlace,
  { clientId, folder }: Omit<TransportOptions, 'log'>,
): Promise<Transport> {
  if (place.kind === 'embedded') return openEmbeddedTransport(join(folder, 'transport.db'));
  const { openKafkaTransport } = await import('@jiedui/transport/kafka');
  const settings = { ...place.settings, clientId };
  if (!(await isThere(settings, TOOL_WAITS_MS)))
    throw new StartRefused([
      `Kafka does not answer at ${settings.brokers.join(', ')}: try again when it does.`,
    ]);
  return openKafkaTransport(settings);
}

async function isThere(settings: KafkaSettings, withinMs: number): Promise<boolean> {
  const { reachKafka } = await import('@jiedui/transport/kafka');
  const found = await reachKafka(settings, withinMs);
  if (found === 'refused')
    throw new StartRefused([
      'Kafka does not let this user in: check KAFKA_USERNAME, KAFKA_PASSWORD and KAFKA_MECHANISM.',
    ]);
  return found === 'reached';
}
