import type { Day, Instant } from '@jiedui/programme';
import type { Violation } from '../domain/kind';

/** Who asks, and how often: what every command carries beside its content. */
interface Envelope {
  readonly village: string;
  readonly idempotencyKey: string;
  /** Pseudonymous; derived from the access token, never taken from the client. */
  readonly actor: string;
  readonly correlationId?: string;
  /** Refused as `stale` unless the record was last touched by this villageseq (If-Match). */
  readonly ifMatch?: number;
  readonly personal?: Readonly<Record<string, string>>;
}

/** A command that was checked field by field against its definition. */
export interface Command extends Envelope {
  readonly name: string;
  readonly occurredOn: Day;
  /** The named fields of the event, less what the server makes. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Corrects or withdraws what an earlier event reported. */
export interface Correction extends Envelope {
  /** Id of the event that is corrected (or of an earlier correction of it). */
  readonly corrects: string;
  /** A code of CORRECTION_REASONS. */
  readonly reason: string;
  /** The fact as it should have been; null withdraws it. */
  readonly replacement: {
    readonly occurredOn: Day;
    readonly input: Readonly<Record<string, unknown>>;
  } | null;
}

export interface Accepted {
  readonly status: 'accepted';
  /** The same key and body came before: this is the answer of then. */
  readonly repeated: boolean;
  readonly village: string;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly villageseq: number;
    readonly time: Instant;
  }[];
  /** The record that the command was about; `version` is its ETag. */
  readonly record: { readonly kind: string; readonly id: string; readonly version: number };
}

export type Answer =
  | Accepted
  | { readonly status: 'refused'; readonly violations: readonly Violation[] }
  /** The idempotency key was used for another body. */
  | { readonly status: 'key-reused' }
  | { readonly status: 'stale'; readonly version: number }
  /** Too many commands wait: try again later. */
  | { readonly status: 'busy' };

/** The only writer of a bureau's store. An accepted answer is durable. */
export interface CommandPipeline {
  submit(command: Command): Promise<Answer>;
  correct(correction: Correction): Promise<Answer>;
  /** Begins a dry run: its commands are answered one on another as by {@link submit}, and none is recorded. */
  rehearse(): (command: Command) => Promise<Answer>;
  /** Issues what time and reference values have done up to today, exactly once; how many events. */
  passTime(): Promise<number>;
}
