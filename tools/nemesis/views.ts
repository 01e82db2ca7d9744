import { join } from 'node:path';
import { areas } from '@jiedui/catalogue';
import { compileProgramme, topicOf, type Indicator } from '@jiedui/programme';
import { naively } from '@jiedui/progress/testing';
import { markDataFolder, openDataFolder } from '@jiedui/service-host';
import { openEmbeddedTransport } from '@jiedui/transport';
import { parseExactly, textOf } from '../cases/case-file';
import { DEMO_TODAY } from '../demo/demo-programme';
import { AGGREGATORS, BUREAUS, undisturbed, type Cluster } from './cluster';
import type { AnyEvent, Logged } from './logs';
import type { ServiceProcess } from './process';
import { getText, partOf, untilNothingLacks } from './quiet';

const programme = compileProgramme(areas);
/** Of so many villages each number is taken apart into its events. */
const TAKEN_APART = 10;

/** Each figure of each village against the formulas, gone through event by event without the aggregator's books. */
export async function missesOfFigures(
  cluster: Cluster,
  logs: readonly Logged[],
  villages: readonly string[],
) {
  const ofVillage = Map.groupBy(logs, ({ village }) => village);
  const eventsOf = (village: string) => (ofVillage.get(village) ?? []).map(({ event }) => event);
  const misses: string[] = [];
  for (const village of villages) {
    const events = [...eventsOf('city'), ...eventsOf(village)];
    const expected = programme.indicators.map((indicator) => expectedOf(events, village, indicator));
    for (const name of AGGREGATORS) {
      const answer = await getText(cluster.services.get(name)!, `/villages/${village}?asOf=${DEMO_TODAY}`);
      const { indicators } = parseExactly(answer) as { indicators: readonly Record<string, unknown>[] };
      indicators.forEach(({ indicator, status, value, progress, provisional }, n) => {
        const shown = textOf({ indicator, status, value, progress, provisional });
        if (shown !== expected[n])
          misses.push(`${name} ${village}: shows ${shown}, must show ${expected[n]}`);
      });
    }
  }
  return misses;
}

function expectedOf(events: readonly AnyEvent[], village: string, indicator: Indicator): string {
  const { status, value, progress, provisional } = naively(programme, events, village, indicator, DEMO_TODAY);
  return textOf({
    ...{ indicator: indicator.def.id, status },
    value: typeof value === 'object' ? value : (value ?? null),
    progress: progress && [progress.num, progress.den],
    provisional,
  });
}

/** What the city's API can be asked that shows all of the views. */
const questions = (villages: readonly string[], logs: readonly Logged[]): readonly string[] => {
  const times = logs.map(({ event }) => event.time).sort();
  const points = ['', 'asOf=2018-06-30', `asOf=2019-03-31&asKnownAt=${times[times.length >> 1]!}`];
  return points.flatMap((point) => [
    ...[`/city?${point}`, `/districts?${point}`, `/villages?limit=500&${point}`],
    ...villages.map((village) => `/villages/${village}?${point}`),
    ...villages
      .slice(0, TAKEN_APART)
      .flatMap((village) =>
        programme.indicators.map(
          ({ def }) => `/villages/${village}/indicators/${def.id}/events?limit=500&${point}`,
        ),
      ),
  ]);
};

/** An answer but for how fresh it is. */
const withoutFreshness = (answer: string): string =>
  answer.replace(/,"fresh":\{.*\}\}$/, '').replace(/"final":\w+,"mayStillChange":\[[^\]]*\]/, '');

/** Each answer of each aggregator against one that was given the logs in order, once, and in peace. */
export async function missesOfAnswers(
  { services }: Cluster,
  logs: readonly Logged[],
  villages: readonly string[],
  folder: string,
  port: number,
): Promise<string[]> {
  const peaceful = undisturbed(folder, port);
  await publishInOrder(join(folder, 'undisturbed'), logs);
  peaceful.start();
  try {
    const lacks = await untilNothingLacks(() => notFolded(peaceful, logs));
    if (lacks.length) return [...lacks];
    const misses: string[] = [];
    for (const question of questions(villages, logs)) {
      const expected = withoutFreshness(await getText(peaceful, question));
      for (const name of AGGREGATORS) {
        const answer = withoutFreshness(await getText(services.get(name)!, question));
        if (answer !== expected) misses.push(`${name} ${question}: ${difference(answer, expected)}`);
      }
    }
    return misses;
  } finally {
    await peaceful.stop();
  }
}

async function publishInOrder(folder: string, logs: readonly Logged[]): Promise<void> {
  const data = openDataFolder(folder);
  const transport = openEmbeddedTransport(join(folder, 'transport.db'));
  await transport.publish(
    logs.map(({ area, village, text }) => ({ topic: topicOf(area), key: village, value: text })),
  );
  await transport.close();
  markDataFolder(data);
  data.close();
}

/** What it has not folded, or not evaluated. */
async function notFolded(peaceful: ServiceProcess, logs: readonly Logged[]): Promise<readonly string[]> {
  const { fresh } = JSON.parse(await getText(peaceful, '/city')) as {
    fresh: Record<string, { events: number }>;
  };
  const folded = BUREAUS.reduce((sum, area) => sum + fresh[area]!.events, 0);
  const { behind } = await partOf(peaceful);
  return folded === logs.length && behind === 0
    ? []
    : [`the undisturbed aggregator has ${folded} of ${logs.length} events, ${String(behind)} villages wait`];
}

function difference(is: string, must: string): string {
  const at = [...must].findIndex((character, n) => character !== is[n]);
  const around = (text: string) => text.slice(Math.max(0, at - 80), at + 80);
  return `shows …${around(is)}…, must show …${around(must)}…`;
}
