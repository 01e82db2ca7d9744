import type { Day } from '@jiedui/programme';
import type { Facts } from '../domain/kind';

/** A village as the registry has named it. */
export interface KnownVillage {
  readonly code: string;
  readonly name: string;
  /** Since the day `on` it is part of `into`. */
  readonly merged?: { readonly into: string; readonly on: Day };
}

/** A bureau's own copy of the registry's events: it works on while the registry is down. */
export interface Reference {
  readonly facts: Facts;
  findVillage(code: string): KnownVillage | undefined;
  /** All villages, in no order. */
  villages(): Iterable<KnownVillage>;
  /** Tells when a subsistence line was published. */
  onLineChange(listener: () => void): void;
  /** How many of the registry's events were published and are not known here yet. */
  lag(): Promise<number>;
  /** Whether it knows all that was published; where that cannot be asked, whether it ever did. */
  isWhole(): Promise<boolean>;
  close(): Promise<void>;
}

/** What the registry itself refers to: it asks nobody. */
export const noReference: Reference = {
  facts: { lineOn: () => undefined, lineDays: () => [] },
  findVillage: (code) => ({ code, name: code }),
  villages: () => [],
  onLineChange: () => {},
  lag: () => Promise.resolve(0),
  isWhole: () => Promise.resolve(true),
  close: () => Promise.resolve(),
};
