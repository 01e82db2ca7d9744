import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openBureau, sqliteStores, type Bureau } from '@jiedui/bureau';
import { housingBureau } from '@jiedui/housing-service';
import { openAggregator, openSqliteViewStore, type Aggregator } from '@jiedui/progress';
import { compileProgramme, DEAD_LETTER_TOPIC, topicOf, type DomainEvent } from '@jiedui/programme';
import { openEmbeddedTransport, type Transport } from '@jiedui/transport';
import { KafkaTopics, openKafkaTransport } from '@jiedui/transport/kafka';
import { apart, describeWithKafka, kafkaBrokers, stopKafka } from '@jiedui/transport/testing';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** A program that runs Kafka's own tools: docs/testing.md. */
const program = process.env['JIEDUI_KAFKA_SERVER'];
const CONTENT_TYPE = 'content-type:application/cloudevents+json; charset=UTF-8';
const [REGISTRY, HOUSING] = [topicOf('registry'), topicOf('housing')];
const clock = { now: () => '2019-09-30T04:00:00.000Z', today: () => '2019-09-30' };

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const sample = (folder: string, name: string): DomainEvent => read(`${folder}/samples/${name}.v1.json`);
const registered = sample('libs/registry/contract', 'VillageRegistered');
const assessed = sample('libs/areas/housing/contract', 'DwellingAssessed');
const elsewhere = '120119101202';
const registeredElsewhere: DomainEvent = {
  ...{ ...registered, id: 'registered-elsewhere', subject: elsewhere, partitionkey: elsewhere },
  data: { ...registered.data, code: elsewhere },
};

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await setTimeout(10);
};

/** A record as Kafka's console consumer prints it. */
interface Printed {
  readonly partition: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly key: string;
  readonly value: string;
}

function readPrinted(line: string): Printed {
  const [partition, headers, key, value] = line.split('\t') as [string, string, string, string];
  const pairs = headers.split('|').map((header) => /^([^:]+):(.*)$/.exec(header)!.slice(1));
  return {
    partition: Number(partition.replace('Partition:', '')),
    headers: Object.fromEntries(pairs),
    key,
    value,
  };
}

(program === undefined ? describe.skip : describeWithKafka)(
  `Kafka's own clients in Java${program === undefined ? ' (need JIEDUI_KAFKA_SERVER)' : ''}`,
  () => {
    const prefix = `test-${randomUUID().slice(0, 8)}.`;
    const folder = mkdtempSync(join(tmpdir(), 'java-'));
    let brokers: readonly string[];
    let transport: Transport;
    let aggregator: Aggregator;
    let bureau: Bureau;

    const aggregate = (by: Transport, views: string) =>
      openAggregator({
        areas: [housingBureau.area],
        openStore: (measures) => openSqliteViewStore(join(folder, views), measures),
        ...{ transport: by, clock },
      });
    const foldedBy = (one: Aggregator) => one.freshness().reduce((sum, { events }) => sum + events, 0);

    const tool = (name: string, ...args: string[]) =>
      promisify(execFile)(program!, ['tool', name, '--bootstrap-server', brokers.join(), ...args]);
    const produce = async (topic: string, records: readonly (readonly [key: string, value: string])[]) => {
      const properties = ['parse.key=true', 'parse.headers=true'].flatMap((property) => [
        '--reader-property',
        property,
      ]);
      const running = tool('kafka-console-producer', '--topic', prefix + topic, ...properties);
      running.child.stdin!.end(records.map(([key, value]) => `${CONTENT_TYPE}\t${key}\t${value}\n`).join(''));
      await running;
    };
    const consume = async (topic: string, count: number): Promise<Printed[]> => {
      const shown = ['print.key=true', 'print.headers=true', 'print.partition=true', 'headers.separator=|'];
      const { stdout } = await tool(
        ...(['kafka-console-consumer', '--topic', prefix + topic, '--from-beginning'] as const),
        ...['--max-messages', String(count), '--timeout-ms', '60000'],
        ...shown.flatMap((property) => ['--formatter-property', property]),
      );
      return stdout.split('\n').filter(Boolean).map(readPrinted);
    };
    const written = (event: DomainEvent) => [event.subject, JSON.stringify(event)] as const;

    beforeAll(async () => {
      brokers = await kafkaBrokers();
      const topics = new KafkaTopics(
        { clientId: 'java-clients', bootstrapBrokers: [...brokers] },
        { partitions: 12, replication: 1 },
      );
      await topics.ensure([REGISTRY, HOUSING, DEAD_LETTER_TOPIC].map((topic) => prefix + topic));
      await topics.close();
      transport = apart(openKafkaTransport({ brokers, clientId: 'java-clients', replication: 1 }), prefix);
      aggregator = await aggregate(transport, 'views.db');
      bureau = await openBureau(housingBureau, {
        ...{ stores: sqliteStores(join(folder, 'housing')), transport, clock, key: Buffer.alloc(32) },
      });
      await Promise.all([
        produce(REGISTRY, [registered, registeredElsewhere].map(written)),
        produce(HOUSING, [written(assessed)]),
      ]);
    }, 120_000);
    afterAll(async () => {
      await bureau.close();
      await aggregator.close();
      await transport.close();
      rmSync(folder, { recursive: true });
    });
    afterAll(stopKafka);

    it('given an event that the console producer wrote, it is folded like one that came another way', async () => {
      const embedded = openEmbeddedTransport(join(folder, 'transport.db'));
      const other = await aggregate(embedded, 'other.db');
      await embedded.publish(
        [registered, registeredElsewhere, assessed].map((event) => ({
          ...{ topic: topicOf(event.source.replace('/bureaus/', '')), key: event.subject },
          value: JSON.stringify(event),
        })),
      );
      await until(() => [aggregator, other].every((one) => foldedBy(one) === 3));

      const village = assessed.subject;
      const entries = await aggregator.entries(village, 'housing');
      expect(entries).toHaveLength(1);
      expect(entries).toEqual(await other.entries(village, 'housing'));
      const { measures } = compileProgramme([housingBureau.area]);
      const [figures, same] = [aggregator, other].map(({ book }) => {
        const at = book.measuresAt(book.villages.find(village)!, { day: '2019-09-30' });
        return measures.map(({ slot, name }) => [name, at.total(slot)]);
      });
      expect(figures).toContainEqual([expect.any(String), 1]);
      expect(figures).toEqual(same);
      await other.close();
      await embedded.close();
    }, 120_000);

    it('given a village that the console producer registered, the console consumer reads what the bureau records of it', async () => {
      await until(() => bureau.reference.findVillage(elsewhere) !== undefined);
      const answer = await bureau.pipeline.submit({
        ...{ name: 'AssessDwelling', village: elsewhere, occurredOn: '2019-09-20', actor: 'u-1' },
        ...{ idempotencyKey: 'java-1', input: { category: 'dibao', grade: 'D' } },
      });
      expect(answer).toMatchObject({ status: 'accepted' });
      await until(async () => (await bureau.relay.health()).lag === 0);
      const [events, registrations] = await Promise.all([consume(HOUSING, 2), consume(REGISTRY, 2)]);
      const [message] = events.filter(({ key }) => key === elsewhere);

      expect(message!.value).toBe((await bureau.log.read(elsewhere, 1, 1))[0]);
      const ajv = addFormats(new Ajv2020({ strict: true }));
      ajv.addSchema(read('docs/schemas/housing.json'));
      expect(ajv.validate('/schemas/housing#/$defs/DwellingAssessed', JSON.parse(message!.value))).toBe(true);
      const described = read('docs/asyncapi.json').channels[HOUSING].messages.DwellingAssessed;
      expect(ajv.validate(described.headers, message!.headers)).toBe(true);
      expect(ajv.validate(described.bindings.kafka.key, message!.key)).toBe(true);
      // where Java's producer put the registration of the same village
      expect(message!.partition).toBe(registrations.find(({ key }) => key === elsewhere)!.partition);
    }, 120_000);

    it('given a message of the console producer that is no event, the console consumer reads it in the dead letters', async () => {
      await produce(HOUSING, [[elsewhere, '不是事件']]);
      const [letter] = await consume(DEAD_LETTER_TOPIC, 1);
      expect(letter).toMatchObject({
        key: elsewhere,
        value: '不是事件',
        headers: { topic: HOUSING, area: 'housing' },
      });
      const { headers } = read('docs/asyncapi.json').channels[DEAD_LETTER_TOPIC].messages.DeadLetter;
      expect(addFormats(new Ajv2020({ strict: true })).validate(headers, letter!.headers)).toBe(true);
    }, 120_000);
  },
);
