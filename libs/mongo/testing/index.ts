import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { openMongo } from '../src';

/** What this module needs of a started container. */
interface Started {
  stop(): Promise<unknown>;
}

const given = process.env['MONGODB_URI'];
const hasDocker = given === undefined && spawnSync('docker', ['version'], { timeout: 10_000 }).status === 0;

/** `describe` for suites that need a MongoDB; reported as skipped where none can be had. */
export const describeWithMongo: jest.Describe = given !== undefined || hasDocker ? describe : describe.skip;

let container: Promise<{ readonly uri: string; readonly started: Started }> | undefined;

/** The server that `MONGODB_URI` names, else one in a container of its own. */
export async function mongoUri(): Promise<string> {
  if (given !== undefined) return given;
  container ??= (async () => {
    const { MongoDBContainer } = await import('@testcontainers/mongodb');
    const started = await new MongoDBContainer('mongo:8').start();
    return { uri: `${started.getConnectionString()}?directConnection=true`, started };
  })();
  return (await container).uri;
}

/** Ends the container, if there is one. */
export async function stopMongo(): Promise<void> {
  const started = (await container)?.started;
  container = undefined;
  await started?.stop();
}

/** A database that nobody else has, as any number of programs may open it. */
export async function newDatabase() {
  const [uri, database] = [await mongoUri(), `test-${randomUUID().slice(0, 13)}`];
  const connections: Connection[] = [];
  const connect = async (): Promise<Connection> => {
    const connection = await openMongo(uri, database);
    connections.push(connection);
    return connection;
  };
  return {
    uri,
    database,
    connect,
    /** Ends the connections, and removes it. */
    async remove(): Promise<void> {
      await (await connect()).dropDatabase();
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
}
export * from './proxy';
