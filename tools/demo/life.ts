import type { Accepted } from '@jiedui/bureau';
import type { Day } from '@jiedui/programme';
import type { Random } from './random';
import type { DemoVillage } from './village';

/** One thing that somebody at a bureau does on a day. */
export interface Step {
  readonly area: string;
  /** The day on which it is recorded; never earlier than the life's step before. */
  readonly on: Day;
  /** The day on which it happened, when it is a late report. */
  readonly occurredOn?: Day;
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly personal?: Readonly<Record<string, string>>;
  /** For `command: 'CorrectRecord'`: the event that is corrected, and why. */
  readonly corrects?: { readonly event: string; readonly reason: string; readonly occurredOn: Day };
}

/** The story of one record: yields what is done next, is told what came of it (undefined: it was refused). */
export type Life = Generator<Step, void, Accepted | undefined>;

/** What the stories of one area are made from. */
export interface Setting {
  readonly village: DemoVillage;
  readonly random: Random;
  /** The last day of the demo: a story may plan beyond it, nothing is done then. */
  readonly until: Day;
}

/** An area's part of the demo: the stories of one village. */
export type Scenario = (setting: Setting) => readonly Life[];
