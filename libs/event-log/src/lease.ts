import { NOBODY, type EventLog, type Tenure } from './event-log';

/**
 * The right to a piece of work that one alone does at a time, among all who write the log. Its holder gives a
 * sign of life, a beat, in the store; who sees none for the length of the lease takes the work over. No clocks
 * are compared: everyone measures for how long they have seen the same beat. A holder that was stalled learns
 * with the next beat that it has lost the work; what it does until then must do no harm.
 */
export class Lease {
  private seen: Tenure = NOBODY;
  /** When `seen` was seen first (ms of a clock that never goes back). */
  private since = 0;
  private isHeld = false;

  constructor(
    private readonly log: Pick<EventLog, 'tenure' | 'takeTenure'>,
    private readonly work: string,
    /** A name that nobody else has at the same time; again after a restart: then the work is taken at once. */
    private readonly holder: string,
    private readonly lengthMs: number,
    private readonly clock = () => performance.now(),
  ) {}

  /** Whether the work is this holder's, which it takes when it is free. */
  async isMine(): Promise<boolean> {
    const now = this.clock();
    if (this.isHeld && now - this.since < this.lengthMs / 3) return true;
    this.isHeld = false;
    const found = await this.log.tenure(this.work);
    if (found.beat !== this.seen.beat || found.holder !== this.seen.holder) {
      this.seen = found;
      this.since = now;
    }
    const isFree = ['', this.holder].includes(found.holder) || now - this.since >= this.lengthMs;
    if (!isFree || !(await this.log.takeTenure(this.work, found.beat, this.holder))) return false;
    this.seen = { holder: this.holder, beat: found.beat + 1 };
    this.since = now;
    return (this.isHeld = true);
  }

  /** Lets others have it at once. */
  async giveUp(): Promise<void> {
    if (this.isHeld) await this.log.takeTenure(this.work, this.seen.beat, '');
    this.isHeld = false;
  }
}
