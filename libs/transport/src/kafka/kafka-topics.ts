import { setTimeout } from 'node:timers/promises';
import {
  Admin,
  ConfigResourceTypes,
  findErrorBy,
  type BaseOptions,
  type ClusterTopicMetadata,
} from '@platformatic/kafka';
import { pauseAfter } from '../bell';

/** Topics that are there, and not as they are wanted. Each fault names topic, setting, found and wanted. */
export class TopicsDiffer extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

export interface TopicSettings {
  readonly partitions: number;
  readonly replication: number;
}

/** The topics are the city's archive (spec section 5): nothing is ever removed. */
const KEPT = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };
const IN_SYNC = 'min.insync.replicas';
/** How often a topic that was just created is looked for. */
const MOST_LOOKS = 6;

const fault = (topic: string, setting: string, found: unknown, wanted: unknown) =>
  `Kafka topic ${topic}: ${setting} is ${found}, but ${wanted} is wanted.`;

/** The topics that this process uses: created when missing, checked when present. */
export class KafkaTopics {
  private readonly admin: Admin;
  /** Topic -> how many partitions. */
  private readonly known = new Map<string, number>();
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    options: BaseOptions,
    private readonly wanted: TopicSettings,
  ) {
    this.admin = new Admin(options);
  }

  /**
   * How many partitions each of these topics has. It is the same for all that this process uses, so a village
   * is in the same partition of every topic.
   *
   * @throws TopicsDiffer; or with the client's error when no broker answers
   */
  async ensure(names: readonly string[]): Promise<number> {
    const result = this.work.then(async () => {
      const fresh = names.filter((name) => !this.known.has(name));
      if (fresh.length) await this.look(fresh);
    });
    this.work = result.catch(() => undefined);
    await result;
    return this.known.get(names[0]!)!;
  }

  close(): Promise<void> {
    return this.admin.close();
  }

  private async look(names: readonly string[]): Promise<void> {
    const there = await this.admin.listTopics();
    const present = names.filter((name) => there.includes(name));
    const missing = names.filter((name) => !there.includes(name));
    const counts = [...(await this.describe(present)).values()].map(({ partitionsCount }) => partitionsCount);
    const partitions = [...this.known.values(), ...counts, this.wanted.partitions][0]!;
    if (missing.length) await this.create(missing, partitions);
    const found = await this.describe(names);
    const faults = [...this.shapeFaults(found, partitions), ...(await this.configFaults(names))];
    if (faults.length) throw new TopicsDiffer(faults);
    for (const name of names) this.known.set(name, partitions);
  }

  private async create(names: readonly string[], partitions: number): Promise<void> {
    const { replication } = this.wanted;
    const configs = Object.entries({ ...KEPT, ...(replication >= 3 && { [IN_SYNC]: '2' }) });
    try {
      await this.admin.createTopics({
        topics: [...names],
        partitions,
        replicas: replication,
        configs: configs.map(([name, value]) => ({ name, value })),
      });
    } catch (error) {
      if (!findErrorBy(error as Error, 'apiId', 'TOPIC_ALREADY_EXISTS')) throw error; // another was quicker
    }
  }

  private async describe(names: readonly string[]): Promise<Map<string, ClusterTopicMetadata>> {
    for (let looks = 1; ; looks++)
      try {
        return (await this.admin.metadata({ topics: [...names], forceUpdate: true })).topics;
      } catch (error) {
        if (looks === MOST_LOOKS) throw error;
        await setTimeout(pauseAfter(looks)); // not every broker knows yet what was created
      }
  }

  private shapeFaults(found: ReadonlyMap<string, ClusterTopicMetadata>, partitions: number): string[] {
    const { partitions: least, replication } = this.wanted;
    return [...found].flatMap(([topic, { partitionsCount: count, partitions: parts }]) => {
      const replicas = Math.min(...parts.map((part) => part.replicas.length));
      return [
        ...(count < least ? [fault(topic, 'number of partitions', count, `at least ${least}`)] : []),
        ...(count !== partitions
          ? [fault(topic, 'number of partitions', count, `${partitions}, as in every other topic,`)]
          : []),
        ...(replicas < replication ? [fault(topic, 'replication factor', replicas, replication)] : []),
      ];
    });
  }

  private async configFaults(names: readonly string[]): Promise<string[]> {
    const topics = await this.admin.describeConfigs({
      resources: names.map((resourceName) => ({
        resourceType: ConfigResourceTypes.TOPIC,
        resourceName,
        configurationKeys: [...Object.keys(KEPT), IN_SYNC],
      })),
    });
    return topics.flatMap(({ resourceName: topic, configs }) => {
      const found = new Map(configs.map(({ name, value }) => [name, value]));
      const faults = Object.entries(KEPT)
        .filter(([name, wanted]) => found.get(name) !== wanted)
        .map(([name, wanted]) => fault(topic, name, found.get(name), wanted));
      const inSync = found.get(IN_SYNC);
      return this.wanted.replication >= 3 && Number(inSync) < 2
        ? [...faults, fault(topic, IN_SYNC, inSync, 'at least 2')]
        : faults;
    });
  }
}
