import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Admin } from '@platformatic/kafka';
import type { Share, Transport } from '@jiedui/transport';
import { openKafkaTransport } from '@jiedui/transport/kafka';
import { NumberedLoad, Tally } from './numbered-load';

/*
 * Kills leaders of a real cluster of three, one after another, while four relays publish numbered events and
 * three readers follow: one alone, two that share a group. Then every acknowledged event must have been read,
 * those of a village in their order. Duplicates are told, and are no fault.
 *
 *     KAFKA_BROKERS=127.0.0.1:9092,127.0.0.1:9094,127.0.0.1:9096 \
 *     KAFKA_KILL='some-command kill' KAFKA_START='some-command start' KAFKA_KILLS=3 \
 *     node tools/run.mjs tools/nemesis/kafka.ts
 *
 * The number of the broker is appended to the commands; KAFKA_START returns when the broker is there.
 */

const LOADS = 4;
const PARTITIONS = 12;
const LOOK_MS = 100;
/** No leader is missed so long: then something is broken. */
const PATIENCE_MS = 300_000;

interface Nemesis {
  readonly brokers: readonly string[];
  readonly kills: number;
  /** Commands and their arguments, to which the number of a broker is appended. */
  readonly kill: readonly string[];
  readonly start: readonly string[];
}

function readSettings(env: NodeJS.ProcessEnv): Nemesis {
  const words = (name: string) => {
    const given = env[name]?.split(/[\s,]+/).filter((word) => word !== '');
    if (!given?.length) throw new Error(`${name} is not given: see the head of tools/nemesis/kafka.ts.`);
    return given;
  };
  return {
    brokers: words('KAFKA_BROKERS'),
    kill: words('KAFKA_KILL'),
    start: words('KAFKA_START'),
    kills: Number(env['KAFKA_KILLS'] ?? 3),
  };
}

const run = ([command, ...args]: readonly string[], broker: number) =>
  promisify(execFile)(command!, [...args, String(broker)]);

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${PATIENCE_MS / 1000} s until ${what}`);
    await setTimeout(LOOK_MS);
  }
}

/** Kills leaders of partitions under load; resolves when the last is back. */
async function killLeaders(nemesis: Nemesis, topic: string, loads: readonly NumberedLoad[]): Promise<void> {
  const admin = new Admin({ clientId: 'nemesis', bootstrapBrokers: [...nemesis.brokers], retries: 10 });
  const partitions = async () =>
    (await admin.metadata({ topics: [topic], forceUpdate: true })).topics.get(topic)!.partitions;
  const goesOn = async (what: string) => {
    const before = loads.map(({ acknowledged }) => acknowledged);
    await until(what, () => loads.every(({ acknowledged }, i) => acknowledged > before[i]! + 500));
  };
  for (let killed = 1; killed <= nemesis.kills; killed++) {
    await goesOn('the load is under way');
    const { leader } = (await partitions())[Math.floor(Math.random() * PARTITIONS)]!;
    const start = performance.now();
    await run(nemesis.kill, leader);
    await goesOn('messages are acknowledged without the broker');
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`kill ${killed}: broker ${leader}, every load goes on ${seconds} s later`);
    await run(nemesis.start, leader);
    await until('the broker has everything again', async () =>
      (await partitions()).every(({ isr }) => isr.length === 3),
    );
  }
  await admin.close();
}

/** Two members that share a group, and commit as they go. */
async function shareGroup(transports: readonly Transport[], topic: string, tally: Tally) {
  return Promise.all(
    transports.map(async (transport) => {
      const share: Share = { assigned: async () => {}, revoked: () => subscription.commit() };
      const subscription = await transport.subscribe('nemesis', [topic], tally.take, { share });
      const timer = setInterval(() => void subscription.commit().catch(() => undefined), 200);
      return { ...subscription, stop: () => clearInterval(timer) };
    }),
  );
}

async function main(): Promise<void> {
  const nemesis = readSettings(process.env);
  const topic = `nemesis-${randomUUID()}`;
  const open = (clientId: string) =>
    openKafkaTransport({ brokers: nemesis.brokers, clientId, partitions: PARTITIONS });
  const bureaus = Array.from({ length: LOADS }, (_, i) => open(`bureau-${i}`));
  const readers = ['all', 'half', 'other-half'].map(open);
  const [everything, shared] = [new Tally(), new Tally()];

  await bureaus[0]!.publish([{ topic, key: 'first', value: '1' }]);
  const reader = await readers[0]!.subscribe('everything', [topic], everything.take);
  const members = await shareGroup(readers.slice(1), topic, shared);
  const loads = bureaus.map((transport, i) => new NumberedLoad(transport, topic, `bureau-${i}`));
  await killLeaders(nemesis, topic, loads);
  await Promise.all(loads.map((load) => load.stop()));

  const last = new Map(loads.flatMap((load) => [...load.last]));
  await until('everything is read', async () => {
    const lag = await reader.lag().catch(() => undefined);
    return lag?.[topic] === 0 && (everything.missing(last) > 0 || shared.missing(last) === 0);
  }).catch((error: Error) => console.log(error.message));
  members.forEach((member) => member.stop());
  await Promise.all([...bureaus, ...readers].map((transport) => transport.close()));

  const sum = (of: (load: NumberedLoad) => number) => loads.reduce((total, load) => total + of(load), 0);
  const result = {
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: everything.missing(last),
    duplicates: everything.duplicates,
    outOfOrder: everything.outOfOrder,
    refusedAndRepeated: sum(({ refusals }) => refusals),
    longestWaitSeconds: Math.max(...loads.map(({ longestWaitMs }) => longestWaitMs)) / 1000,
    shared: { missing: shared.missing(last), duplicates: shared.duplicates },
  };
  console.log(JSON.stringify(result));
  if (result.lost + result.outOfOrder + result.shared.missing > 0) process.exitCode = 1;
}

await main();
