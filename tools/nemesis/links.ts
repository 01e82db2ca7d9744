import { Transform } from 'node:stream';
import { Proxy } from '@jiedui/mongo/testing/proxy';
import type { Ports, Servers } from './servers';

/** A service's own ways to Kafka and to MongoDB, which can be cut or silenced. */
export interface Links {
  /** As the service is told. */
  readonly brokers: string;
  readonly mongoUri: string;
  /** A way by its name: `kafka` stands for all nodes. */
  of(name: string): readonly Proxy[];
  close(): Promise<void>;
}

export async function openLinks({ brokers, mongoUri }: Servers, free: Ports): Promise<Links> {
  const ports = brokers.map((broker) => Number(broker.split(':')[1]));
  const before = (port: number, answers?: () => Transform) => new Proxy({ host: '127.0.0.1', port }, answers);
  const kafka: Proxy[] = ports.map((port) => before(port, () => redirect()));
  const mongo = before(Number(new URL(mongoUri).port));
  /** Where a node says that it is: at its proxy. */
  const redirect = () => new Redirect(new Map(ports.map((port, n) => [port, kafka[n]!.port])));
  const all = [...kafka, mongo];
  const first = free.take(all.length);
  all.forEach((proxy, n) => (proxy.port = first + n));
  await Promise.all(all.map((proxy) => proxy.open()));
  return {
    brokers: kafka.map(({ port }) => `127.0.0.1:${port}`).join(','),
    mongoUri: mongo.uri,
    of: (name) => (name === 'kafka' ? kafka : [mongo]),
    close: async () => void (await Promise.all(all.map((proxy) => proxy.cut()))),
  };
}

const HOST = Buffer.from('127.0.0.1');
const portBytes = (port: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(port);
  return bytes;
};

/**
 * Puts other ports into the addresses that Kafka's answers name, so that a client goes through the proxies to
 * the nodes too that it learns of. Answers come whole: a length of four bytes, then so many.
 */
export class Redirect extends Transform {
  private rest: Buffer = Buffer.alloc(0);
  private readonly addresses: readonly (readonly [from: Buffer, to: Buffer])[];

  constructor(ports: ReadonlyMap<number, number>) {
    super();
    this.addresses = [...ports].map(([from, to]) => [Buffer.concat([HOST, portBytes(from)]), portBytes(to)]);
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.rest = this.rest.length ? Buffer.concat([this.rest, chunk]) : chunk;
    while (this.rest.length >= 4 && this.rest.length >= 4 + this.rest.readInt32BE()) {
      const end = 4 + this.rest.readInt32BE();
      this.push(this.redirected(this.rest.subarray(0, end)));
      this.rest = this.rest.subarray(end);
    }
    done();
  }

  private redirected(answer: Buffer): Buffer {
    for (const [from, to] of this.addresses)
      for (let at = answer.indexOf(from); at >= 0; at = answer.indexOf(from, at + 1))
        to.copy(answer, at + HOST.length);
    return answer;
  }
}
