import { join } from 'node:path';
import { openBureau, sqliteStores, type Bureau, type BureauDef } from '@jiedui/bureau';
import { JIEDUI_2017 } from '@jiedui/programme';
import { registryBureau } from '@jiedui/registry-service';
import { ManualClock } from '@jiedui/service-host';
import { bureaus as defs } from '@jiedui/services';
import { openEmbeddedTransport } from '@jiedui/transport';
import { DEMO_BEGIN, demoProgramme } from '../demo/demo-programme';
import { simulate } from '../demo/simulate';
import { stageOf } from '../demo/stage';
import { openBare, textsBehind } from './bare-store';
import { inFolder } from './folder';
import { ratio, whole, type Table } from './table';

/** The stories of each area, played through its own commands, against a bare loop that keeps the same bytes. */
export async function areas({ villages }: { readonly villages: number }): Promise<Table> {
  const rows: string[][] = [];
  for (const def of defs) rows.push(await measure(def, villages));
  return {
    title: 'Commands of every area, in process',
    head: ['area', 'commands', 'commands/s', 'raw limit/s', 'ratio'],
    rows,
    notes: [
      `The demo's two years of ${whole(villages)} villages, one area at a time with the registry: personal values sealed,`,
      'corrections, what time does, and the relays. A wave holds what is recorded on one office day of the demo.',
      'Raw limit: the texts of the same commits put into a one-table SQLite (WAL, synchronous=FULL), 64 a transaction.',
    ],
  };
}

const measure = (def: BureauDef, count: number): Promise<string[]> =>
  inFolder(async (folder) => {
    const { id } = def.area;
    const transport = openEmbeddedTransport(join(folder, 'transport.db'));
    const clock = new ManualClock(JIEDUI_2017.timezone, DEMO_BEGIN);
    const key = Buffer.alloc(32, 7);
    const bureaus = new Map<string, Bureau>();
    for (const each of [registryBureau, def])
      bureaus.set(
        each.area.id,
        await openBureau(each, { stores: sqliteStores(folder), transport, clock, key }),
      );
    const demo = demoProgramme({ count });
    const scenarios = { [id]: demo.scenarios[id]! };
    const begin = performance.now();
    const { accepted, refused } = await simulate(
      { ...demo, scenarios },
      stageOf(bureaus, (instant) => clock.set(instant)),
    );
    const rate = accepted / ((performance.now() - begin) / 1_000);
    if (refused) throw new Error(`${id} refused ${refused} commands`);
    const bare = openBare(join(folder, 'bare.db'));
    const texts = (await Promise.all([...bureaus.values()].map((bureau) => textsBehind(bureau, 0)))).flat();
    const limit = bare.append(texts);
    bare.close();
    for (const bureau of bureaus.values()) await bureau.close();
    await transport.close();
    return [id, whole(accepted), whole(rate), whole(limit), ratio(rate / limit)];
  });
