import type { Bureau } from '../bureau';

/**
 * Lets time do its work in a bureau: at the start, when the programme's day changes, when a subsistence line
 * is published. What fails is tried again with the next look at the clock; what is done is never done twice.
 */
export class Time {
  private done: string | undefined;
  private running: Promise<void> | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly bureau: Bureau,
    private readonly onError: (error: unknown) => void,
    everyMs = 1_000,
  ) {
    bureau.reference.onLineChange(() => {
      this.done = undefined;
      this.look();
    });
    this.timer = setInterval(() => this.look(), everyMs).unref();
    this.look();
  }

  private look(): void {
    const today = this.bureau.clock.today();
    if (this.done === today || this.running) return;
    this.done = today;
    this.running = this.bureau.pipeline.passTime().then(
      () => void (this.running = undefined),
      (error: unknown) => {
        this.done = undefined;
        this.running = undefined;
        this.onError(error);
      },
    );
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
