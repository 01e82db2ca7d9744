import type { EventSource } from '@jiedui/transport';
import type { Fold } from '../fold/fold';
import type { Stream } from '../fold/sequencer';
import type { Driver } from './driver';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** Gaps that are healed in one round; the others follow in the next. */
const PER_ROUND = 100;

/** Fetches what is missing from the bureaus' own logs. */
export class Healer {
  private readonly patience = new Map<Stream, { pauseMs: number; notBefore: number }>();
  private round: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly fold: Fold,
    private readonly driver: Driver,
    private readonly sources: Readonly<Record<string, EventSource>>,
  ) {}

  /** Tries the gaps whose pause is over, unless a round is under way. Never rejects. */
  heal(): Promise<void> {
    if (this.stopped) return this.round ?? Promise.resolve();
    this.round ??= this.healSome().finally(() => (this.round = undefined));
    return this.round;
  }

  /** Waits for the request that is under way. */
  stop(): Promise<void> {
    this.stopped = true;
    return this.heal();
  }

  private async healSome(): Promise<void> {
    const { fold, driver, patience } = this;
    for (const stream of patience.keys()) if (!fold.sequencer.hasGap(stream)) patience.delete(stream);
    const due = fold.troubles
      .openGaps()
      .filter(
        (stream) => this.sources[fold.streams.area(stream)] && driver.owns(stream) && this.isDue(stream),
      )
      .slice(0, PER_ROUND);
    for (const stream of due) {
      if (this.stopped) return;
      const before = fold.sequencer.head(stream);
      try {
        await this.fetch(stream);
      } catch {
        // the bureau does not answer or the views cannot be written: the gap stays open, health says so
      }
      if (fold.sequencer.head(stream) > before) patience.delete(stream);
      else this.postpone(stream);
    }
  }

  private async fetch(stream: Stream): Promise<void> {
    const { streams, sequencer } = this.fold;
    const source = this.sources[streams.area(stream)]!;
    const key = streams.code(stream);
    const origin = { topic: `log of ${streams.area(stream)}`, key };
    for (let head = -1; !this.stopped && sequencer.hasGap(stream) && sequencer.head(stream) > head;) {
      head = sequencer.head(stream);
      const events = await source.events(key, head + 1);
      const from = { area: streams.areaOf(stream), partition: streams.partitionOf(stream)!, origin };
      await this.driver.take(events.map((value) => ({ ...from, value })));
    }
  }

  private isDue(stream: Stream): boolean {
    return performance.now() >= (this.patience.get(stream)?.notBefore ?? 0);
  }

  private postpone(stream: Stream): void {
    const pauseMs = Math.min(
      2 * (this.patience.get(stream)?.pauseMs ?? FIRST_PAUSE_MS / 2),
      LONGEST_PAUSE_MS,
    );
    this.patience.set(stream, { pauseMs, notBefore: performance.now() + pauseMs });
  }
}
