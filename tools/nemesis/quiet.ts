import { setTimeout } from 'node:timers/promises';
import { AGGREGATORS, BUREAUS, type Cluster } from './cluster';
import type { ServiceProcess } from './process';

const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 10_000;
/** What is not done so long after everything was healed is stuck. */
export const STUCK_AFTER_MS = 240_000;

/** What a part of a service says of itself. */
type Part = Readonly<Record<string, unknown>>;

export async function getText(service: ServiceProcess, path: string): Promise<string> {
  for (;;) {
    const response = await fetch(`${service.address}${path}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    if (response.status === 200) return text;
    if (response.status !== 202) throw new Error(`${service.def.name} answered ${response.status}: ${text}`);
    await setTimeout(LOOK_EVERY_MS / 5); // it is being computed
  }
}

/** What the service says of its own health. */
export async function partOf(service: ServiceProcess): Promise<Part> {
  const { details } = JSON.parse(await getText(service, '/health')) as { details: Record<string, Part> };
  return details[service.def.api]!;
}

/** Waits until the condition holds that tells what it lacks: nothing. @returns what is lacking in the end */
export async function untilNothingLacks(
  lacking: () => Promise<readonly string[]>,
  patienceMs = STUCK_AFTER_MS,
): Promise<readonly string[]> {
  for (const end = performance.now() + patienceMs; ;) {
    const lacks = await lacking().catch((error: Error) => [error.message]);
    if (!lacks.length || performance.now() > end) return lacks;
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** What keeps the bureaus from knowing the registry and having published everything. */
export async function restlessBureaus({ services }: Cluster): Promise<readonly string[]> {
  const lacks = BUREAUS.map(async (name) => {
    const { relayLag, referenceLag, isRelay } = await partOf(services.get(name)!);
    const says = JSON.stringify({ relayLag, referenceLag, isRelay });
    return relayLag === 0 && referenceLag === 0 && isRelay ? [] : [`${name} says ${says}`];
  });
  return told(lacks);
}

/** What keeps the aggregators from showing every event of every log. */
export async function restlessAggregators({ services }: Cluster): Promise<readonly string[]> {
  const heads = await Promise.all(
    BUREAUS.map(async (name) => {
      const { events } = JSON.parse(await getText(services.get(name)!, '/log/summary')) as { events: number };
      return [name, events] as const;
    }),
  );
  const lacks = AGGREGATORS.map(async (name) => {
    const service = services.get(name)!;
    const { whole, behind, failure } = await partOf(service);
    const { fresh } = JSON.parse(await getText(service, '/city')) as { fresh: Record<string, Part> };
    return [
      ...(whole && behind === 0 && failure === undefined
        ? []
        : [`${name} says ${JSON.stringify({ whole, behind, failure })}`]),
      ...heads
        .filter(([area, events]) => fresh[area]!['events'] !== events || fresh[area]!['lag'] !== 0)
        .map(
          ([area, events]) =>
            `${name} has ${JSON.stringify(fresh[area])} of ${area}, its log ${events} events`,
        ),
    ];
  });
  return told(lacks);
}

const told = async (lacks: readonly Promise<readonly string[]>[]): Promise<readonly string[]> =>
  (await Promise.allSettled(lacks)).flatMap((lack) =>
    lack.status === 'fulfilled' ? lack.value : [(lack.reason as Error).message],
  );
