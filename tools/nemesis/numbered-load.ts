import { setTimeout } from 'node:timers/promises';
import type { Delivery, Message, Transport } from '@jiedui/transport';

const VILLAGES = 25;
const BATCH = 50;
/** Between batches; a broker that comes back must have time to catch up. */
const PACE_MS = 50;

/** A bureau's relay: numbered events of its villages, one batch after another, each until it is acknowledged. */
export class NumberedLoad {
  acknowledged = 0;
  /** Village -> the last number that is acknowledged. */
  readonly last = new Map<string, number>();
  refusals = 0;
  longestWaitMs = 0;
  private isStopped = false;
  private readonly ended: Promise<void>;

  constructor(
    private readonly transport: Transport,
    private readonly topic: string,
    private readonly name: string,
  ) {
    this.ended = this.run();
  }

  private async run(): Promise<void> {
    for (let n = 0; !this.isStopped; n += BATCH) {
      const numbers = Array.from({ length: BATCH }, (_, i) => n + i);
      const batch = numbers.map((number): Message => ({
        topic: this.topic,
        key: `${this.name}-${number % VILLAGES}`,
        value: String(1 + Math.floor(number / VILLAGES)),
      }));
      const start = performance.now();
      await this.publish(batch);
      this.longestWaitMs = Math.max(this.longestWaitMs, performance.now() - start);
      this.acknowledged += BATCH;
      for (const { key, value } of batch) this.last.set(key, Number(value));
      await setTimeout(PACE_MS);
    }
  }

  private async publish(batch: readonly Message[]): Promise<void> {
    for (;;)
      try {
        return await this.transport.publish(batch);
      } catch {
        this.refusals++;
        await setTimeout(PACE_MS);
      }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.ended;
  }
}

/** What readers of one group were given, by village. */
export class Tally {
  duplicates = 0;
  outOfOrder = 0;
  private readonly last = new Map<string, number>();
  private readonly seen = new Map<string, Set<number>>();

  readonly take = async (batch: readonly Delivery[]): Promise<void> => {
    for (const { key, value } of batch) {
      const number = Number(Buffer.from(value as Uint8Array).toString());
      const seen = this.seen.get(key!) ?? new Set();
      this.seen.set(key!, seen);
      if (seen.has(number)) this.duplicates++;
      else {
        if (number < (this.last.get(key!) ?? 0)) this.outOfOrder++;
        this.last.set(key!, number);
        seen.add(number);
      }
    }
  };

  /** How many acknowledged numbers nobody was given. */
  missing(last: ReadonlyMap<string, number>): number {
    return [...last].reduce((sum, [village, upTo]) => {
      const seen = this.seen.get(village) ?? new Set();
      return sum + Array.from({ length: upTo }, (_, i) => i + 1).filter((number) => !seen.has(number)).length;
    }, 0);
  }
}
