import type { ViewStore } from '../store/view-store';

/** A replica's way to its store, which can break. */
export class BreakableStore {
  /** Of each partition so many entries come through, and the answer is lost; so often. */
  breaks = { after: 0, times: 0 };
  /** Who reads chunks waits for this. */
  slowness: Promise<void> = Promise.resolve();
  private isDead = false;

  /** The replica has ended without a word: nothing comes or goes any more. */
  die(): void {
    this.isDead = true;
  }

  /** The store behind it. Who closes it while it is asked, or asks it afterwards, gets no answer. */
  wayTo(store: ViewStore): ViewStore {
    const closed = Promise.withResolvers<never>();
    closed.promise.catch(() => undefined);
    const ask = async <T>(question: () => Promise<T>): Promise<T> => {
      this.mustLive();
      return Promise.race([closed.promise, question()]);
    };
    return {
      group: store.group,
      read: (...asked) => ask(() => store.read(...asked)),
      append: (appends) =>
        ask(async () => {
          const { after, times } = this.breaks;
          if (times <= 0) return store.append(appends);
          this.breaks = { after, times: times - 1 };
          await store.append(
            appends.map((append) => ({ ...append, entries: [...append.entries].slice(0, after) })),
          );
          throw new Error('the answer was lost');
        }),
      chunks: (...asked) =>
        ask(async () => {
          await this.slowness;
          return store.chunks(...asked);
        }),
      close: async () => {
        closed.reject(new Error('the store is closed'));
        await store.close();
      },
    };
  }

  private mustLive(): void {
    if (this.isDead) throw new Error('dead');
  }
}
