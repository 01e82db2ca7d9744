import { DISTRICTS } from '@jiedui/registry-contract';

export interface ShownDistrict {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** A district by its words; one that the contract does not name goes by its code. */
export const shownDistrict = (code: string): ShownDistrict =>
  DISTRICTS.find((district) => district.code === code) ?? { code, zh: code, en: code };

/** The districts of the programme, and those that the registry named beside them; ascending. */
export const districtCodes = (named: readonly string[]): readonly string[] =>
  [...new Set([...DISTRICTS.map(({ code }) => code), ...named])].sort();
