import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { backUpSqliteLog } from '@jiedui/event-log';
import { REGISTRY } from '@jiedui/progress';
import { readConfig, StartRefused, tellRefusal } from '@jiedui/service-host';
import { backUpDatabase } from '@jiedui/sqlite';

/** In this order: what a log speaks of is in the others, whatever is recorded meanwhile. */
const FILES = ['log.db', 'private.db', 'erasures.db'];
/** Not the key: whoever has it and the rest can read the personal data. */
const MARKS = ['format.json', 'demo.json'];

/**
 * `npm run backup -- FOLDER`: copies what cannot be told again (logs, personal data, the register of erasures)
 * from the data folder, which may be in use. Records, topics and views are told again at the first start on the
 * copy.
 */
async function main([to, ...others]: readonly string[]): Promise<void> {
  if (to === undefined || others.length) throw new StartRefused(['Say where to: npm run backup -- FOLDER']);
  const { dataFolder } = readConfig(process.env);
  if (!existsSync(join(dataFolder, 'format.json')))
    throw new StartRefused([`There are no data in ${dataFolder}: set JIEDUI_DATA.`]);
  if (existsSync(to)) throw new StartRefused([`${to} is there already: a backup gets a folder of its own.`]);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const areas = readdirSync(dataFolder).filter((name) => existsSync(join(dataFolder, name, 'log.db')));
  const isRegistry = (name: string) => name === REGISTRY; // the last: the villages of all others are in it
  for (const area of [...areas.filter((name) => !isRegistry(name)), ...areas.filter(isRegistry)]) {
    mkdirSync(join(to, area), { mode: 0o700 });
    for (const file of FILES.map((name) => join(area, name)))
      if (existsSync(join(dataFolder, file))) {
        const copy = file.endsWith('log.db') ? backUpSqliteLog : backUpDatabase;
        await copy(join(dataFolder, file), join(to, file));
      }
  }
  for (const file of MARKS)
    if (existsSync(join(dataFolder, file))) copyFileSync(join(dataFolder, file), join(to, file));
  console.log(`${areas.length} bureaus are in ${to}. The key is not: keep a copy of it elsewhere.`);
}

await tellRefusal(() => main(process.argv.slice(2)), 1);
