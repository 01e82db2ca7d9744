import { pauser } from '../book/pause';

/** Work that is done in short steps. */
export interface Work {
  /** The largest goes first. */
  readonly urgency: number;
  /** Whether somebody still waits for it. */
  isWanted(): boolean;
  /** A step of well under a millisecond, or one that cannot be cut; true: it was the last. */
  step(): boolean;
}

/**
 * Long works in slices that leave the event loop free: after each slice the most urgent goes on, also before those
 * that began earlier; what nobody waits for any more is left.
 */
export class Turns {
  private readonly works = new Map<Work, PromiseWithResolvers<void>>();
  private running = false;

  /** Resolves when the work is done or left; rejects when a step fails. */
  run(work: Work): Promise<void> {
    let end = this.works.get(work);
    if (!end) this.works.set(work, (end = Promise.withResolvers<void>()));
    if (!this.running) void this.goOn();
    return end.promise;
  }

  private async goOn(): Promise<void> {
    this.running = true;
    const pause = pauser();
    for (let work = this.next(); work; work = this.next()) {
      try {
        let isDone = work.step();
        while (!isDone && !pause.isDue()) isDone = work.step();
        if (isDone) this.end(work);
      } catch (error) {
        this.works.get(work)!.reject(error);
        this.works.delete(work);
      }
      await pause.take();
    }
    this.running = false;
  }

  private next(): Work | undefined {
    let first: Work | undefined;
    for (const work of this.works.keys())
      if (!work.isWanted()) this.end(work);
      else if (!first || work.urgency > first.urgency) first = work;
    return first;
  }

  private end(work: Work): void {
    this.works.get(work)!.resolve();
    this.works.delete(work);
  }
}
