import type { Delivery, Transport } from '@jiedui/transport';
import { pauser } from '../book/pause';
import type { Origin } from '../fold/dead-letter';
import type { Check, Fold } from '../fold/fold';
import type { Stream } from '../fold/sequencer';
import type { AreaNumber } from '../fold/streams';
import { idsOf } from '../store/chunk';
import { Superseded, type ViewStore } from '../store/view-store';

export interface Arriving {
  readonly area: AreaNumber;
  readonly value: Delivery['value'];
  readonly origin: Origin | undefined;
}

/** What is folded is written at the latest after so many ms, longer while writing takes long, or so many events. */
const WRITE_AFTER_MS = 50;
const WRITE_AFTER_AT_MOST_MS = 2_000;
const WRITE_AFTER_EVENTS = 100_000;

/**
 * Drives the fold: one batch or one write at a time, in slices that leave the event loop free. What a batch
 * brought is in the book when {@link take} resolves, its dead letters are durable, and the rest is when
 * `written` is called.
 */
export class Driver {
  /** Why nothing can be written; null: it can. */
  failure: string | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private lastWriteMs = 0;
  private superseded: Superseded | undefined;

  constructor(
    private readonly fold: Fold,
    private readonly store: ViewStore,
    private readonly publish: Transport['publish'],
    /** Everything that `take` resolved for before this call is durable. */
    private readonly written: () => Promise<void>,
  ) {}

  /** Folds a batch. Rejects when dead letters or the views cannot be written: give it the batch again. */
  take(batch: readonly Arriving[]): Promise<void> {
    return this.alone(async () => {
      if (this.superseded) throw this.superseded;
      const pause = pauser();
      for (const { area, value, origin } of batch) {
        this.fold.accept(area, value, origin);
        if (pause.isDue()) await pause.take();
      }
      await this.check();
      await this.publishDeadLetters();
      if (this.fold.pending.events >= WRITE_AFTER_EVENTS) await this.write();
      else this.writeSoon(); // also when nothing was new: the transport's position has moved
    });
  }

  /** Resolves when everything folded so far is durable. */
  flush(): Promise<void> {
    return this.alone(() => this.write());
  }

  /** Runs `work` while nothing else is folded or written. */
  alone<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Ends without writing: what is not durable comes again. */
  async stop(): Promise<void> {
    await this.alone(() => {
      clearTimeout(this.timer);
      this.superseded ??= new Superseded('the aggregator is closed');
    });
  }

  private writeSoon(): void {
    this.timer ??= setTimeout(
      () => void this.flush().catch(() => undefined),
      Math.min(Math.max(WRITE_AFTER_MS, 4 * this.lastWriteMs), WRITE_AFTER_AT_MOST_MS),
    );
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.superseded) throw this.superseded;
    const start = performance.now();
    try {
      if (!this.fold.pending.isEmpty) await this.store.write(this.fold.pending.writes());
      this.fold.pending.clear();
      await this.written();
      this.failure = null;
    } catch (error) {
      this.failure = (error as Error).message;
      if (error instanceof Superseded) this.superseded = error;
      else this.writeSoon();
      throw error;
    } finally {
      this.lastWriteMs = performance.now() - start;
    }
  }

  private async publishDeadLetters(): Promise<void> {
    if (this.fold.deadLetters.length === 0) return;
    await this.publish(this.fold.deadLetters);
    this.fold.deadLetters = [];
  }

  /** Compares the ids of what came again with those that are applied. */
  private async check(): Promise<void> {
    const byStream = Map.groupBy(this.fold.checks, ({ stream }) => stream);
    this.fold.checks = [];
    for (const [stream, checks] of byStream) {
      const applied = await this.appliedIds(stream, checks);
      for (const check of checks) this.fold.checked(check, applied.get(check.number));
    }
  }

  private async appliedIds(
    stream: Stream,
    checks: readonly Check[],
  ): Promise<Map<number, string | undefined>> {
    const { pending, streams } = this.fold;
    const ids = new Map<number, string | undefined>();
    const stored: number[] = [];
    for (const { number } of checks) {
      const id = pending.idOf(stream, number);
      if (id === null) stored.push(number);
      else ids.set(number, id);
    }
    if (stored.length) {
      const [from, to] = [Math.min(...stored), Math.max(...stored)];
      for (const chunk of await this.store.chunks(streams.code(stream), streams.area(stream), from, to))
        for (const [number, id] of idsOf(chunk)) if (stored.includes(number)) ids.set(number, id);
    }
    return ids;
  }
}
