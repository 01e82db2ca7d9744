import type { VillageNumber, Villages } from './book';

/** Gives each village code a number when it is first seen; a number is never taken back. */
export class VillageIndex implements Villages {
  private readonly numbers = new Map<string, VillageNumber>();
  private readonly codes: string[] = [];

  get size(): number {
    return this.codes.length;
  }

  find(code: string): VillageNumber | undefined {
    return this.numbers.get(code);
  }

  code(village: VillageNumber): string {
    const code = this.codes[village];
    if (code === undefined) throw new RangeError(`no village has the number ${village}`);
    return code;
  }

  numberOf(code: string): VillageNumber {
    const known = this.numbers.get(code);
    if (known !== undefined) return known;
    this.numbers.set(code, this.codes.length);
    return this.codes.push(code) - 1;
  }
}
