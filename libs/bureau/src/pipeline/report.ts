import { idField, type Day, type EventDef } from '@jiedui/programme';
import type { BureauDef, CommandDef } from '../define-bureau';
import { Refusal, type Violation } from '../domain/kind';
import { touchedBy, type RecordKey } from '../domain/touched';
import type { Command } from './command';

type Data = Readonly<Record<string, unknown>>;

/** The key of the registry's reference values. */
const CITY = 'city';

/** A command with everything that the server adds to it: made once, however often it is decided. */
export interface Report {
  readonly eventId: string;
  readonly type: string;
  /** The key of its event. */
  readonly subject: string;
  readonly on: Day;
  readonly data: Data;
  /** What the client gave of `data`, in the order of its fields. */
  readonly given: readonly unknown[];
  readonly touches: readonly RecordKey[];
  /** What the command's own `decide` says against it. */
  readonly refused: readonly Violation[];
  readonly personal: Command['personal'];
}

export function reportOf(def: BureauDef, command: Command, makeId: () => string): Report {
  const { area, commands } = def;
  const commandDef = Object.hasOwn(commands, command.name) ? commands[command.name] : undefined;
  if (!commandDef) throw new Error(`${area.id} has no command ${command.name}`);
  const { emits: type, subject: about } = commandDef;
  const subject = about === 'city' ? CITY : command.village;
  const { data, given, refused } = fieldsOf(area.events[type]!, commandDef, command, makeId);
  const touches = touchedBy(area, type, subject, data);
  const { occurredOn: on, personal } = command;
  return { eventId: makeId(), type, subject, on, data, given, touches, refused, personal };
}

/** The named fields of an event, in their order: given, decided from what was given, or made by the server. */
export function fieldsOf(
  { fields, creates, makes }: EventDef,
  { decide }: Pick<CommandDef, 'decide'>,
  { village, occurredOn, input }: Pick<Command, 'village' | 'occurredOn' | 'input'>,
  make: (field: string) => unknown,
) {
  const created = creates && idField(creates);
  const decided = decide ? decide({ ...input, village, occurredOn }) : NOTHING;
  const data: Record<string, unknown> = {};
  const given: unknown[] = [];
  for (const field in fields) {
    const isMade = field === created || makes?.includes(field);
    const value = isMade ? make(field) : ((decided as Data)[field] ?? input[field]);
    if (value !== undefined) data[field] = value;
    if (!isMade) given.push(input[field] ?? null);
  }
  return { data, given, refused: decided instanceof Refusal ? decided.violations : [] };
}

const NOTHING: Data = {};
