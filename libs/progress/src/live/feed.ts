import { randomBytes } from 'node:crypto';

/** A change as a frame of the event stream, ready to be sent to whoever listens. */
type Frame = string;

/** How many changes can be caught up with (issue: an hour or 100,000 changes). */
export const KEPT = 100_000;

/**
 * The latest changes, numbered 1, 2, 3, ... since this process began. Each is written out once, for all readers
 * and all resumptions. The numbers are told with a mark of the process: they mean nothing to the next one.
 */
export class Feed {
  private readonly frames: Frame[] = [];
  private readonly mark = randomBytes(4).toString('hex');
  private readonly wakers = new Set<() => void>();
  private waking = false;
  private count = 0;

  constructor(private readonly kept = KEPT) {}

  /** The number of the latest change; 0 before the first. */
  get latest(): number {
    return this.count;
  }

  add(change: object): void {
    const number = ++this.count;
    this.frames[number % this.kept] = frame(JSON.stringify(change), {
      id: this.idOf(number),
      event: 'change',
    });
    if (this.waking || !this.wakers.size) return;
    this.waking = true;
    setImmediate(() => {
      this.waking = false;
      for (const wake of this.wakers) wake();
    });
  }

  /** Whether all changes behind this number are still here. */
  holds(after: number): boolean {
    return after >= 0 && after <= this.count && this.count - after <= this.kept;
  }

  /** The frames behind a number that it holds, joined, up to about `size` characters. */
  read(after: number, size = 65_536): { readonly text: string; readonly upTo: number } {
    let text = '';
    let upTo = after;
    while (upTo < this.count && text.length < size) text += this.frames[++upTo % this.kept]!;
    return { text, upTo };
  }

  /** What a reader gives back as `Last-Event-ID`. */
  idOf(number: number): string {
    return `${this.mark}-${number}`;
  }

  /** The number in an id; undefined when it is not one of this process. */
  find(id: string): number | undefined {
    const [mark, digits] = id.split('-');
    return mark === this.mark && digits !== undefined && /^\d{1,15}$/.test(digits)
      ? Number(digits)
      : undefined;
  }

  /** Calls `wake` soon after changes were added. Returns the way to stop. */
  onNews(wake: () => void): () => void {
    this.wakers.add(wake);
    return () => this.wakers.delete(wake);
  }
}

/** An event of the stream (WHATWG HTML, server-sent events). `data` has no line breaks. */
export const frame = (data: string, { id, event }: { readonly id: string; readonly event: string }): Frame =>
  `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
