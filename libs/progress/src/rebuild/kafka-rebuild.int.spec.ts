import { randomUUID } from 'node:crypto';
import { describeWithMongo, stopMongo } from '@jiedui/mongo/testing';
import { topicOf } from '@jiedui/programme';
import type { Transport } from '@jiedui/transport';
import { openKafkaTransport } from '@jiedui/transport/kafka';
import { apart, describeWithKafka, kafkaBrokers, stopKafka } from '@jiedui/transport/testing';
import type { Aggregator } from '../consumer/aggregator';
import { measuresDigest, openAggregator } from '../consumer/open-aggregator';
import { messageOf, until } from '../consumer/workshop.fixture';
import { eventOf, orchardAreas, orchardProgramme, villageCodes } from '../fold/orchards.fixture';
import { newMongoPlace } from '../store/mongo-place.fixture';
import { compareViews } from './compare';
import { mongoPlace } from './mongo-place';
import { rebuildViews, topicArchives } from './rebuild';

const measures = measuresDigest(orchardProgramme);
const now = () => '2019-09-30T04:00:00.000Z';
const eventsFrom = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => from + n).flatMap((seq) =>
    villageCodes.map((village) => messageOf(eventOf('orchards', village, seq, []))),
  );
const foldedIn = (aggregator: Aggregator): number =>
  aggregator.freshness().reduce((sum, { events }) => sum + events, 0);

afterAll(stopKafka);
afterAll(stopMongo);

describeWithKafka('Kafka', () =>
  describeWithMongo('and MongoDB', () => {
    it('given an aggregator at work while the topics are folded anew, it goes on behind what was rebuilt', async () => {
      const place = await newMongoPlace();
      const prefix = `test-${randomUUID().slice(0, 8)}.`;
      const transports: Transport[] = [];
      const connect = async (clientId: string) => {
        const settings = { brokers: await kafkaBrokers(), clientId, partitions: 3, replication: 1 };
        transports.push(openKafkaTransport(settings));
        return apart(transports.at(-1)!, prefix);
      };
      const publisher = await connect('publisher');
      await publisher.publish(eventsFrom(1, 21));
      const aggregator = await openAggregator({
        ...{ areas: orchardAreas, openStore: place.open, transport: await connect('progress') },
        clock: { now, today: () => '2019-09-30' },
      });
      await until(() => foldedIn(aggregator) === 20 * villageCodes.length);
      await aggregator.flush();

      const beside = await mongoPlace({ ...place, measures });
      const { of, commit } = topicArchives(await connect('rebuild'), beside.rebuilt.group);
      const archives = Object.fromEntries(orchardAreas.map(({ id }) => [id, of(topicOf(id))]));
      expect(await rebuildViews(orchardProgramme, beside.rebuilt, archives, now)).toBe(
        20 * villageCodes.length,
      );
      await commit();
      expect(await compareViews(orchardProgramme, beside.live, beside.rebuilt)).toMatchObject({
        isCompared: true,
        differences: [],
      });
      await publisher.publish(eventsFrom(21, 31));
      await beside.swap(false);
      await beside.close();

      await publisher.publish(eventsFrom(31, 41));
      await until(() => foldedIn(aggregator) === 40 * villageCodes.length);
      await until(() => aggregator.health().failure === null);
      for (const village of villageCodes)
        await until(async () => (await aggregator.entries(village, 'orchards')).length === 40);
      await aggregator.close();
      for (const transport of transports) await transport.close();
      await place.remove();
    }, 120_000);
  }),
);
