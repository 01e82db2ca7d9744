import { randomUUID } from 'node:crypto';
import type { Transport } from '@jiedui/transport';
import { pauser } from '../book/pause';
import type { Arriving, Fold } from '../fold/fold';
import { Refold } from '../fold/refold';
import type { Stream } from '../fold/sequencer';
import { acceptMail, type Mail } from '../letters/letter-box';
import { LAST_NUMBER } from '../store/entry-id';
import { Superseded, type Partition, type ViewStore } from '../store/view-store';
import { answerChecks } from './answer-checks';

/** What is folded is written at the latest after so many ms, longer while writing takes long, or so many events. */
const WRITE_AFTER_MS = 50;
const WRITE_AFTER_AT_MOST_MS = 10_000;
const WRITE_AFTER_EVENTS = 200_000;

export interface DriverOptions {
  readonly fold: Fold;
  readonly store: ViewStore;
  readonly publish: Transport['publish'];
  /** Notes what `take` has resolved for; what it returns is called when that is durable. */
  readonly handled: () => () => Promise<void>;
  /** What was folded and not written cannot be: everything has to be read again. */
  readonly onLost?: (error: Superseded) => void;
}

/**
 * Drives the fold: one batch or one look into the store at a time, in slices that leave the event loop free; what is
 * folded is written meanwhile, one write at a time. It folds and writes the partitions that it owns, and follows
 * the others as the store has them.
 */
export class Driver {
  private readonly owned = new Set<Partition>();
  /** The last entry of each partition that is in the book. */
  private readonly heads = new Map<Partition, number>();
  private readonly refold: Refold;
  private queue: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private lastWriteMs = 0;
  private writing: Promise<void> | undefined;
  /** A write has failed: nothing more is folded before it has succeeded. */
  private isUnwritten = false;
  private writeFailure: string | null = null;
  private readFailure: string | null = null;
  private superseded: Superseded | undefined;

  constructor(private readonly options: DriverOptions) {
    this.refold = new Refold(options.fold);
  }

  /** Why nothing can be written or read; null: it can. */
  get failure(): string | null {
    return this.superseded?.message ?? this.writeFailure ?? this.readFailure;
  }

  /** Those that it owns. */
  get partitions(): readonly Partition[] {
    return [...this.owned].sort((a, b) => a - b);
  }

  owns(stream: Stream): boolean {
    return this.owned.has(this.options.fold.streams.partitionOf(stream)!);
  }

  /** Takes in everything that the store holds, before anything is folded. */
  restore(): Promise<void> {
    return this.alone(() => this.read(false));
  }

  /** Takes in what others have written since. Never rejects. */
  follow(): Promise<void> {
    return this.alone(async () => {
      if (this.superseded || this.isUnwritten) return;
      try {
        await this.read(true);
        this.readFailure = null;
      } catch (error) {
        this.readFailure = (error as Error).message;
        if (error instanceof Superseded) this.lose(error);
      }
    });
  }

  /** From here on the partitions are folded here. Whoever did it before can write no more. */
  assigned(partitions: readonly Partition[]): Promise<void> {
    return this.alone(async () => {
      this.mustGoOn();
      const mine = partitions.filter((partition) => !this.owned.has(partition));
      await this.fence(mine);
      for (const partition of mine) {
        this.owned.add(partition);
        this.refold.own(partition);
      }
      await answerChecks(this.options);
    });
  }

  /** Writes what is folded and gives the partitions away. Never rejects. */
  revoked(partitions: readonly Partition[]): Promise<void> {
    return this.alone(async () => {
      const mine = partitions.filter((partition) => this.owned.has(partition));
      if (this.superseded || !mine.length) return;
      await this.write().catch((error: Error) => this.lose(new Superseded(error.message)));
      for (const partition of mine) {
        this.owned.delete(partition);
        this.refold.release(partition);
      }
    });
  }

  /**
   * Folds a batch: it is in the book when this resolves, and its dead letters are durable; the rest is when what
   * `handled` gives is called. Rejects when dead letters or the views cannot be written: give it the batch again.
   */
  take(batch: readonly (Arriving | Mail)[]): Promise<void> {
    return this.alone(async () => {
      this.mustGoOn();
      if (this.isUnwritten) await this.write();
      const { fold } = this.options;
      const pause = pauser();
      for (const arriving of batch) {
        if (!this.owned.has(arriving.partition))
          throw new Error(`partition ${arriving.partition} is another's`);
        if ('mail' in arriving) acceptMail(fold, arriving);
        else fold.accept(arriving);
        if (pause.isDue()) await pause.take();
      }
      await answerChecks(this.options);
      await this.publishDeadLetters();
      if (fold.unwritten.events >= WRITE_AFTER_EVENTS) {
        await this.writing?.catch(() => undefined); // it holds as much
        this.beginWrite();
      } else this.writeSoon(); // also when nothing was new: the transport's position has moved
    });
  }

  /** Resolves when everything folded so far is durable. */
  flush(): Promise<void> {
    return this.alone(() => this.write());
  }

  /** Ends without writing: what is not durable comes again. */
  async stop(): Promise<void> {
    await this.alone(async () => {
      clearTimeout(this.timer);
      await this.writing?.catch(() => undefined);
      this.superseded ??= new Superseded('the aggregator is closed');
    });
  }

  /** Runs `work` while nothing else is folded, written or read. */
  private alone<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private mustGoOn(): void {
    if (this.superseded) throw this.superseded;
  }

  private writeSoon(): void {
    this.timer ??= setTimeout(
      () => void this.alone(() => this.writeInTime()),
      Math.min(Math.max(WRITE_AFTER_MS, 4 * this.lastWriteMs), WRITE_AFTER_AT_MOST_MS),
    );
  }

  private writeInTime(): void {
    this.timer = undefined;
    if (this.writing) this.writeSoon();
    else if (!this.superseded) this.beginWrite();
  }

  /** Resolves when everything folded is durable; what has failed before goes first. */
  private async write(): Promise<void> {
    await this.writing?.catch(() => undefined);
    do {
      this.mustGoOn();
      await this.beginWrite();
    } while ([...this.owned].some((partition) => this.options.fold.unwritten.has(partition)));
  }

  /** Begins to write what is folded; nothing else is being written. Whoever waits for it hears why it fails. */
  private beginWrite(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { fold, handled } = this.options;
    const commit = this.isUnwritten ? undefined : handled(); // what failed is not all that was handled since
    const partitions = [...this.owned].filter((partition) => fold.unwritten.has(partition));
    const writing = this.append(partitions, commit).finally(() => (this.writing = undefined));
    writing.catch(() => undefined);
    return (this.writing = writing);
  }

  private async append(partitions: readonly Partition[], commit?: () => Promise<void>): Promise<void> {
    const { fold, store } = this.options;
    const start = performance.now();
    try {
      const heads = await store.append(
        partitions.map((partition) => ({
          ...{ partition, after: this.heads.get(partition)! },
          entries: fold.unwritten.seal(partition).entries(),
        })),
      );
      partitions.forEach((partition, n) => {
        this.heads.set(partition, heads[n]!);
        fold.unwritten.unseal(partition);
      });
      this.isUnwritten = false;
      this.writeFailure = null;
    } catch (error) {
      this.isUnwritten = true;
      this.writeFailure = (error as Error).message;
      if (error instanceof Superseded) this.lose(error);
      else this.writeSoon();
      throw error;
    } finally {
      this.lastWriteMs = performance.now() - start;
    }
    if (!commit) return this.writeSoon();
    await commit().catch((error: Error) => {
      this.writeFailure = error.message; // it comes again, and is dropped by its number
      this.writeSoon();
    });
  }

  private lose(error: Superseded): void {
    if (this.superseded) return;
    this.superseded = error;
    this.options.onLost?.(error);
  }

  /** Reads the partitions to their ends and writes itself down there as the owner. */
  private async fence(partitions: readonly Partition[]): Promise<void> {
    const owner = randomUUID();
    for (;;) {
      await this.read(true);
      try {
        const heads = await this.options.store.append(
          partitions.map((partition) => ({
            ...{ partition, after: this.heads.get(partition) ?? 0 },
            entries: [{ owner }],
          })),
        );
        partitions.forEach((partition, n) => this.heads.set(partition, heads[n]!));
        return;
      } catch (error) {
        if (!(error instanceof Superseded)) throw error; // else the one before has written meanwhile
      }
    }
  }

  private read(isNews: boolean): Promise<void> {
    const heads = new Map(this.heads);
    if (this.writing || this.isUnwritten)
      for (const partition of this.owned) heads.set(partition, LAST_NUMBER); // they are its own
    return this.options.store.read(
      heads,
      (partition, number, entry) => {
        if (this.owned.has(partition))
          throw new Superseded(`another aggregator writes partition ${partition}`);
        if (number !== (this.heads.get(partition) ?? 0) + 1)
          throw new Error(`the views lack an entry before ${number} in partition ${partition}`);
        this.heads.set(partition, number);
        this.refold.take(partition, entry, isNews);
      },
      isNews,
    );
  }

  private async publishDeadLetters(): Promise<void> {
    const { fold, publish } = this.options;
    if (fold.deadLetters.length === 0) return;
    await publish(fold.deadLetters);
    fold.deadLetters = [];
  }
}
