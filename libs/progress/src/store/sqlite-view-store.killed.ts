import { openSqliteViewStore } from './sqlite-view-store';
import { appendUntilKilled } from './view-store.killed';

await appendUntilKilled(openSqliteViewStore(process.argv[2]!, 'm1'));
