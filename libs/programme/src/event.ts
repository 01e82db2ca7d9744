import type { Day, Instant } from './day';

/** The published classification of a record: field -> value; null where a field does not apply. */
export type Classification = Readonly<Record<string, string | number | boolean | null>>;

/** What one event did to one record (spec section 2.2). */
export interface Change {
  readonly record: string;
  readonly id: string;
  readonly effectiveOn: Day;
  /** null: a new record. */
  readonly before: Classification | null;
  /** null: a removed record. */
  readonly after: Classification | null;
}

/** The most changes that one event may carry (spec section 2.2). */
export const MAX_CHANGES = 500;

export interface EventData {
  readonly occurredOn: Day;
  readonly changes: readonly Change[];
  readonly [field: string]: unknown;
}

/** A domain event as it stands on the wire: CloudEvents 1.0 in JSON (spec section 5). */
export interface DomainEvent<D = EventData> {
  readonly specversion: '1.0';
  readonly id: string;
  /** `/bureaus/<area>` */
  readonly source: string;
  /** `<area>.<EventName>` */
  readonly type: string;
  /** Village code, or `city` for reference values. */
  readonly subject: string;
  /** When the bureau recorded it: its own clock, never running backwards within an area's log. */
  readonly time: Instant;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly partitionkey: string;
  /** 1, 2, 3, ... without gaps per area and village. */
  readonly villageseq: number;
  /** Pseudonymous id of the user, or `system`. */
  readonly actor: string;
  readonly correlationid: string;
  readonly data: D;
}

export const topicOf = (area: string): string => `jiedui.${area}.events`;
export const sourceOf = (area: string): string => `/bureaus/${area}`;
export const DEAD_LETTER_TOPIC = 'jiedui.dead-letter';
