import type { Answer } from './command';
import type { Task } from './task';

/** So many tasks share a commit at most, and so many wait; what comes beyond is told that it is busy. */
const GROUP = 256;
const WAITING = 4_096;
/** So often a task is decided again because somebody else wrote to its village. */
const TRIES = 20;

export interface Waiting {
  readonly task: Task;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  /** Its place in the order of arrival. */
  readonly arrived: number;
  tries: number;
}

/** Those who wait for an answer, served in groups, one group after another. */
export class WaitingLine {
  private readonly queue: Waiting[] = [];
  private arrivals = 0;
  private serving: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly serve: (group: readonly Waiting[]) => Promise<void>) {}

  /** `own` work of the bureau is never told that it is busy: there is little of it at a time. */
  join(makeTask: () => Task, own = false): Promise<Answer> {
    if (this.closed) return Promise.reject(new Error('the bureau is closed'));
    if (this.queue.length >= WAITING && !own) return Promise.resolve({ status: 'busy' });
    return new Promise((resolve, reject) => {
      this.queue.push({ task: makeTask(), resolve, reject, arrived: this.arrivals++, tries: 0 });
      this.serving ??= this.serveAll();
    });
  }

  /** Puts a task back to its place, unless it was tried too often. */
  rejoin(waiting: Waiting): boolean {
    if (++waiting.tries > TRIES) return false;
    const at = this.queue.findIndex(({ arrived }) => arrived > waiting.arrived);
    this.queue.splice(at < 0 ? this.queue.length : at, 0, waiting);
    return true;
  }

  /** Answers everybody who waits, then nobody any more. */
  async close(): Promise<void> {
    this.closed = true;
    await this.serving;
  }

  private async serveAll(): Promise<void> {
    do {
      // Everything that comes in one turn of the event loop shares the commit.
      await new Promise(setImmediate);
      await this.serve(this.take());
    } while (this.queue.length);
    this.serving = undefined;
  }

  /** The first of the line; of several with one idempotency key, one at a time. */
  private take(): Waiting[] {
    const keys = new Set<string>();
    const group: Waiting[] = [];
    const later: Waiting[] = [];
    for (const waiting of this.queue.splice(0, GROUP)) {
      const { idempotencyKey: key } = waiting.task;
      (keys.has(key) ? later : group).push(waiting);
      keys.add(key);
    }
    this.queue.unshift(...later);
    return group;
  }
}
