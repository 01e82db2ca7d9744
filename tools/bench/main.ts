// Measures the platform and prints tables: npm run bench -- [section ...] [--option value].
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { play, roleAsked, type Role } from './child';
import { commands } from './commands';
import { fold } from './fold';
import { bare, commandsClient, housing, http } from './http';
import { progress, queriesClient } from './progress-service';
import { queries } from './queries';
import { print, type Table } from './table';
import { views } from './views';
import { visible, visibleClient, visibleService } from './visible';

const ROLES: Readonly<Record<string, Role>> = {
  housing,
  bare,
  'commands-client': commandsClient,
  visible: visibleService,
  'visible-client': visibleClient,
  progress,
  'queries-client': queriesClient,
};

const USAGE = `npm run bench -- [commands] [http] [visible] [fold] [views] [queries] [options]
  --rounds N      of commands, http and fold (5, 5, 3)
  --commands N    of a round (12800)
  --seconds N     of a round of http (5), and of visible (20)
  --rate N        commands a second of visible (200)
  --events N      of fold and views (1000000)
  --villages N,N  of queries (1000,16000)
  --requests N    of each row of queries (500)
  --store mongodb of commands: the server that MONGODB_URI names
  --full          queries with 1,000 and with 128,000 villages`;

const today = '2019-09-30';

async function measure(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      ...Object.fromEntries(
        ['rounds', 'commands', 'seconds', 'rate', 'events', 'villages', 'requests'].map(
          (name) => [name, { type: 'string' }] as const,
        ),
      ),
      store: { type: 'string' },
      full: { type: 'boolean', default: false },
    },
  });
  if (![undefined, 'embedded', 'mongodb'].includes(values.store as string | undefined))
    throw new RangeError('--store is embedded or mongodb');
  if (values.store === 'mongodb' && !process.env['MONGODB_URI'])
    throw new RangeError('--store mongodb needs MONGODB_URI');
  const number = (name: string, otherwise: number): number => {
    const n = Number((values as Record<string, unknown>)[name] ?? otherwise);
    if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`--${name} must be a whole number from 1 on`);
    return n;
  };
  const villages = values.full
    ? [1_000, 128_000]
    : ((values as Record<string, unknown>)['villages'] as string | undefined)?.split(',').map(Number);
  const sections: Readonly<Record<string, () => Promise<Table>>> = {
    commands: () =>
      commands({
        ...{ commands: number('commands', 12_800), rounds: number('rounds', 5), today },
        ...(values.store === 'mongodb' && { mongodb: process.env['MONGODB_URI']! }),
      }),
    http: () => http({ seconds: number('seconds', 5), rounds: number('rounds', 5), today }),
    visible: () => visible({ seconds: number('seconds', 20), rate: number('rate', 200), today }),
    fold: () => fold({ events: number('events', 1_000_000), rounds: number('rounds', 3), today }),
    views: () => views({ events: number('events', 1_000_000), today, uri: process.env['MONGODB_URI'] }),
    queries: () =>
      queries({ villages: villages ?? [1_000, 16_000], requests: number('requests', 500), today }),
  };
  const unknown = positionals.filter((name) => !(name in sections));
  if (unknown.length) throw new RangeError(`there is no section ${unknown.join(', ')}`);
  const processors = cpus();
  console.log(
    `${processors.length} cores (${processors[0]?.model.trim()}), Node ${process.version}, ${process.platform}-${process.arch}, ` +
      new Date().toISOString(),
  );
  for (const name of positionals.length ? positionals : Object.keys(sections)) print(await sections[name]!());
}

const role = roleAsked();
if (role) await play(ROLES[role]!);
else
  await measure().catch((error) => {
    console.error(
      error instanceof RangeError || error instanceof TypeError ? `${error.message}\n${USAGE}` : error,
    );
    process.exitCode = 1;
  });
