// Measures the platform and prints tables: npm run bench -- [section ...] [--option value].
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { areas } from './areas';
import { play, roleAsked, type Role } from './child';
import { commands } from './commands';
import { aggregator } from './distributed/aggregator';
import { foldFromKafka } from './distributed/fold';
import { parse } from './distributed/parse';
import { scale } from './distributed/scale';
import { bureauOnKafka, roundTrip, viewOnKafka, visibleOverKafka } from './distributed/visible';
import { fold } from './fold';
import { bare, commandsClient, housing, http } from './http';
import { pages } from './pages';
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
  aggregator,
  parse,
  'bureau-on-kafka': bureauOnKafka,
  'view-on-kafka': viewOnKafka,
  'round-trip': roundTrip,
};

const USAGE = `npm run bench -- [commands] [areas] [http] [visible] [fold] [views] [queries] [pages] [options]
  --rounds N      of commands, http, fold and pages (5, 5, 3, 3)
  --commands N    of a round (12800)
  --seconds N     of a round of http (5), and of visible (20)
  --rate N        commands a second of visible (200)
  --events N      of fold and views (1000000)
  --villages N,N  of queries (1000,16000); the first of areas
  --requests N    of each row of queries (500)
  --store mongodb of commands: the server that MONGODB_URI names
  --full          queries with 1,000 and with 128,000 villages; pages with 128,000 beside the demo
npm run bench -- --distributed [fold] [visible] [scale] [options]
  on the Kafka that KAFKA_BROKERS names, with no events of ours; JIEDUI_PEER: the program that fills it and folds
  the same; with the views in files and, where MONGODB_URI names a server, in MongoDB
  --villages N    of fold and scale (1000), --events N of them all (1000000), --rounds N of fold (3)`;

const today = '2019-09-30';

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new RangeError(`this needs ${name}`);
  return value;
}

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
      distributed: { type: 'boolean', default: false },
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
  const backlog = () => ({
    ...{
      brokers: given('KAFKA_BROKERS'),
      uri: process.env['MONGODB_URI'],
      today,
      peer: given('JIEDUI_PEER'),
    },
    ...{ events: number('events', 1_000_000), villages: number('villages', 1_000) },
  });
  const distributed: Readonly<Record<string, () => Promise<Table>>> = {
    fold: () => foldFromKafka({ ...backlog(), rounds: number('rounds', 3) }),
    visible: () =>
      visibleOverKafka({
        ...{ brokers: given('KAFKA_BROKERS'), today },
        ...{ seconds: number('seconds', 20), rate: number('rate', 200) },
      }),
    scale: () => scale(backlog()),
  };
  const local: Readonly<Record<string, () => Promise<Table>>> = {
    commands: () =>
      commands({
        ...{ commands: number('commands', 12_800), rounds: number('rounds', 5), today },
        ...(values.store === 'mongodb' && { mongodb: process.env['MONGODB_URI']! }),
      }),
    areas: () => areas({ villages: villages?.[0] ?? 1_000 }),
    http: () => http({ seconds: number('seconds', 5), rounds: number('rounds', 5), today }),
    visible: () => visible({ seconds: number('seconds', 20), rate: number('rate', 200), today }),
    fold: () => fold({ events: number('events', 1_000_000), rounds: number('rounds', 3), today }),
    views: () => views({ events: number('events', 1_000_000), today, uri: process.env['MONGODB_URI'] }),
    queries: () =>
      queries({ villages: villages ?? [1_000, 16_000], requests: number('requests', 500), today }),
    pages: () => pages({ rounds: number('rounds', 3), full: values.full, today }),
  };
  const sections = values.distributed ? distributed : local;
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
    process.exit(1); // with those that it has started
  });
