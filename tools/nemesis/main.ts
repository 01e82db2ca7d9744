import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { StartRefused, tellRefusal } from '@jiedui/service-host';
import { buildServices, startCluster, type Cluster } from './cluster';
import { makeDisk } from './disk';
import { Nemesis, targetsOf, type Stage } from './faults';
import { findingsOf, tell } from './findings';
import { Load } from './load';
import { planOf } from './plan';
import { restlessBureaus, untilNothingLacks } from './quiet';
import { Ports, readScript, startServers, type Servers } from './servers';

/*
 * `npm run nemesis -- --minutes 10 --seed 1`: the whole platform as processes on a real Kafka of three nodes and a
 * real store, under load and under fire (docs/testing.md). Exit code 1 when anything is lost, doubled, wrong or stuck.
 */

interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly keep: boolean;
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: { type: 'string' }, seed: { type: 'string' }, keep: { type: 'boolean' } },
  });
  const [minutes, seed] = [Number(values.minutes ?? 5), Number(values.seed ?? Date.now() % 1_000_000)];
  if (!(minutes > 0 && minutes <= 1_440) || !Number.isSafeInteger(seed) || seed < 0)
    throw new StartRefused(['--minutes is a number up to 1440, --seed a whole number from 0 on.']);
  return { minutes, seed, keep: values.keep ?? false };
}

/** More than the clerks can deal with in the time. */
const villagesFor = (minutes: number): number => Math.min(200, Math.ceil(10 + 8 * minutes));
const MEMORY_EVERY_MS = 1_000;

/** @returns whether anything is wrong */
async function run({ minutes, seed }: Options, given: Omit<Stage, 'transport' | 'villages' | 'seed'>) {
  const { servers, cluster, disk } = given;
  const load = new Load((area) => cluster.services.get(area)!.address, seed, villagesFor(minutes));
  const villages = load.villages.map(({ code }) => code);
  const { openKafkaTransport } = await import('@jiedui/transport/kafka');
  const transport = openKafkaTransport({ brokers: servers.brokers, clientId: 'nemesis' });
  const looking = setInterval(
    () => cluster.services.forEach((service) => service.lookAtMemory()),
    MEMORY_EVERY_MS,
  );
  try {
    await load.prepare();
    const lacks = await untilNothingLacks(() => restlessBureaus(cluster));
    if (lacks.length) throw new Error(`before any fault:\n${lacks.join('\n')}`);
    console.log(`${villages.length} villages are registered; ${minutes} minutes of load and faults begin.`);
    const stage = { ...given, transport, villages, seed };
    const nemesis = new Nemesis(stage);
    load.start();
    await nemesis.run(planOf(seed, minutes * 60_000, targetsOf(disk)), (line) => console.log(line));
    await load.stop();
    console.log('Everything is healed; waiting until it is quiet.');
    return tell(nemesis, load, await findingsOf(stage, nemesis, load));
  } finally {
    clearInterval(looking);
    await transport.close();
  }
}

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const [kafka, mongo] = ['JIEDUI_KAFKA_SERVER', 'JIEDUI_MONGO_SERVER'].map((name) =>
    readScript(process.env, name),
  );
  const folder = mkdtempSync(join(tmpdir(), 'nemesis-'));
  const ports = await Ports.find();
  const disk = makeDisk(folder);
  console.log(`Seed ${options.seed}; logs and data in ${folder}.`);
  if (!disk.isSmall) console.log('This account cannot mount a small file system: no disk will be full.');
  let servers: Servers | undefined;
  let cluster: Cluster | undefined;
  let ended: Promise<void> | undefined;
  const end = () =>
    (ended ??= (async () => {
      await cluster?.stop();
      await servers?.stop();
      disk.remove();
    })());
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void end().finally(() => process.exit(1)));
  let isWrong = true;
  try {
    [servers] = await Promise.all([
      startServers({ kafka: kafka!, mongo: mongo! }, folder, ports),
      buildServices(),
    ]);
    cluster = await startCluster(servers, ports, folder, disk.folder);
    isWrong = await run(options, { servers, cluster, disk, folder, ports });
  } finally {
    await end();
    if (isWrong || options.keep) console.log(`What is left of it is in ${folder}.`);
    else rmSync(folder, { recursive: true });
  }
  process.exitCode = isWrong ? 1 : 0;
}

await tellRefusal(() => main(process.argv.slice(2)), 2);
