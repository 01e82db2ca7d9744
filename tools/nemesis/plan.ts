import { random, type Random } from '../demo/random';

/** What can be done to the platform. */
export const KINDS = [
  'kill',
  'pause',
  'broker',
  'cut',
  'silence',
  'duplicates',
  'unreadable',
  'disk-full',
] as const;
export type Kind = (typeof KINDS)[number];

export const MEANING: Readonly<Record<Kind, string>> = {
  kill: 'kill -9 of a service, which is started again',
  pause: 'SIGSTOP of a service, then SIGCONT',
  broker: 'kill -9 of a node of Kafka, which is started again',
  cut: 'connections to Kafka or MongoDB ended and refused',
  silence: 'connections to Kafka or MongoDB kept, and nothing passes',
  duplicates: 'events of a log published once more, in any order',
  unreadable: 'a message that is no event, on the topic of an area',
  'disk-full': 'no byte free where the embedded store writes',
};

export interface Fault {
  /** From the beginning of the plan. */
  readonly at: number;
  readonly kind: Kind;
  /** A service, `service/kafka` or `service/mongodb`, a node of Kafka by its number, or an area. */
  readonly target: string;
  /** So long it stays broken; 0 for what is done in a moment. */
  readonly lastMs: number;
}

/** Whom it can hit, by kind; a kind without a target does not happen. */
export type Targets = Readonly<Record<Kind, readonly string[]>>;

const WEIGHTS: Readonly<Record<Kind, number>> = {
  kill: 6,
  pause: 5,
  broker: 2,
  cut: 4,
  silence: 3,
  duplicates: 3,
  unreadable: 1,
  'disk-full': 2,
};
const LAST_MS: Readonly<Record<Kind, readonly [from: number, to: number]>> = {
  kill: [0, 4_000],
  pause: [1_000, 20_000],
  broker: [1_000, 12_000],
  cut: [500, 15_000],
  silence: [2_000, 15_000],
  duplicates: [0, 0],
  unreadable: [0, 0],
  'disk-full': [4_000, 12_000],
};
const PAUSE_MS: readonly [from: number, to: number] = [500, 4_000];
/** A service has so long to come back before something else is done to it. */
const REST_MS = 6_000;
/** The nodes of Kafka are one target: the next is killed when the last has everything again. */
const KAFKA_REST_MS = 25_000;

/** What a fault occupies: nothing else hits it meanwhile. */
export const victimOf = ({ kind, target }: Pick<Fault, 'kind' | 'target'>): string =>
  kind === 'broker'
    ? 'kafka'
    : kind === 'duplicates' || kind === 'unreadable'
      ? `topic ${target}`
      : target.split('/', 1)[0]!;

/** @returns when its victim is free again */
export const restedAt = ({ at, kind, lastMs }: Fault): number =>
  at + lastMs + (kind === 'broker' ? KAFKA_REST_MS : REST_MS);

/**
 * What is done within `durationMs`, in the order of time; the same for the same seed. Each kind happens once
 * before any happens twice, as long as there is time; nothing is broken twice at once, and all is over at the end.
 */
export function planOf(seed: number, durationMs: number, targets: Targets): readonly Fault[] {
  const r = random(seed, 'nemesis');
  const kinds = KINDS.filter((kind) => targets[kind].length > 0);
  const first = shuffled(kinds, r);
  const urn = kinds.flatMap((kind) => Array.from({ length: WEIGHTS[kind] }, () => kind));
  const plan: Fault[] = [];
  const freeAt = new Map<string, number>();
  for (let at = r.whole(...PAUSE_MS); kinds.length && at < durationMs; at += r.whole(...PAUSE_MS)) {
    const kind = first[0] ?? r.pick(urn);
    const fault = { at, kind, target: r.pick(targets[kind]), lastMs: r.whole(...LAST_MS[kind]) };
    const victim = victimOf(fault);
    if ((freeAt.get(victim) ?? 0) > at || at + fault.lastMs > durationMs) continue;
    plan.push(fault);
    freeAt.set(victim, restedAt(fault));
    if (first.length) first.shift();
  }
  return plan;
}

function shuffled<T>(items: readonly T[], r: Random): T[] {
  return items
    .map((item) => [r.next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
