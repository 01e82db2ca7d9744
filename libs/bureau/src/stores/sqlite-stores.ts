import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteLog } from '@jiedui/event-log';
import { openSqlitePrivateStore } from '../private-store/sqlite-private-store';
import { openSqliteRecords } from '../records/sqlite-records';
import { openSqliteReferenceStore } from '../reference/sqlite-reference-store';
import type { OpenStores } from './bureau-stores';

/** SQLite files in a folder for each bureau, `<folder>/<area>`: for one process alone. */
export const sqliteStores =
  (folder: string): OpenStores =>
  async ({ id: area }) => {
    const file = (name: string) => join(folder, area, `${name}.db`);
    mkdirSync(join(folder, area), { recursive: true, mode: 0o700 });
    return {
      log: async () => openSqliteLog(file('log'), { area }),
      records: async () => openSqliteRecords(file('records')),
      privateStore: async (keys) => openSqlitePrivateStore(file('private'), { area, ...keys }),
      reference: async () => openSqliteReferenceStore(file('reference')),
      close: async () => {},
    };
  };
