import { join } from 'node:path';
import { openMongoLog, openSqliteLog, type EventLog } from '@jiedui/event-log';
import { dropMongoReference } from '@jiedui/bureau';
import { openMongo } from '@jiedui/mongo';
import { topicArchive } from '@jiedui/progress';
import { openDataFolder, readConfig, StartRefused, tellRefusal, type HostConfig } from '@jiedui/service-host';
import { openKafkaTransport } from '@jiedui/transport/kafka';
import { recoverLog } from './recover';

/**
 * `npm run recover -- AREA`: brings the log of a bureau that was restored from a backup up to its topic on Kafka,
 * before the bureau starts again. With the bureau's settings, and a user of Kafka who may read that topic.
 */
async function main([area, ...others]: readonly string[]): Promise<void> {
  if (area === undefined || others.length) throw new StartRefused(['Say whose log: npm run recover -- AREA']);
  const config = readConfig(process.env);
  if (config.transport.kind !== 'kafka')
    throw new StartRefused(['The topics of the embedded transport are told anew from the logs themselves.']);
  const transport = openKafkaTransport({ ...config.transport.settings, clientId: 'recover' });
  const { log, forgetReference, close } = await openLog(config, area);
  try {
    const events = await recoverLog(log, topicArchive(transport, area));
    await forgetReference(); // as old as the backup: the registry's topic tells it again
    console.log(`${events} events of ${area} are back in its log.`);
  } finally {
    await transport.close();
    await close();
  }
}

/** The log of a bureau that does not run. Its copy of the registry is in the backup of a database only. */
async function openLog({ store, dataFolder }: HostConfig, area: string) {
  if (store.kind === 'mongodb') {
    const connection = await openMongo(store.uri, `${store.prefix}_${area}`);
    const log = await openMongoLog(connection, { area });
    const forgetReference = () => dropMongoReference(connection);
    return { log, forgetReference, close: closing(log, () => connection.close()) };
  }
  const folder = openDataFolder(dataFolder);
  const log = openSqliteLog(join(folder.path, area, 'log.db'), { area });
  return { log, forgetReference: async () => {}, close: closing(log, async () => folder.close()) };
}

const closing = (log: EventLog, after: () => Promise<void>) => async (): Promise<void> => {
  await log.close();
  await after();
};

await tellRefusal(() => main(process.argv.slice(2)), 1);
