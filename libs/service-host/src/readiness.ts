/** How one part of the service is; `up` false takes the service out of rotation. Numbers and words, no names. */
export interface Condition {
  readonly up: boolean;
  readonly [detail: string]: string | number | boolean | null | undefined;
}

/** The parts of the service that tell how they are: contributed by the modules in it. */
export class Readiness {
  private readonly parts = new Map<string, () => Condition | Promise<Condition>>();

  add(part: string, condition: () => Condition | Promise<Condition>): void {
    this.parts.set(part, condition);
  }

  names(): readonly string[] {
    return [...this.parts.keys()];
  }

  /** A part that cannot tell is down. */
  async of(part: string): Promise<Condition> {
    try {
      return (await this.parts.get(part)?.()) ?? { up: false, reason: 'unknown part' };
    } catch {
      return { up: false, reason: 'failed' };
    }
  }
}
