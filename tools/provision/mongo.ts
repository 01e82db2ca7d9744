import { openMongo } from '@jiedui/mongo';
import type { Connection, mongo } from 'mongoose';
import type { Rights } from './rights';

export interface Wanted {
  /** Names one server of the set, directly, and a user who may do everything. */
  readonly uri: string;
  /** By which the members and the services know that server, `host:port`. */
  readonly host: string;
  readonly set: string;
  /** What the names of the databases begin with. */
  readonly prefix: string;
  readonly rights: readonly Rights[];
  readonly passwords: ReadonlyMap<string, string>;
}

/** Makes the replica set when there is none, and everybody's user, with rights to their own databases alone. */
export async function provisionMongo(wanted: Wanted): Promise<void> {
  const connection = await openMongo(wanted.uri, 'admin');
  try {
    await initiate(connection, wanted);
    for (const { user, databases } of wanted.rights)
      await setUser(connection, user, {
        pwd: wanted.passwords.get(user)!,
        roles: databases.map((name) => ({ role: 'readWrite', db: `${wanted.prefix}_${name}` })),
      });
  } finally {
    await connection.close();
  }
}

const ALREADY_INITIATED = 23;
const USER_EXISTS = 51003;

const initiate = (connection: Connection, { set, host }: Wanted) =>
  unless(ALREADY_INITIATED, () =>
    run(connection, { replSetInitiate: { _id: set, members: [{ _id: 0, host }] } }),
  );

const setUser = async (connection: Connection, user: string, is: mongo.Document) =>
  (await unless(USER_EXISTS, () => run(connection, { createUser: user, ...is }))) ??
  run(connection, { updateUser: user, ...is });

const run = (connection: Connection, command: mongo.Document) => connection.db!.admin().command(command);

async function unless<T>(code: number, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: unknown }).code !== code) throw error;
    return undefined;
  }
}
