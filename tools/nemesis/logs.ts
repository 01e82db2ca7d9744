import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { DEAD_LETTER_TOPIC, topicOf, type Change, type Day, type DomainEvent } from '@jiedui/programme';
import { httpEventSource, type Delivery, type Message, type Transport } from '@jiedui/transport';
import { BUREAUS, type Cluster } from './cluster';
import type { Acknowledged, Load } from './load';

export type AnyEvent = DomainEvent<{
  occurredOn: Day;
  changes?: readonly Change[];
  [field: string]: unknown;
}>;

/** An event as it stands in the log of its bureau. */
export interface Logged {
  readonly area: string;
  readonly village: string;
  readonly text: string;
  readonly event: AnyEvent;
}

/** Everything that the bureaus have recorded, asked for over HTTP; of a village in the order of its log. */
export async function readLogs(
  { services }: Cluster,
  villages: readonly string[],
): Promise<readonly Logged[]> {
  const logged: Logged[] = [];
  for (const area of BUREAUS) {
    const source = httpEventSource(services.get(area)!.address);
    for (const village of ['city', ...villages])
      for (let from = 1, more = true; more;) {
        const texts = await source.events(village, from);
        for (const text of texts) logged.push({ area, village, text, event: JSON.parse(text) as AnyEvent });
        more = texts.length > 0;
        from += texts.length;
      }
  }
  return logged;
}

/** Numbers 1, 2, 3, ... of each area and village; each id once. */
export function missesOfNumbers(logs: readonly Logged[]): string[] {
  const misses: string[] = [];
  const heads = new Map<string, number>();
  const ids = new Set<string>();
  for (const { area, village, event } of logs) {
    const stream = `${area} ${village}`;
    const expected = (heads.get(stream) ?? 0) + 1;
    heads.set(stream, event.villageseq);
    if (event.villageseq !== expected)
      misses.push(`${stream}: ${event.villageseq} stands where ${expected} belongs`);
    if (ids.has(event.id)) misses.push(`${stream}: the event ${event.id} is there twice`);
    ids.add(event.id);
  }
  return misses;
}

/** What clerks were told is in the logs, and nothing else but what the services did themselves. */
export function missesOfCommands(logs: readonly Logged[], acknowledged: readonly Acknowledged[]): string[] {
  const recorded = new Map(
    logs
      .filter(({ event }) => event.actor !== 'system')
      .map(({ area, village, event }) => [event.id, `${area} ${village}`]),
  );
  const misses: string[] = [];
  for (const { area, village, path, key, events } of acknowledged)
    for (const id of events)
      if (recorded.get(id) === `${area} ${village}`) recorded.delete(id);
      else
        misses.push(
          `${area} ${village}: ${path} ${key} was acknowledged as ${id}, which is not in the log, or another's`,
        );
  for (const [id, where] of recorded) misses.push(`${where}: ${id} is in the log, and nobody was told`);
  return misses;
}

/** Commands that were acknowledged, sent once more: the same answer as then. */
export async function missesOfRepetition(load: Load, some: readonly Acknowledged[]): Promise<string[]> {
  const misses: string[] = [];
  for (const sent of some) {
    const { status, body } = await load.send(sent);
    const { repeated, events } = (status === 200 ? JSON.parse(body) : {}) as {
      repeated?: boolean;
      events?: readonly { readonly id: string }[];
    };
    if (!repeated || String(events?.map(({ id }) => id)) !== String(sent.events))
      misses.push(`${sent.area} ${sent.path} ${sent.key}, sent again, was answered ${status}: ${body}`);
  }
  return misses;
}

/** Everything that is on the topics of the areas, and the dead letters. */
export async function readTopics(transport: Transport): Promise<readonly Delivery[]> {
  const topics = [...BUREAUS.map(topicOf), DEAD_LETTER_TOPIC];
  const deliveries: Delivery[] = [];
  const subscription = await transport.subscribe(`nemesis-${randomUUID()}`, topics, async (batch) => {
    deliveries.push(...batch);
  });
  const behind = async () => Object.values(await subscription.lag()).reduce((sum, lag) => sum + lag, 0);
  while ((await behind().catch(() => 1)) > 0) await setTimeout(100);
  await subscription.close();
  return deliveries;
}

/** What a message says; a tombstone nothing. */
const textIn = (value: Delivery['value']): string =>
  value === null ? '' : typeof value === 'string' ? value : Buffer.from(value).toString();

/** Relays mark what they send; what the nemesis has sent is unmarked. */
const isRelayed = ({ headers }: Delivery): boolean => 'content-type' in headers;

/** Each event of a log is on its topic as it was recorded, those of a village for the first time in their order. */
export function missesOfTopics(logs: readonly Logged[], deliveries: readonly Delivery[]): string[] {
  const published = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const delivery of deliveries.filter(isRelayed)) {
    const text = textIn(delivery.value);
    const stream = `${delivery.topic} ${delivery.key}`;
    if (seen.has(text)) continue;
    seen.add(text);
    published.set(stream, [...(published.get(stream) ?? []), text]);
  }
  const recorded = Map.groupBy(logs, ({ area, village }) => `${topicOf(area)} ${village}`);
  return [...new Set([...recorded.keys(), ...published.keys()])].flatMap((stream) => {
    const [is, must] = [published.get(stream) ?? [], (recorded.get(stream) ?? []).map(({ text }) => text)];
    const at = must.findIndex((text, n) => text !== is[n]);
    if (at < 0 && is.length === must.length) return [];
    return [
      `${stream}: ${is.length} events on the topic, ${must.length} in the log, the first difference at ${at + 1}`,
    ];
  });
}

/** Exactly those messages are dead letters that are no events. */
export function missesOfDeadLetters(
  deliveries: readonly Delivery[],
  unreadable: readonly Message[],
): string[] {
  const letters = deliveries
    .filter(({ topic }) => topic === DEAD_LETTER_TOPIC)
    .map(({ value }) => textIn(value));
  const [is, must] = [new Set(letters), new Set(unreadable.map(({ value }) => value))];
  return [
    ...[...must].filter((text) => !is.has(text)).map((text) => `“${text}” is no dead letter`),
    ...[...is]
      .filter((text) => !must.has(text))
      .map((text) => `a dead letter that nobody expects: ${text.slice(0, 200)}`),
  ];
}
