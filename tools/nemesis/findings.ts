import { megabytes, print, seconds, whole } from '../bench/table';
import { random } from '../demo/random';
import type { Cluster } from './cluster';
import { EMBEDDED } from './cluster';
import type { Nemesis, Stage } from './faults';
import type { Load } from './load';
import {
  missesOfCommands,
  missesOfDeadLetters,
  missesOfNumbers,
  missesOfRepetition,
  missesOfTopics,
  readLogs,
  readTopics,
} from './logs';
import { KINDS, MEANING } from './plan';
import { restlessAggregators, restlessBureaus, untilNothingLacks } from './quiet';
import { missesOfAnswers, missesOfFigures } from './views';

/** A service that needs more than this does not know how much it keeps. */
const MOST_MEMORY = 512 * 2 ** 20;
/** So many acknowledged commands are sent once more. */
const SENT_AGAIN = 1_000;
const LISTED = 20;

/** What was looked at, how much of it there was, and what is wrong. */
interface Finding {
  readonly what: string;
  readonly of: string;
  readonly misses: readonly string[];
}

/** Waits until all is quiet, then looks at everything. */
export async function findingsOf(
  { cluster, transport, villages, seed, folder, ports }: Stage,
  nemesis: Nemesis,
  load: Load,
): Promise<readonly Finding[]> {
  const { acknowledged } = load;
  const begin = performance.now();
  const stuck = await untilNothingLacks(async () => [
    ...(await restlessBureaus(cluster)),
    ...(await restlessAggregators(cluster)),
  ]);
  const quiet = `${seconds(performance.now() - begin)} after the last fault`;
  if (stuck.length) console.log(`Stuck:\n${stuck.join('\n')}`);
  const logs = await readLogs(cluster, villages);
  const deliveries = await readTopics(transport);
  const r = random(seed, 'sent again');
  const again = acknowledged.filter(() => r.chance(SENT_AGAIN / acknowledged.length));
  const count = (n: number, what: string) => `${whole(n)} ${what}`;
  return [
    { what: 'quiet, nothing is stuck', of: quiet, misses: stuck },
    {
      what: 'valid commands are not refused',
      of: '',
      misses: [...load.refused].map(([why, n]) => `${n} times ${why}`),
    },
    {
      what: 'every acknowledged command is in the log once',
      of: count(acknowledged.length, 'commands'),
      misses: missesOfCommands(logs, acknowledged),
    },
    {
      what: 'a command that is sent again is answered as before',
      of: count(again.length, 'commands'),
      misses: await missesOfRepetition(load, again),
    },
    { what: 'numbers without gaps', of: count(logs.length, 'events'), misses: missesOfNumbers(logs) },
    {
      what: 'every event is on its topic, in order',
      of: count(deliveries.length, 'messages'),
      misses: missesOfTopics(logs, deliveries),
    },
    {
      what: 'dead letters: those that are no events',
      of: count(nemesis.unreadable.length, 'messages'),
      misses: missesOfDeadLetters(deliveries, nemesis.unreadable),
    },
    {
      what: 'every figure by the formulas, event by event',
      of: count(villages.length, 'villages'),
      misses: await missesOfFigures(cluster, logs, villages),
    },
    {
      what: 'every answer as of an undisturbed aggregator',
      of: '3 aggregators',
      misses: await missesOfAnswers(cluster, logs, villages, folder, ports.take()),
    },
    { what: 'memory is bounded', of: megabytes(mostMemory(cluster)), misses: missesOfMemory(cluster) },
    { what: 'no service has ended by itself', of: '', misses: missesOfEndings(cluster) },
  ];
}

const mostMemory = ({ services }: Cluster): number =>
  Math.max(...[...services.values()].map(({ peak }) => peak));

const missesOfMemory = ({ services }: Cluster): string[] =>
  [...services.values()]
    .filter(({ peak }) => peak > MOST_MEMORY)
    .map(({ def, peak }) => `${def.name} had ${megabytes(peak)}`);

/** The one on the full disk may: it cannot start without a byte to write. */
const missesOfEndings = ({ services }: Cluster): string[] =>
  [...services.values()]
    .filter(({ def, endedByItself }) => endedByItself.length && def.name !== EMBEDDED)
    .map(({ def, endedByItself }) => `${def.name} ended with ${endedByItself.join(', ')}: ${def.logFile}`);

/** Prints what was done and what was found. @returns whether anything is wrong */
export function tell(nemesis: Nemesis, load: Load, findings: readonly Finding[]): boolean {
  print({
    title: 'What was done',
    head: ['fault', 'times', 'broken for', 'that is'],
    rows: KINDS.map((kind) => {
      const { count, ms } = nemesis.done.get(kind)!;
      return [kind, whole(count), ms ? seconds(ms) : '', MEANING[kind]];
    }),
    notes: [
      `Duplicates: ${whole(nemesis.duplicates)} messages.`,
      `Commands were sent again ${[...load.repeated].map(([why, n]) => `${n} times for ${why}`).join(', ') || 'never'}.`,
      `The longest that a clerk waited for an acknowledgement: ${seconds(load.longestWaitMs)}.`,
    ],
  });
  print({
    title: 'What was found',
    head: ['looked at', 'of', ''],
    rows: findings.map(({ what, of, misses }) => [
      what,
      of,
      misses.length ? `${whole(misses.length)} MISSES` : 'holds',
    ]),
    notes: findings.flatMap(({ what, misses }) => misses.slice(0, LISTED).map((miss) => `${what}: ${miss}`)),
  });
  return findings.some(({ misses }) => misses.length);
}
