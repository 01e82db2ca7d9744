import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { areas } from '@jiedui/catalogue';
import { topicOf } from '@jiedui/programme';
import type { Transport } from '@jiedui/transport';
import { openKafkaTransport } from '@jiedui/transport/kafka';
import { until } from '../folder';
import { MadeUpCity } from '../made-up-city';

/** Events in the topics of the areas, the same number in each for each village. */
export interface Backlog {
  readonly brokers: string;
  /** The program that fills the topics (`load`) and folds them too (`peer`). */
  readonly peer: string;
  readonly villages: number;
  readonly events: number;
}

export const PARTITIONS = 12;
export const topics = areas.map(({ id }) => topicOf(id));
const REGISTRY = topicOf('registry');
const AT_ONCE = 5_000;
const run = promisify(execFile);

/** On a broker that is alone. `member`: the name that it has again after a restart. */
export const kafka = (brokers: string, member?: string): Transport =>
  openKafkaTransport({
    ...{ brokers: brokers.split(','), clientId: 'bench', partitions: PARTITIONS, replication: 1 },
    ...(member !== undefined && { member }),
  });

/** What the peer prints. */
export async function runPeer(
  { peer, brokers }: Backlog,
  what: 'load' | 'peer',
  ...args: readonly number[]
): Promise<string> {
  const { stdout } = await run(peer, [what, brokers, ...args.map(String)], { maxBuffer: 1 << 24 });
  return stdout;
}

/** The code of a village as the peer makes it. */
const codeOf = (n: number): string => `1201${10 + (n % 16)}${100_000 + n}`;

/**
 * Has the events loaded, and the villages named by the registry, unless they are there already. Returns how many
 * there are: other measurements may have left some.
 *
 * @throws RangeError when the topics hold fewer, or cannot hold so many
 */
export async function loadBacklog(backlog: Backlog): Promise<number> {
  const { brokers, villages, events } = backlog;
  const each = events / villages / areas.length;
  if (!Number.isInteger(each))
    throw new RangeError(`--events must be a multiple of ${villages * areas.length}`);
  const transport = kafka(brokers);
  const [inAreas, inRegistry] = [await count(transport, topics), await count(transport, [REGISTRY])];
  if (inAreas === 0) await runPeer(backlog, 'load', villages, each, PARTITIONS);
  else if (inAreas < events) throw new RangeError(`the topics hold ${inAreas} events: take a broker without`);
  const codes = Array.from({ length: villages }, (_, n) => codeOf(n));
  const facts = new MadeUpCity(4, codes, 1).registry();
  for (let at = inRegistry; at < facts.length; at += AT_ONCE)
    await transport.publish(facts.slice(at, at + AT_ONCE));
  await transport.close();
  return Math.max(inAreas, events);
}

async function count(transport: Transport, names: readonly string[]): Promise<number> {
  const ended = Promise.withResolvers<void>();
  const counting = await transport.subscribe(`count-${randomUUID()}`, names, async () => {
    await ended.promise;
    throw new Error('it only counts');
  });
  let lag: Readonly<Record<string, number>> | undefined;
  await until(async () => (lag = await counting.lag().catch(() => undefined)) !== undefined); // topics may be new
  const there = Object.values(lag!).reduce((sum, messages) => sum + messages, 0);
  ended.resolve();
  await counting.close();
  return there;
}
