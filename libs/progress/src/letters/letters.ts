/**
 * All dead letters that there ever were: by id, the area of one that waits, or null once it was redriven or
 * discarded. Neither ever becomes the other again, so it does not matter in which order they are heard of.
 */
export class Letters {
  private readonly areas = new Map<string, string | null>();

  has(id: string): boolean {
    return this.areas.has(id);
  }

  isSettled(id: string): boolean {
    return this.areas.get(id) === null;
  }

  /** False: it is known already. */
  open(id: string, area: string): boolean {
    if (this.areas.has(id)) return false;
    this.areas.set(id, area);
    return true;
  }

  /** False: it was settled already. */
  settle(id: string): boolean {
    if (this.isSettled(id)) return false;
    this.areas.set(id, null);
    return true;
  }

  /** Those that wait, by area. */
  waiting(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const area of this.areas.values()) if (area !== null) counts.set(area, (counts.get(area) ?? 0) + 1);
    return counts;
  }
}
