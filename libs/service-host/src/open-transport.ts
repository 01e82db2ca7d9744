import { join } from 'node:path';
import { openEmbeddedTransport, type Transport } from '@jiedui/transport';
import type { Logger } from 'pino';
import type { TransportPlace } from './places';
import { StartRefused } from './start-refused';

export interface TransportOptions {
  /** How the brokers name this program. */
  readonly clientId: string;
  /** Of the embedded transport. */
  readonly folder: string;
  readonly log: Logger;
}

/**
 * The transport that was chosen. A Kafka that is not there yet is tried again and again, in the background: what
 * is published waits in the logs of the bureaus. `StartRefused` when Kafka does not let this program in.
 */
export async function openTransport(place: TransportPlace, options: TransportOptions): Promise<Transport> {
  const { clientId, folder, log } = options;
  if (place.kind === 'embedded') return openEmbeddedTransport(join(folder, 'transport.db'));
  const { openKafkaTransport, reachKafka } = await import('@jiedui/transport/kafka');
  const settings = {
    ...place.settings,
    clientId,
    onError: (error: unknown) => log.warn({ reason: (error as Error).message }, 'Kafka: tried again'),
  };
  const found = await reachKafka(settings);
  if (found === 'refused')
    throw new StartRefused([
      'Kafka does not let this user in: check KAFKA_USERNAME, KAFKA_PASSWORD and KAFKA_MECHANISM.',
    ]);
  if (found === 'away')
    log.warn({ brokers: place.settings.brokers }, 'Kafka does not answer: tried again until it does');
  return openKafkaTransport(settings);
}
