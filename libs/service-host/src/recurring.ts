/** A spell of failures, as it is told. */
export interface Spell {
  /** When it began. */
  readonly since: string;
  /** How often it has failed since. */
  readonly failures: number;
}

export interface Teller {
  fails(spell: Spell & { readonly reason: string }): void;
  isOver(spell: Spell): void;
}

/** How soon something is told that was told before. */
const AGAIN_AFTER_MS = 60_000;
/** Longer than the longest pause before something is tried again, and than it may take. */
const OVER_AFTER_MS = 30_000;
/** So many reasons are told of one spell; what fails for others is counted. */
const MOST_REASONS = 20;

/**
 * What fails is tried again, and may go on failing for days: told are each new reason, once a minute how often it
 * failed, and that it is over when nothing has failed for half a minute.
 */
export class Recurring {
  private spell: (Spell & { readonly reasons: Set<string>; toldAt: number }) | undefined;
  private over: NodeJS.Timeout | undefined;

  constructor(private readonly teller: Teller) {}

  note(reason: string): void {
    const now = Date.now();
    const former = this.spell ?? {
      since: new Date(now).toISOString(),
      failures: 0,
      reasons: new Set(),
      toldAt: 0,
    };
    const spell = (this.spell = { ...former, failures: former.failures + 1 });
    const isNew = spell.reasons.size < MOST_REASONS && !spell.reasons.has(reason);
    if (isNew || now - spell.toldAt >= AGAIN_AFTER_MS) {
      if (isNew) spell.reasons.add(reason);
      spell.toldAt = now;
      this.teller.fails({ since: spell.since, failures: spell.failures, reason });
    }
    clearTimeout(this.over);
    this.over = setTimeout(() => this.end(), OVER_AFTER_MS).unref();
  }

  private end(): void {
    const { since, failures } = this.spell!;
    this.spell = undefined;
    this.teller.isOver({ since, failures });
  }
}
