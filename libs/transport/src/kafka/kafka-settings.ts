import { readFileSync } from 'node:fs';
import type { BaseOptions } from '@platformatic/kafka';

export interface KafkaSettings {
  /** `host:port` of some brokers; the others are learnt from them. */
  readonly brokers: readonly string[];
  /** How the brokers' logs and quotas name this program. */
  readonly clientId: string;
  /** Of topics that are created; one that is there may have more, if all have the same. Default 12. */
  readonly partitions?: number;
  /** Of topics that are created; from 3 on a message is durable once two brokers have it. Default 3. */
  readonly replication?: number;
  /** PEM files; `{}` trusts whom the machine trusts. Without it nothing is encrypted. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
    readonly username: string;
    readonly password: string;
  };
  /**
   * The name of this process in the groups that it shares, once in each: no other may have it at the same time,
   * and it has it again after a restart. Then the restart moves no partition, if it is back within 45 s (KIP-345).
   */
  readonly member?: string;
  /** Told of each failure that is tried again, and of partitions that could not be given away in order. */
  readonly onError?: (error: unknown) => void;
}

/** A broker that is just starting accepts requests and answers none: another is asked then. */
const REQUEST_MS = 10_000;

/**
 * What the clients of all kinds are given.
 *
 * @throws Error when the password would be sent in the clear, or a file cannot be read
 */
export function clientOptions({ brokers, clientId, tls, sasl }: KafkaSettings): BaseOptions {
  if (sasl?.mechanism === 'PLAIN' && !tls)
    throw new Error('SASL PLAIN without TLS would send the password of Kafka in the clear.');
  return {
    clientId,
    bootstrapBrokers: [...brokers],
    retries: 3,
    retryDelay: 200,
    requestTimeout: REQUEST_MS,
    ...(tls && {
      tls: Object.fromEntries(Object.entries(tls).map(([name, file]) => [name, readFileSync(file, 'utf8')])),
      tlsServerName: true,
    }),
    ...(sasl && { sasl }),
  };
}
