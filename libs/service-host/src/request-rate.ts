const WINDOW_MS = 60_000;
const MOST_ADDRESSES = 10_000;

/** Counts the requests of each address in windows of a minute; bounded, for addresses are cheap. */
export class RequestRate {
  private counts = new Map<string, number>();
  private began = 0;

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts a request; how many seconds its address must wait, 0 when it may go on. */
  wait(address: string): number {
    const now = this.now();
    if (now - this.began >= WINDOW_MS || this.counts.size >= MOST_ADDRESSES) {
      this.counts = new Map();
      this.began = now;
    }
    const count = (this.counts.get(address) ?? 0) + 1;
    this.counts.set(address, count);
    return count > this.perMinute ? Math.ceil((this.began + WINDOW_MS - now) / 1_000) : 0;
  }
}
