import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { areas } from '@jiedui/catalogue';
import { asOf, evaluate, sourceOf, topicOf, type DomainEvent } from '@jiedui/programme';
import { openAggregator, openSqliteViewStore, REGISTRY, type Aggregator } from '@jiedui/progress';
import { openEmbeddedTransport, type EventSource, type Message } from '@jiedui/transport';
import { textOf, type Case, type Check } from './case-file';
import { randomOf, type Way } from './ways';

const BEFORE_EVERYTHING = '0001-01-01T00:00:00.000Z';
const clock = { now: () => new Date().toISOString(), today: () => new Date().toISOString().slice(0, 10) };

/** Runs a case through the aggregator with its store and the embedded transport; by check what is wrong. */
export async function runCase(one: Case, way: Way): Promise<readonly (string | undefined)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'case-'));
  const transport = openEmbeddedTransport(join(folder, 'transport.db'));
  const start = () =>
    openAggregator({
      areas,
      openStore: (measures) => openSqliteViewStore(join(folder, 'views.db'), measures),
      transport,
      sources: sourcesOf(one.events),
      clock,
      maxBatch: way.maxBatch,
    });
  let aggregator: Aggregator | undefined;
  try {
    await transport.publish(referencesOf(one));
    for (const part of way.parts(one.events, randomOf(one.name))) {
      await aggregator?.close();
      aggregator = await start();
      await transport.publish(part.map(messageOf));
      await aggregator.caughtUp();
    }
    return one.checks.map((check) => missOf(aggregator!, check));
  } finally {
    await aggregator?.close();
    await transport.close();
    rmSync(folder, { recursive: true });
  }
}

/** What is wrong with an answer; undefined: nothing. */
function missOf({ book }: Aggregator, check: Check): string | undefined {
  const { programme, villages } = book;
  const indicator = programme.indicators.find(({ def }) => def.id === check.indicator);
  if (!indicator) return 'there is no such indicator';
  // A village without events is as good as one that does not exist.
  const village = villages.find(check.village) ?? villages.size;
  const measures = book.measuresAt(village, { day: check.asOf, knownAt: check.asKnownAt ?? undefined });
  const { status, progress, value } = evaluate(indicator, measures, asOf(check.asOf, programme.frame));
  const found = { status, progress: progress && [progress.num, progress.den], value };
  const misses = (['status', 'progress', 'value'] as const).flatMap((part) =>
    (part === 'value' && check.value === undefined) || textOf(found[part]) === textOf(check[part])
      ? []
      : `${part} is ${textOf(found[part])}, must be ${textOf(check[part])}`,
  );
  return misses.length ? misses.join('; ') : undefined;
}

const messageOf = (event: DomainEvent): Message => ({
  topic: topicOf(String(event.source).replace('/bureaus/', '')),
  key: String(event.subject),
  value: textOf(event),
});

/** The city's values as the registry publishes them. */
function referencesOf({ reference }: Case): Message[] {
  const published = Object.entries(reference.cityPerCapitaIncomeFen ?? {});
  return published.map(([year, fen], at) =>
    messageOf({
      ...{ specversion: '1.0', id: `reference-${at + 1}`, source: sourceOf(REGISTRY), subject: 'city' },
      ...{ type: `${REGISTRY}.CityIncomePublished`, time: BEFORE_EVERYTHING, villageseq: at + 1 },
      data: { occurredOn: BEFORE_EVERYTHING.slice(0, 10), year: Number(year), fen },
    } as unknown as DomainEvent),
  );
}

/** The bureaus' logs hold the events of the case and no others: a gap in it stays a gap. */
const sourcesOf = (events: readonly DomainEvent[]): Record<string, EventSource> =>
  Object.fromEntries(
    areas.map(({ id }) => {
      const log = events.filter(({ source }) => source === sourceOf(id));
      const source: EventSource = {
        events: async (village, from) =>
          log
            .filter(({ subject, villageseq }) => subject === village && villageseq >= from)
            .sort((a, b) => a.villageseq - b.villageseq)
            .slice(0, 1_000)
            .map(textOf),
        summary: async () => ({ events: log.length, time: clock.now() }),
      };
      return [id, source];
    }),
  );
