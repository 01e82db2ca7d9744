import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HostConfig } from '@jiedui/service-host';
import { mongoPlace } from '../rebuild/mongo-place';
import type { RebuildPlace } from '../rebuild/place';
import { sqlitePlace } from '../rebuild/sqlite-place';
import { openMongoViewStore, type MongoViewStoreOptions } from './mongo-view-store';
import { openSqliteViewStore } from './sqlite-view-store';
import type { ViewStore } from './view-store';

type Config = Pick<HostConfig, 'store' | 'dataFolder'>;

/** The views where the configuration says: in MongoDB, for all replicas, or in a file of this process alone. */
export async function openViews(config: Config, measures: string): Promise<ViewStore> {
  const place = placeOf(config, measures);
  if (typeof place !== 'string') return openMongoViewStore(place);
  mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  return openSqliteViewStore(place, measures);
}

/** Where views are rebuilt beside those. There must be a folder for them, where they are in a file. */
export async function openRebuildPlace(config: Config, measures: string): Promise<RebuildPlace> {
  const place = placeOf(config, measures);
  return typeof place === 'string' ? sqlitePlace(place, measures) : mongoPlace(place);
}

/** A file, or a database. */
const placeOf = ({ store, dataFolder }: Config, measures: string): string | MongoViewStoreOptions =>
  store.kind === 'mongodb'
    ? { uri: store.uri, database: `${store.prefix}_progress`, measures }
    : join(dataFolder, 'progress', 'views.db');
