import { msOf, type Instant } from '@jiedui/programme';
import type { EventSource } from '@jiedui/transport';

/** More events than this during one question: it is given up, the next one is quicker. */
const MOST_TIMES = 100_000;

/**
 * Establishes through which instant an area is known: the bureau says how many events its log holds and what
 * its clock shows; once that many of the events before that instant are folded, they are those of the log.
 */
export class KnownThrough {
  through: Instant | null = null;
  private asking = false;
  /** Times of what is folded while the bureau is asked. */
  private times: number[] = [];
  private goal: { readonly time: Instant; readonly ms: number; missing: number } | undefined;

  constructor(
    private readonly source: EventSource,
    private readonly folded: () => number,
  ) {}

  /** Hears the time of each event folded; NaN: not known. */
  onFolded(ms: number): void {
    if (this.asking && this.times.length <= MOST_TIMES) this.times.push(ms);
    if (this.goal && ms < this.goal.ms) {
      this.goal.missing--;
      this.see();
    }
  }

  /** Asks the bureau, unless it is being asked or the last answer is still waited for. Rejects when it fails. */
  async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    this.times = [];
    try {
      const before = this.folded();
      const { events, time } = await this.source.summary();
      if (this.times.length > MOST_TIMES) return;
      const ms = msOf(time);
      const since = this.times.filter((folded) => folded < ms).length;
      this.goal = { time, ms, missing: events - before - since };
      this.see();
    } finally {
      this.asking = false;
    }
  }

  private see(): void {
    if (!this.goal || this.goal.missing > 0) return;
    if (this.through === null || this.through < this.goal.time) this.through = this.goal.time;
    this.goal = undefined;
  }
}
