import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Transport } from '@jiedui/transport';
import { openKafkaTransport } from '@jiedui/transport/kafka';
import { apart, describeWithKafka, kafkaBrokers, stopKafka } from '@jiedui/transport/testing';
import { orchardAreas, plainMeasures, plantings, shown, villageCodes } from '../fold/orchards.fixture';
import { openSqliteViewStore } from '../store/sqlite-view-store';
import type { Aggregator } from './aggregator';
import { openAggregator } from './open-aggregator';
import { messageOf } from './workshop.fixture';

const EVENTS = 6_000;
const events = plantings(EVENTS);

afterAll(stopKafka);

describeWithKafka('a group of aggregators on Kafka', () => {
  it('given a load under which it grows from one replica to three and back, with a restart on the way, nothing is lost and nothing counts twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'group-'));
    const prefix = `test-${randomUUID().slice(0, 8)}.`;
    const replicas = new Map<string, { readonly aggregator: Aggregator; readonly transport: Transport }>();
    const connect = async (clientId: string) =>
      apart(
        openKafkaTransport({ brokers: await kafkaBrokers(), clientId, partitions: 4, replication: 1 }),
        prefix,
      );
    const start = async (name: string) => {
      const transport = await connect(name);
      const aggregator = await openAggregator({
        areas: orchardAreas,
        openStore: (measures) => openSqliteViewStore(join(folder, 'views.db'), measures),
        transport,
        clock: { now: () => '2019-09-30T04:00:00.000Z', today: () => '2019-09-30' },
        maxBatch: 50,
      });
      replicas.set(name, { aggregator, transport });
    };
    const stop = async (name: string) => {
      const { aggregator, transport } = replicas.get(name)!;
      replicas.delete(name);
      await aggregator.close();
      await transport.close();
    };
    const foldedIn = ({ aggregator }: { readonly aggregator: Aggregator }) =>
      aggregator.freshness().reduce((sum, area) => sum + area.events, 0);
    const folded = async (part: number) => {
      while (![...replicas.values()].every((replica) => foldedIn(replica) >= part * EVENTS))
        await setTimeout(10);
    };

    const publisher = await connect('publisher');
    const publishing = (async () => {
      for (let at = 0; at < EVENTS; at += 50) {
        await folded(at / EVENTS - 0.2); // it goes on all the while
        await publisher.publish(events.slice(at, at + 50).map(messageOf));
      }
    })();
    await start('a');
    await folded(0.2);
    await start('b');
    await start('c');
    await folded(0.5);
    await stop('b');
    await start('b');
    await folded(0.7);
    await stop('a');
    await stop('c');
    await publishing;
    await folded(1);
    const { aggregator } = replicas.get('b')!;
    for (const village of villageCodes) {
      const { book } = aggregator;
      const measures = book.measuresAt(book.villages.find(village)!, { day: '2019-09-30' });
      expect(shown(measures)).toEqual(shown(plainMeasures(events, village, '2019-09-30')));
    }
    const { whole, deadLetters, failure } = aggregator.health();
    expect({ whole, deadLetters, failure }).toEqual({ whole: true, deadLetters: 0, failure: null });
    await stop('b');
    await publisher.close();
    rmSync(folder, { recursive: true });
  }, 120_000);
});
