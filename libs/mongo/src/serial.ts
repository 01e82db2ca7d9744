/** Runs pieces of work one after another, in the order in which they came; one that fails holds up nobody. */
export class Serial {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything that was asked for is done. */
  async settled(): Promise<void> {
    await this.last;
  }
}
