import { Consumer, ListOffsetTimestamps, type BaseOptions } from '@platformatic/kafka';
import type { Place, Position } from './kafka-position';

/** As whom a position is saved: a member of the group in one of its generations, or nobody's. */
export interface Identity {
  readonly memberId: string | null;
  readonly generationId: number;
}

/** Who shares a group with nobody (Kafka's "simple consumer"). */
export const ALONE: Identity = { memberId: '', generationId: -1 };

/** The positions of a group, and where topics begin and end. A failure is not tried again here. */
export class KafkaOffsets {
  private readonly client: Consumer;

  constructor(options: BaseOptions, groupId: string, topics: readonly string[]) {
    this.client = new Consumer({ ...options, groupId, retries: 0 });
    this.client.topics.trackAll(...topics);
  }

  /** Where the group goes on: behind what it has saved, else at the beginning. */
  async positions(places: readonly Place[]): Promise<Position[]> {
    const saved = await this.client.listCommittedOffsets({ topics: byTopic(places) });
    const known = places.map((place) => ({ ...place, offset: saved.get(place.topic)![place.partition] }));
    const isKnown = (place: (typeof known)[number]): place is Position => (place.offset ?? -1n) >= 0n;
    const unknown = known.filter((place) => !isKnown(place));
    return [...known.filter(isKnown), ...(unknown.length ? await this.beginnings(unknown) : [])];
  }

  /** The first messages that are there. */
  async beginnings(places: readonly Place[]): Promise<Position[]> {
    const begins = await this.list(places, ListOffsetTimestamps.EARLIEST);
    return places.map(({ topic, partition }) => ({
      topic,
      partition,
      offset: begins.get(topic)![partition]!,
    }));
  }

  /** Topic -> by partition, the offset behind the last message; only of these places. */
  ends(places: readonly Place[]): Promise<Map<string, bigint[]>> {
    return this.list(places, ListOffsetTimestamps.LATEST);
  }

  /** Rejects also when the group has given the partitions to another member. */
  async save(positions: readonly Position[], { memberId, generationId }: Identity): Promise<void> {
    if (memberId === null) throw new Error('the membership in the group is lost');
    Object.assign(this.client, { memberId, generationId });
    await this.client.commit({ offsets: positions.map((position) => ({ ...position, leaderEpoch: -1 })) });
  }

  close(): Promise<void> {
    return this.client.close();
  }

  private list(places: readonly Place[], timestamp: bigint): Promise<Map<string, bigint[]>> {
    const topics = byTopic(places);
    return this.client.listOffsets({
      topics: topics.map(({ topic }) => topic),
      partitions: Object.fromEntries(topics.map(({ topic, partitions }) => [topic, partitions])),
      timestamp,
    });
  }
}

const byTopic = (places: readonly Place[]) =>
  [...Map.groupBy(places, ({ topic }) => topic)].map(([topic, of]) => ({
    topic,
    partitions: of.map(({ partition }) => partition),
  }));
