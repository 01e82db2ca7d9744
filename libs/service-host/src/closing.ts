import type { Logger } from 'pino';

/** What was opened, to be closed in the reverse order: a bureau before the transport, the data folder last. */
export class Closing {
  private readonly steps: { readonly what: string; readonly close: () => unknown }[] = [];
  private readonly controller = new AbortController();

  /** Aborted when the service begins to stop: long answers (server-sent events) end then. */
  get began(): AbortSignal {
    return this.controller.signal;
  }

  add(what: string, close: () => unknown): void {
    this.steps.push({ what, close });
  }

  begin(): void {
    this.controller.abort();
  }

  /** Closes everything once; a step that fails does not keep the others from it. */
  async run(log?: Logger): Promise<void> {
    this.begin();
    for (let step = this.steps.pop(); step; step = this.steps.pop())
      try {
        await step.close();
      } catch (error) {
        log?.error({ what: step.what, reason: (error as Error).message }, 'could not be closed');
      }
  }
}
