import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { areas } from '@jiedui/catalogue';
import { openSqliteLog } from '@jiedui/event-log';
import { logArchive, REGISTRY, topicArchives, type Archive } from '@jiedui/progress';
import { DEAD_LETTER_TOPIC, topicOf } from '@jiedui/programme';
import type { HostConfig } from '@jiedui/service-host';
import type { Delivery, Transport } from '@jiedui/transport';

export interface Archives {
  /** By area, `registry` among them. */
  readonly archives: Readonly<Record<string, Archive>>;
  readonly letters: Archive<Delivery>;
  /** The group goes on behind what was handed over of the topics. */
  commit(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Where everything is that the bureaus have written: on Kafka the topics, whose partitions count; else the logs in
 * the data folder, and for a log that is elsewhere its topic.
 */
export function openArchives(
  { transport, dataFolder }: Pick<HostConfig, 'transport' | 'dataFolder'>,
  topics: Transport,
  group: string,
): Archives {
  const { of, commit } = topicArchives(topics, group);
  const logs = [REGISTRY, ...areas.map(({ id }) => id)].map((area) => {
    const file = join(dataFolder, area, 'log.db');
    const isHere = transport.kind === 'embedded' && existsSync(file);
    return [area, isHere ? openSqliteLog(file, { area }) : undefined] as const;
  });
  return {
    archives: Object.fromEntries(
      logs.map(([area, log]) => [area, log ? logArchive(log) : of(topicOf(area))]),
    ),
    letters: of(DEAD_LETTER_TOPIC),
    commit,
    async close() {
      for (const [, log] of logs) await log?.close();
    },
  };
}
