import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Controller, Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { openEmbeddedTransport, type Delivery, type Transport } from '@jiedui/transport';
import { TransportServer } from './transport-server';

const HOUSING = 'jiedui.housing.events';
const INDUSTRY = 'jiedui.industry.events';

const seen: string[] = [];
let failures = 0;

@Controller()
class Reader {
  @EventPattern(HOUSING)
  async housing(@Payload() batch: readonly Delivery[]) {
    if (failures-- > 0) throw new Error('not now');
    seen.push(`housing ${batch.map(({ value }) => value).join()}`);
  }

  @EventPattern(INDUSTRY)
  industry(@Payload() batch: readonly Delivery[]) {
    seen.push(`industry ${batch.map(({ value }) => value).join()}`);
  }
}

@Controller()
class Answerer {
  @MessagePattern(HOUSING)
  answer() {}
}

@Module({ controllers: [Reader] })
class Readers {}

@Module({ controllers: [Answerer] })
class Answerers {}

describe('where a Nest service consumes', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'transport-server-'));
  let transport: Transport;
  let app: INestMicroservice;
  const create = (module: Type = Readers) =>
    NestFactory.createMicroservice(module, {
      strategy: new TransportServer({ transport, group: 'reports', maxBatch: 2 }),
      logger: false,
    });
  const until = async (count: number) => {
    while (seen.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const publish = (topic: string, ...values: string[]) =>
    transport.publish(values.map((value) => ({ topic, key: 'city', value })));

  beforeAll(() => {
    transport = openEmbeddedTransport(path.join(folder, 'transport.db'));
  });
  beforeEach(() => {
    seen.length = 0;
    failures = 0;
  });
  afterAll(async () => {
    await transport.close();
    fs.rmSync(folder, { recursive: true });
  });

  it('given handlers of topics, each gets batches of its own', async () => {
    await publish(HOUSING, '1', '2', '3');
    await publish(INDUSTRY, 'a');
    app = await create();
    await app.listen();
    await until(3);
    expect(seen.sort()).toEqual(['housing 1,2', 'housing 3', 'industry a']);
    await app.close();
  });

  it('given a handler that rejects, it gets the same batch again, and what was handled does not come again', async () => {
    await publish(HOUSING, '4', '5', '6');
    failures = 2;
    app = await create();
    await app.listen();
    await until(2);
    expect(seen).toEqual(['housing 4,5', 'housing 6']);
    await app.close();
  });

  it('given a handler that would answer, it is refused', async () => {
    await expect(create(Answerers).then((app) => app.listen())).rejects.toThrow(/@EventPattern/);
  });
});
