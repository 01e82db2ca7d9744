import { setTimeout } from 'node:timers/promises';
import {
  ConnectionPool,
  Consumer,
  findErrorBy,
  protocolErrors,
  type BaseOptions,
  type RecordsBatch,
} from '@platformatic/kafka';
import { pauseAfter } from '../bell';
import type { Delivery } from '../transport';
import { keyOf, type Position, type Positions } from './kafka-position';

type FetchResponse = Awaited<ReturnType<Consumer['fetch']>>;

/** What one request may bring, from a leader and of a partition of it; and how long the leader waits for news. */
const MOST_BYTES = 4 * 1_048_576;
const MOST_BYTES_OF_PARTITION = 1_048_576;
const WAIT_MS = 500;
/** A marker of a transaction, not a message. */
const IS_CONTROL = 0b10_0000;

export interface Fetched {
  /** Where the partition was read from. */
  readonly from: Position;
  readonly deliveries: readonly Delivery[];
  /** Where it goes on. */
  readonly next: Position;
}

/** A topic does not hold these positions: what stood there is gone, or was never there. */
export class OutOfRange extends Error {
  constructor(readonly positions: readonly Position[]) {
    super(
      `Kafka no longer has ${positions.map((position) => `${keyOf(position)}@${position.offset}`).join(', ')}`,
    );
  }
}

type Answer = { readonly leader: number } & (
  { readonly fetched: readonly Fetched[] } | { readonly error: unknown }
);

/** Reads partitions from their leaders: from each, one request is under way at a time. */
export class KafkaFetches {
  private readonly client: Consumer;
  private readonly underWay = new Map<number, Promise<Answer>>();
  /** The connection to each leader; the client's fetch session with it lasts as long. */
  private readonly connections = new Map<number, ConnectionPool>();
  /** How often in a row a leader has failed. */
  private readonly failures = new Map<number, number>();
  private readonly closing = new AbortController();

  constructor(
    private readonly options: BaseOptions,
    groupId: string,
    private readonly topics: readonly string[],
  ) {
    this.client = new Consumer({ ...options, groupId, retries: 0 });
    this.client.topics.trackAll(...topics);
  }

  /**
   * What the first leader that answers has behind these positions; nothing when it has nothing new.
   *
   * @throws OutOfRange; or with the client's error: ask again after a pause
   */
  async next(positions: Positions): Promise<readonly Fetched[]> {
    await this.request(positions);
    const answer = await Promise.race(this.underWay.values());
    this.underWay.delete(answer.leader);
    if ('fetched' in answer) return answer.fetched;
    this.underWay.set(answer.leader, this.rest(answer.leader));
    this.client.clearMetadata(); // others may lead now
    throw answer.error;
  }

  /** A leader that failed is left alone for a while, the longer the more often it did; the others go on. */
  private async rest(leader: number): Promise<Answer> {
    const failures = (this.failures.get(leader) ?? 0) + 1;
    this.failures.set(leader, failures);
    await setTimeout(pauseAfter(failures), undefined, this.closing).catch(() => undefined);
    return { leader, fetched: [] };
  }

  /** Asks the leaders that have answered for what they have behind these positions; `next` gives it. */
  async request(positions: Positions): Promise<void> {
    const { topics } = await this.client.metadata({ topics: [...this.topics] });
    const byLeader = Map.groupBy(
      positions.values(),
      ({ topic, partition }) => topics.get(topic)!.partitions[partition]!.leader,
    );
    for (const [leader, of] of byLeader)
      if (!this.underWay.has(leader)) {
        const ids = new Map(of.map(({ topic }) => [topic, topics.get(topic)!.id]));
        this.underWay.set(leader, this.ask(leader, of, ids));
      }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([this.client, ...this.connections.values()].map((one) => one.close()));
  }

  private connectionTo(leader: number): ConnectionPool {
    const connection =
      this.connections.get(leader) ?? new ConnectionPool(this.options.clientId, this.options);
    this.connections.set(leader, connection);
    return connection;
  }

  /**
   * A leader may have counted a request whose answer never came, and the client has not: in the same session the
   * next would be refused (KIP-227).
   */
  private disconnect(leader: number): void {
    this.connections.get(leader)!.close(() => {}); // it may be broken already
    this.connections.delete(leader);
  }

  private async ask(
    leader: number,
    positions: readonly Position[],
    ids: ReadonlyMap<string, string>,
  ): Promise<Answer> {
    const asked = new Map(
      positions.map((position) => [`${ids.get(position.topic)}/${position.partition}`, position]),
    );
    try {
      const response = await this.client.fetch({
        node: leader,
        connectionPool: this.connectionTo(leader),
        topics: positions.map(({ topic, partition, offset }) => ({
          topicId: ids.get(topic)!,
          partitions: [
            {
              partition,
              fetchOffset: offset,
              partitionMaxBytes: MOST_BYTES_OF_PARTITION,
              currentLeaderEpoch: -1,
              lastFetchedEpoch: -1,
            },
          ],
        })),
        maxBytes: MOST_BYTES,
        maxWaitTime: WAIT_MS,
      });
      this.failures.delete(leader);
      return { leader, fetched: read(response, asked) };
    } catch (error) {
      this.disconnect(leader);
      return { leader, error: outOfRange(error as Error, asked) ?? error };
    }
  }
}

/** What was asked for, by topic id and partition. */
type Asked = ReadonlyMap<string, Position>;

const partitionsOf = ({ responses }: FetchResponse, asked: Asked) =>
  responses.flatMap(({ topicId, partitions }) =>
    partitions.flatMap((partition) => {
      const from = asked.get(`${topicId}/${partition.partitionIndex}`);
      return from ? [{ ...partition, from }] : [];
    }),
  );

function read(response: FetchResponse, asked: Asked): Fetched[] {
  return partitionsOf(response, asked).flatMap(({ from, records }) => {
    const last = records?.at(-1);
    if (!last) return [];
    const next = { ...from, offset: last.firstOffset + BigInt(last.lastOffsetDelta) + 1n };
    return [{ from, deliveries: deliveriesOf(from, records!), next }];
  });
}

function outOfRange(error: Error, asked: Asked): OutOfRange | undefined {
  if (!findErrorBy(error, 'apiId', 'OFFSET_OUT_OF_RANGE')) return undefined;
  const { response } = error as Error & { readonly response: FetchResponse };
  const isGone = ({ errorCode }: { errorCode: number }) =>
    errorCode === protocolErrors['OFFSET_OUT_OF_RANGE']!.code;
  return new OutOfRange(
    partitionsOf(response, asked)
      .filter(isGone)
      .map(({ from }) => from),
  );
}

/** A broker sends whole batches: what stands before the position was delivered earlier. */
function deliveriesOf({ topic, partition, offset: from }: Position, batches: readonly RecordsBatch[]) {
  const deliveries: Delivery[] = [];
  let latest: Headers = { raw: [], headers: {} };
  for (const { attributes, firstOffset, records } of batches)
    if (!(attributes & IS_CONTROL))
      for (const { offsetDelta, key, value, headers } of records) {
        const offset = firstOffset + BigInt(offsetDelta);
        if (offset >= from)
          deliveries.push({
            topic,
            partition,
            offset: String(offset),
            key: key && key.toString(),
            value,
            headers: (latest = headersOf(headers, latest)).headers,
          });
      }
  return deliveries;
}

type RawHeaders = RecordsBatch['records'][number]['headers'];
interface Headers {
  readonly raw: RawHeaders;
  readonly headers: Delivery['headers'];
}

/** Nearly all messages have the headers of the one before them. */
function headersOf(raw: RawHeaders, latest: Headers): Headers {
  const isSame = (one: RawHeaders[number], at: number) =>
    same(one[0], latest.raw[at]![0]) && same(one[1], latest.raw[at]![1]);
  if (raw.length === latest.raw.length && raw.every(isSame)) return latest;
  return {
    raw,
    headers: Object.fromEntries(raw.map(([name, text]) => [String(name), String(text ?? '')])),
  };
}

const same = (a: Buffer | null, b: Buffer | null): boolean => (a && b ? a.equals(b) : a === b);
