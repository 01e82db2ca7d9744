import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Admin } from '@platformatic/kafka';
import type { Share, Transport } from '@jiedui/transport';
import { openKafkaTransport } from '@jiedui/transport/kafka';
import { NumberedLoad, Tally } from './numbered-load';
import { Ports, readScript, startServers, type Servers } from './servers';

/*
 * The transport alone, at full load: kills leaders of a real cluster of three, one after another, while four relays
 * publish numbered events and three readers follow: one alone, two that share a group. Then every acknowledged event
 * must have been read, those of a village in their order. Duplicates are told, and are no fault.
 *
 *     JIEDUI_KAFKA_SERVER=... KAFKA_KILLS=3 node tools/run.mjs tools/nemesis/kafka.ts
 */

const LOADS = 4;
const PARTITIONS = 12;
const LOOK_MS = 100;
/** No leader is missed so long: then something is broken. */
const PATIENCE_MS = 300_000;

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${PATIENCE_MS / 1000} s until ${what}`);
    await setTimeout(LOOK_MS);
  }
}

/** Kills leaders of partitions under load; resolves when the last is back. */
async function killLeaders(
  { brokers, killNode, startNode }: Servers,
  kills: number,
  topic: string,
  loads: readonly NumberedLoad[],
): Promise<void> {
  const admin = new Admin({ clientId: 'nemesis', bootstrapBrokers: [...brokers], retries: 10 });
  const partitions = async () =>
    (await admin.metadata({ topics: [topic], forceUpdate: true })).topics.get(topic)!.partitions;
  const goesOn = async (what: string) => {
    const before = loads.map(({ acknowledged }) => acknowledged);
    await until(what, () => loads.every(({ acknowledged }, i) => acknowledged > before[i]! + 500));
  };
  for (let killed = 1; killed <= kills; killed++) {
    await goesOn('the load is under way');
    const { leader } = (await partitions())[Math.floor(Math.random() * PARTITIONS)]!;
    const start = performance.now();
    await killNode(String(leader));
    await goesOn('messages are acknowledged without the broker');
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`kill ${killed}: broker ${leader}, every load goes on ${seconds} s later`);
    await startNode(String(leader));
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

async function tryTransport(servers: Servers, kills: number): Promise<void> {
  const topic = `nemesis-${randomUUID()}`;
  const open = (clientId: string) =>
    openKafkaTransport({ brokers: servers.brokers, clientId, partitions: PARTITIONS });
  const bureaus = Array.from({ length: LOADS }, (_, i) => open(`bureau-${i}`));
  const readers = ['all', 'half', 'other-half'].map(open);
  const [everything, shared] = [new Tally(), new Tally()];

  await bureaus[0]!.publish([{ topic, key: 'first', value: '1' }]);
  const reader = await readers[0]!.subscribe('everything', [topic], everything.take);
  const members = await shareGroup(readers.slice(1), topic, shared);
  const loads = bureaus.map((transport, i) => new NumberedLoad(transport, topic, `bureau-${i}`));
  await killLeaders(servers, kills, topic, loads);
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

async function main(): Promise<void> {
  const kafka = readScript(process.env, 'JIEDUI_KAFKA_SERVER');
  const folder = mkdtempSync(join(tmpdir(), 'nemesis-kafka-'));
  const servers = await startServers({ kafka }, folder, await Ports.find());
  try {
    await tryTransport(servers, Number(process.env['KAFKA_KILLS'] ?? 3));
  } finally {
    await servers.stop();
    rmSync(folder, { recursive: true });
  }
}

await main();
