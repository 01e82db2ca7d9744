import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openMongo } from '@jiedui/mongo';
import { mongoStores } from './stores/mongo-stores';
import { sqliteStores } from './stores/sqlite-stores';
import type { OpenStores } from './stores/bureau-stores';

/** Where a spec keeps the stores of bureaus, as a text that another process can be given: a folder or a MongoDB. */
export type Place = string;

export const temporaryFolder = (): Place => fs.mkdtempSync(path.join(os.tmpdir(), 'jiedui-'));

const isMongo = (place: Place) => place.startsWith('mongodb');
const mongoOf = (place: Place) => {
  const [uri, prefix] = place.split('#') as [string, string];
  return { uri, prefix };
};

/** The stores at a place; `projection` keeps the records apart from the others there. */
export function storesAt(place: Place, projection?: string): OpenStores {
  const at = (where: Place) => (isMongo(where) ? mongoStores(mongoOf(where)) : sqliteStores(where));
  if (projection === undefined) return at(place);
  return async (area) => {
    const [stores, apart] = [
      await at(place)(area),
      await at(isMongo(place) ? `${place}-${projection}` : `${place}/${projection}`)(area),
    ];
    const close = async () => void (await Promise.all([stores.close(), apart.close()]));
    return { ...stores, records: () => apart.records(), close };
  };
}

export async function removePlace(place: Place): Promise<void> {
  if (!isMongo(place)) return fs.rmSync(place, { recursive: true });
  const { uri, prefix } = mongoOf(place);
  const connection = await openMongo(uri, prefix);
  for (const { name } of (await connection.listDatabases()).databases)
    if (name.startsWith(prefix)) await connection.useDb(name).dropDatabase();
  await connection.close();
}
