import { dayIn, type Day, type Instant } from '@jiedui/programme';

/** The programme's clock. Everything that asks for the time asks it; a client never sets it. */
export interface Clock {
  now(): Instant;
  /** The calendar day of `now` in the programme's timezone. */
  today(): Day;
}

/** The machine's clock, or one whose calendar day is fixed (`JIEDUI_TODAY`) while its hours run on. */
export class SystemClock implements Clock {
  constructor(
    private readonly timezone: string,
    private readonly fixedDay?: Day,
  ) {}

  now(): Instant {
    const now = new Date();
    if (!this.fixedDay) return now.toISOString();
    const days = Date.parse(this.fixedDay) - Date.parse(dayIn(this.timezone, now));
    return new Date(now.getTime() + days).toISOString();
  }

  today(): Day {
    return this.fixedDay ?? dayIn(this.timezone, new Date());
  }
}

/** A clock that somebody moves: the demo programme and tests. */
export class ManualClock implements Clock {
  constructor(
    private readonly timezone: string,
    private instant: Instant,
  ) {}

  set(instant: Instant): void {
    this.instant = instant;
  }

  now(): Instant {
    return this.instant;
  }

  today(): Day {
    return dayIn(this.timezone, new Date(this.instant));
  }
}
