import type { ViewStore } from '../store/view-store';

/** A replica's way to its store, which can break. */
export class BreakableStore {
  /** Of each partition so many entries come through, and the answer is lost; so often. */
  breaks = { after: 0, times: 0 };
  private isDead = false;

  /** The replica has ended without a word: nothing comes or goes any more. */
  die(): void {
    this.isDead = true;
  }

  /** The store behind it. */
  wayTo(store: ViewStore): ViewStore {
    return {
      group: store.group,
      read: async (...asked) => {
        this.mustLive();
        return store.read(...asked);
      },
      append: async (appends) => {
        this.mustLive();
        const { after, times } = this.breaks;
        if (times <= 0) return store.append(appends);
        this.breaks = { after, times: times - 1 };
        await store.append(
          appends.map((append) => ({ ...append, entries: [...append.entries].slice(0, after) })),
        );
        throw new Error('the answer was lost');
      },
      chunks: async (...asked) => {
        this.mustLive();
        return store.chunks(...asked);
      },
      close: () => store.close(),
    };
  }

  private mustLive(): void {
    if (this.isDead) throw new Error('dead');
  }
}
