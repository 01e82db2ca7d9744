/** Does one piece of work for all who ask for it at a time: whoever comes while it runs gets the next run. */
export class Together {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly work: () => Promise<void>) {}

  run(): Promise<void> {
    if (!this.running) return this.begin();
    return (this.next ??= this.running.then(
      () => this.begin(),
      () => this.begin(),
    ));
  }

  private begin(): Promise<void> {
    this.next = undefined;
    return (this.running = this.work().finally(() => {
      if (!this.next) this.running = undefined;
    }));
  }
}
