import type { Connection } from 'mongoose';

/** Nothing is acknowledged before a majority has it on disk, and nothing is read that could be taken back. */
const DURABLY = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} as const;

/** How long an operation waits for a primary, and for its answer, before it fails (ms). */
const PATIENCE_MS = 10_000;
const ANSWER_MS = 30_000;

/**
 * Connects to one database. `uri` names the servers and the user (`mongodb://...`); the database is the
 * caller's own.
 *
 * @throws Error when no primary answers within 10 s
 */
export async function openMongo(uri: string, database: string): Promise<Connection> {
  const { default: mongoose } = await import('mongoose'); // 30 MB that the embedded stores do without
  return mongoose
    .createConnection(uri, {
      ...DURABLY,
      dbName: database,
      autoCreate: false,
      autoIndex: false,
      serverSelectionTimeoutMS: PATIENCE_MS,
      socketTimeoutMS: ANSWER_MS,
      retryWrites: true,
    })
    .asPromise();
}
