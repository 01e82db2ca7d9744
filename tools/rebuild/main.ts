import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { areas } from '@jiedui/catalogue';
import { openSqliteLog } from '@jiedui/event-log';
import { compileProgramme } from '@jiedui/programme';
import {
  compareViews,
  logArchive,
  measuresDigest,
  rebuildViews,
  REGISTRY,
  sqlitePlace,
  topicArchive,
  type Archive,
  type Comparison,
  type RebuildPlace,
} from '@jiedui/progress';
import { openDataFolder, readConfig, StartRefused } from '@jiedui/service-host';
import { openEmbeddedTransport } from '@jiedui/transport';

const LISTED = 100;

/**
 * `npm run rebuild`: folds the bureaus' logs in the data folder (where a log is elsewhere, its topic) into new
 * views beside the live ones, which may be in use, and compares. `--swap` puts them in their place, for which
 * the platform must be stopped. Exit code 1 when they differ and are not swapped.
 */
async function main(args: readonly string[]): Promise<number> {
  const unknown = args.filter((arg) => arg !== '--swap');
  if (unknown.length) throw new StartRefused([`What is ${unknown.join(' ')}? Known is --swap.`]);
  const swap = args.includes('--swap');
  const { dataFolder } = readConfig(process.env);
  if (!existsSync(join(dataFolder, 'progress')))
    throw new StartRefused([
      `There are no views in ${dataFolder}: start the platform once, or set JIEDUI_DATA.`,
    ]);
  const folder = swap ? openDataFolder(dataFolder) : undefined;
  const programme = compileProgramme(areas);
  const place = sqlitePlace(join(dataFolder, 'progress', 'views.db'), measuresDigest(programme));
  try {
    const start = performance.now();
    const events = await fold(dataFolder, programme, place);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const comparison = await compareViews(programme, place.live, place.rebuilt);
    console.log(
      `Rebuilt ${comparison.histories} histories (of a village in an area) from ${events} events in ${seconds} s.`,
    );
    tell(comparison);
    if (swap) {
      const { isCompared, liveWaits, differences } = comparison;
      await place.swap(isCompared && !liveWaits && differences.every((at) => at.rebuilt >= at.live));
      console.log('The rebuilt views are the live ones now.');
    } else console.log('Nothing was changed; --swap puts the rebuilt views in the place of the live ones.');
    return swap || comparison.differences.length === 0 ? 0 : 1;
  } finally {
    await place.close();
    folder?.close();
  }
}

async function fold(
  dataFolder: string,
  programme: ReturnType<typeof compileProgramme>,
  { rebuilt }: RebuildPlace,
): Promise<number> {
  const transport = openEmbeddedTransport(join(dataFolder, 'transport.db'));
  const logs = [REGISTRY, ...areas.map(({ id }) => id)].map((area) => {
    const log = join(dataFolder, area, 'log.db');
    return [area, existsSync(log) ? openSqliteLog(log, { area }) : undefined] as const;
  });
  try {
    const archives = logs.map(([area, log]): [string, Archive] => [
      area,
      log ? logArchive(log) : topicArchive(transport, area),
    ]);
    return await rebuildViews(programme, rebuilt, Object.fromEntries(archives), () =>
      new Date().toISOString(),
    );
  } finally {
    for (const [, log] of logs) await log?.close();
    await transport.close();
  }
}

function tell({ isCompared, differences, fingerprint }: Comparison): void {
  if (!isCompared) console.log('There are no live views of the same measures: nothing to compare.');
  for (const { village, area, live, rebuilt, same } of differences.slice(0, LISTED))
    console.log(
      `${area} ${village}: ${same ? 'the same' : 'differs'} up to ${Math.min(live, rebuilt)}; live views ${live}, rebuilt ${rebuilt}`,
    );
  if (differences.length > LISTED) console.log(`and ${differences.length - LISTED} more`);
  if (isCompared && !differences.length)
    console.log('The live views say the same, in every village and area.');
  console.log(`Fingerprint of the rebuilt views: ${fingerprint}`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
