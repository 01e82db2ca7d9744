import { Presets, SingleBar } from 'cli-progress';

/** A progress bar on a terminal; a line for every tenth elsewhere. */
export class Progress {
  private readonly bar: SingleBar | undefined;
  private tenths = 0;

  constructor(private readonly what: string) {
    if (!process.stderr.isTTY) return;
    this.bar = new SingleBar(
      { format: `${what} {bar} {percentage}% {day} {eta_formatted}` },
      Presets.shades_classic,
    );
    this.bar.start(100, 0, { day: '' });
  }

  /** @param done 0..1 */
  show(done: number, day: string): void {
    this.bar?.update(Math.floor(done * 100), { day });
    if (this.bar || Math.floor(done * 10) === this.tenths) return;
    this.tenths = Math.floor(done * 10);
    process.stderr.write(`${this.what}: ${this.tenths * 10} % (${day})\n`);
  }

  end(): void {
    this.bar?.stop();
  }
}
