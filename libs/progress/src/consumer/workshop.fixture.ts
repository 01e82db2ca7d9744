import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { sourceOf, topicOf, type DomainEvent } from '@jiedui/programme';
import { openEmbeddedTransport, type EventSource, type Message, type Transport } from '@jiedui/transport';
import { REGISTRY } from '../book/registry-view';
import { orchardAreas, shown } from '../fold/orchards.fixture';
import { openSqliteViewStore } from '../store/sqlite-view-store';
import type { Aggregator } from './aggregator';
import { openAggregator, type AggregatorOptions } from './open-aggregator';

/** A folder with a transport and the views of an aggregator that can be stopped and started. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'aggregator-'));
  transport: Transport = openEmbeddedTransport(join(this.folder, 'transport.db'));
  private running: Aggregator | undefined;

  get aggregator(): Aggregator {
    if (!this.running) throw new Error('start it first');
    return this.running;
  }

  async start(more: Partial<AggregatorOptions> = {}): Promise<Aggregator> {
    this.running = await openAggregator({
      areas: orchardAreas,
      openStore: (measures) => openSqliteViewStore(join(this.folder, 'views.db'), measures),
      transport: this.transport,
      clock: { now: () => '2019-09-30T04:00:00.000Z', today: () => '2019-09-30' },
      ...more,
    });
    return this.running;
  }

  async stop(): Promise<void> {
    await this.running?.close();
    this.running = undefined;
  }

  publish(events: readonly DomainEvent<object>[]): Promise<void> {
    return this.transport.publish(events.map(messageOf));
  }

  shown(village: string, day = '2019-09-30', knownAt?: string) {
    const { book } = this.aggregator;
    const number = book.villages.find(village);
    return number === undefined ? undefined : shown(book.measuresAt(number, { day, knownAt }));
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.transport.close();
    rmSync(this.folder, { recursive: true });
  }
}

export const messageOf = (event: DomainEvent<object>): Message => ({
  topic: topicOf(event.source.replace('/bureaus/', '')),
  key: event.subject,
  value: JSON.stringify(event),
});

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setImmediate();
}

/** A bureau's log that holds these events; its clock shows the time of the last one and a millisecond. */
export const logOf = (area: string, events: readonly DomainEvent<object>[]): EventSource => {
  const mine = events.filter(({ source }) => source === sourceOf(area));
  return {
    events: async (village, from) =>
      mine
        .filter(({ subject, villageseq }) => subject === village && villageseq >= from)
        .sort((a, b) => a.villageseq - b.villageseq)
        .map((event) => JSON.stringify(event)),
    summary: async () => ({ events: mine.length, time: '2019-09-30T03:00:00.000Z' }),
  };
};

export const registryEvent = (
  subject: string,
  villageseq: number,
  name: string,
  data: Readonly<Record<string, unknown>>,
  time = '2017-08-01T00:00:00.000Z',
): DomainEvent<object> => ({
  ...{ specversion: '1.0', id: `registry-${subject}-${villageseq}`, source: sourceOf(REGISTRY) },
  ...{
    type: `${REGISTRY}.${name}`,
    subject,
    time,
    datacontenttype: 'application/json',
    dataschema: '/schemas/x/1',
  },
  ...{ partitionkey: subject, villageseq, actor: 'u-1', correlationid: 'c-1' },
  data: { occurredOn: time.slice(0, 10), ...data },
});
