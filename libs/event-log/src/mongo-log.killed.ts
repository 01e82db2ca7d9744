import { openMongo } from '@jiedui/mongo';
import { appendUntilKilled } from './event-log.killed';
import { openMongoLog } from './mongo-log';

const [uri, database] = process.argv.slice(2) as [string, string];
await appendUntilKilled(await openMongoLog(await openMongo(uri, database), { area: 'housing' }));
