import {
  compatibilityPartitioner,
  ProduceAcks,
  Producer,
  stringSerializers,
  type BaseOptions,
} from '@platformatic/kafka';
import type { Message } from '../transport';
import type { KafkaTopics } from './kafka-topics';

interface Publication {
  readonly messages: readonly Message[];
  resolve(): void;
  reject(error: unknown): void;
}

/** A broker takes 1 MB for a partition at once; characters of Chinese text are three bytes. */
const MOST_CHARACTERS = 300_000;
/** Of a message beside its value. */
const CHARACTERS_AROUND = 200;

/** Cuts messages into parts that a broker takes at once. */
function* parts(messages: readonly Message[]): Generator<Message[]> {
  let part: Message[] = [];
  let characters = 0;
  for (const message of messages) {
    const length = message.value.length + CHARACTERS_AROUND;
    if (part.length && characters + length > MOST_CHARACTERS) {
      yield part;
      [part, characters] = [[], 0];
    }
    part.push(message);
    characters += length;
  }
  if (part.length) yield part;
}

/**
 * Publishes one request after another, so nothing overtakes; what is published meanwhile goes together with the
 * next. A key goes to the partition to which Java's client sends it.
 */
export class KafkaPublisher {
  private readonly producer: Producer<string, string, string, string>;
  private waiting: Publication[] = [];
  private sending: Promise<void> | undefined;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    options: BaseOptions,
    private readonly topics: KafkaTopics,
  ) {
    this.producer = new Producer({
      ...options,
      serializers: stringSerializers,
      partitioner: compatibilityPartitioner,
      idempotent: true,
      acks: ProduceAcks.ALL,
    });
  }

  publish(messages: readonly Message[]): Promise<void> {
    const published = this.send(messages).finally(() => this.underWay.delete(published));
    this.underWay.add(published);
    return published;
  }

  private async send(messages: readonly Message[]): Promise<void> {
    await this.topics.ensure([...new Set(messages.map(({ topic }) => topic))]);
    await new Promise<void>((resolve, reject) => {
      this.waiting.push({ messages, resolve, reject });
      this.sending ??= this.sendAll();
    });
  }

  private async sendAll(): Promise<void> {
    while (this.waiting.length) {
      const together = this.waiting.splice(0);
      try {
        for (const part of parts(together.flatMap(({ messages }) => messages)))
          await this.producer.send({ messages: part });
        for (const { resolve } of together) resolve();
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    this.sending = undefined;
  }

  /** Ends behind what was published before. */
  async close(): Promise<void> {
    await Promise.allSettled(this.underWay);
    await this.producer.close();
  }
}
