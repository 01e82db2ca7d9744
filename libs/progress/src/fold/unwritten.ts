import type { Partition } from '../store/view-store';
import { Pending } from './pending';
import type { Stream } from './sequencer';
import type { Streams } from './streams';

/** What is folded and the store may not have: per partition what is sealed, to be written, and what came since. */
export class Unwritten {
  private readonly pending: Pending[] = [];
  private readonly sealed: (Pending | undefined)[] = [];
  /** Emptied ones, whose room is used again. */
  private readonly spare: Pending[] = [];

  constructor(private readonly streams: Streams) {}

  /** What is not sealed of a partition. */
  of(partition: Partition): Pending {
    return (this.pending[partition] ??= this.spare.pop() ?? new Pending(this.streams));
  }

  has(partition: Partition): boolean {
    return this.sealed[partition] !== undefined || !this.of(partition).isEmpty;
  }

  /** Events that are not sealed. */
  get events(): number {
    return this.pending.reduce((sum, { events }) => sum + events, 0);
  }

  /** What is to be written of a partition, unchanged from here on; what was sealed before goes first. */
  seal(partition: Partition): Pending {
    if (!this.sealed[partition]) {
      this.sealed[partition] = this.of(partition);
      delete this.pending[partition];
    }
    return this.sealed[partition]!;
  }

  /** The store has what was sealed. */
  unseal(partition: Partition): void {
    const written = this.sealed[partition]!;
    delete this.sealed[partition];
    written.clear();
    this.spare.push(written);
  }

  ofStream(stream: Stream): readonly Pending[] {
    const partition = this.streams.partitionOf(stream);
    if (partition === undefined) return [];
    const sealed = this.sealed[partition];
    return sealed ? [sealed, this.of(partition)] : [this.of(partition)];
  }
}
