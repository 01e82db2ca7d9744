import { openMongoViewStore } from './mongo-view-store';
import { appendUntilKilled } from './view-store.killed';

const [uri, database] = process.argv.slice(2) as [string, string];
await appendUntilKilled(await openMongoViewStore({ uri, database, measures: 'm1' }));
