import { areas } from '@jiedui/catalogue';
import { DEAD_LETTER_TOPIC, topicOf } from '@jiedui/programme';
import { area as registry } from '@jiedui/registry-contract';

/** A name of a topic or a group, or what it begins with. */
export type Named = string | { readonly prefix: string };

/** What a service may do. It has one name and one password, with Kafka and with MongoDB. */
export interface Rights {
  readonly user: string;
  readonly writes: Named;
  readonly reads: Named;
  /** Groups in whose name it keeps its place. */
  readonly groups: Named;
  /** Databases that are its own; behind the prefix of all. */
  readonly databases: readonly string[];
}

/** A bureau writes its own topic and reads the registry's. */
const bureau = ({ id }: { readonly id: string }): Rights => ({
  user: id,
  writes: topicOf(id),
  reads: topicOf(registry.id),
  groups: { prefix: `${id}.` },
  databases: [id, `${id}_erasures`],
});

/** The aggregator reads all, and writes what it could not read to the dead letters. */
const aggregator: Rights = {
  user: 'progress',
  writes: DEAD_LETTER_TOPIC,
  reads: { prefix: 'jiedui.' },
  groups: { prefix: 'progress-' },
  databases: ['progress'],
};

const all = [registry, ...areas];

/** Everybody's; nobody else may do anything. */
export const rights: readonly Rights[] = [...all.map(bureau), aggregator];

export const topics: readonly string[] = [...all.map(({ id }) => topicOf(id)), DEAD_LETTER_TOPIC];
