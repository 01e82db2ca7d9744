import { appendUntilKilled } from './event-log.killed';
import { openSqliteLog } from './sqlite-log';

await appendUntilKilled(openSqliteLog(process.argv[2]!, { area: 'housing' }));
