import type { Append, ViewStore } from '../store/view-store';

/** A replica's way to a store, which can break. */
export class BreakableStore implements ViewStore {
  /** Of each partition so many entries come through, and the answer is lost; so often. */
  breaks = { after: 0, times: 0 };
  private isDead = false;

  constructor(private readonly store: ViewStore) {}

  get group(): string {
    return this.store.group;
  }

  /** The replica has ended without a word: nothing comes or goes any more. */
  die(): void {
    this.isDead = true;
  }

  async read(...asked: Parameters<ViewStore['read']>): Promise<void> {
    this.mustLive();
    return this.store.read(...asked);
  }

  async append(appends: readonly Append[]): Promise<readonly number[]> {
    this.mustLive();
    const { after, times } = this.breaks;
    if (times <= 0) return this.store.append(appends);
    this.breaks = { after, times: times - 1 };
    await this.store.append(
      appends.map((append) => ({ ...append, entries: [...append.entries].slice(0, after) })),
    );
    throw new Error('the answer was lost');
  }

  async chunks(...asked: Parameters<ViewStore['chunks']>) {
    this.mustLive();
    return this.store.chunks(...asked);
  }

  close(): Promise<void> {
    return this.store.close();
  }

  private mustLive(): void {
    if (this.isDead) throw new Error('dead');
  }
}
