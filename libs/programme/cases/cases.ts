import type { Day, DomainEvent, Instant, Status, Value } from '../src';
import edges from './edges.json';
import random from './random-1.json';

/** A worked example: events in, indicator values out (spec section 6). */
export interface Case {
  readonly name: string;
  readonly why: string;
  /** Name -> year -> the city's value, known from the beginning. */
  readonly reference: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly events: readonly DomainEvent[];
  readonly checks: readonly {
    readonly asOf: Day;
    readonly asKnownAt?: Instant;
    readonly village: string;
    readonly indicator: string;
    readonly status: Status;
    readonly progress: readonly [num: number, den: number] | null;
    readonly value?: Value;
  }[];
}

export const cases = [...edges, random] as unknown as readonly Case[];
