/** Lets one loop sleep until somebody has something for it, or for a while. */
export class Bell {
  private rung = false;
  private wake: (() => void) | undefined;

  /** Ends the sleep, or the next one when nobody sleeps. */
  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  async sleep(ms: number): Promise<void> {
    if (!this.rung)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.rung = false;
    this.wake = undefined;
  }
}

/** The pause before what failed is tried again, by how often it has failed in a row: 0.1 s to 10 s. */
export const pauseAfter = (failures: number): number => Math.min(100 * 2 ** (failures - 1), 10_000);
