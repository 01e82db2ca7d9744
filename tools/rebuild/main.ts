import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { areas } from '@jiedui/catalogue';
import { compileProgramme } from '@jiedui/programme';
import {
  compareViews,
  measuresDigest,
  openRebuildPlace,
  rebuildViews,
  type Comparison,
} from '@jiedui/progress';
import {
  openDataFolder,
  openTransportNow,
  readConfig,
  StartRefused,
  tellRefusal,
  startRefusal,
  type HostConfig,
} from '@jiedui/service-host';
import { openArchives } from './archives';

const LISTED = 100;

/**
 * `npm run rebuild`: folds everything that the bureaus have written into new views beside the live ones, which may
 * be in use, and compares. `--swap` puts them in their place: views in a file only while the platform is stopped,
 * those in MongoDB under the aggregators at work. Exit code 1 when they differ and are not swapped.
 */
async function main(args: readonly string[], config: HostConfig): Promise<number> {
  const unknown = args.filter((arg) => arg !== '--swap');
  if (unknown.length) throw new StartRefused([`What is ${unknown.join(' ')}? Known is --swap.`]);
  const swap = args.includes('--swap');
  const { dataFolder, store, transport } = config;
  const isInFile = store.kind === 'embedded';
  if (isInFile && !existsSync(join(dataFolder, 'progress')))
    throw new StartRefused([
      `There are no views in ${dataFolder}: start the platform once, or set JIEDUI_DATA.`,
    ]);
  const folder = isInFile && swap ? openDataFolder(dataFolder) : undefined;
  const topics = await openTransportNow(transport, { clientId: 'rebuild', folder: dataFolder });
  try {
    return await rebuild(config, topics, swap);
  } finally {
    await topics.close();
    folder?.close();
  }
}

async function rebuild(
  config: HostConfig,
  topics: Awaited<ReturnType<typeof openTransportNow>>,
  swap: boolean,
): Promise<number> {
  const programme = compileProgramme(areas);
  const place = await openRebuildPlace(config, measuresDigest(programme));
  try {
    const start = performance.now();
    const { archives, letters, commit, close } = openArchives(config, topics, place.rebuilt.group);
    const now = () => new Date().toISOString();
    const events = await rebuildViews(programme, place.rebuilt, archives, now, letters).finally(close);
    await commit();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const comparison = await compareViews(programme, place.live, place.rebuilt);
    console.log(
      `Rebuilt ${comparison.histories} histories (of a village in an area) from ${events} events in ${seconds} s.`,
    );
    tell(comparison);
    if (swap) {
      const { isCompared, liveWaits, differences } = comparison;
      const holdsAll = isCompared && !liveWaits && differences.every((at) => at.rebuilt >= at.live);
      await place.swap(config.transport.kind === 'embedded' && holdsAll);
      console.log('The rebuilt views are the live ones now.');
    } else console.log('Nothing was changed; --swap puts the rebuilt views in the place of the live ones.');
    return swap || comparison.differences.length === 0 ? 0 : 1;
  } finally {
    await place.close();
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

await tellRefusal(async () => {
  const config = readConfig(process.env);
  process.exitCode = await main(process.argv.slice(2), config).catch((error: unknown) => {
    throw startRefusal(error, config.dataFolder);
  });
}, 2);
