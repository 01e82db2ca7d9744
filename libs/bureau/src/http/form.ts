import type { Text } from '@jiedui/programme';
import type { ProblemViolation } from '@jiedui/service-host';
import { ValidateBy, validateSync } from 'class-validator';
import type { JsonSchema, Requirement } from './requirement';

/** One member of a body. */
export interface Member {
  readonly label: Text;
  readonly requirement: Requirement;
  readonly optional: boolean;
}

export type Members = Readonly<Record<string, Member>>;

/** What came of reading a body: its values, or everything that is wrong with it. */
export interface Reading {
  readonly values: Readonly<Record<string, unknown>>;
  readonly violations: readonly ProblemViolation[];
}

/** The DTO of a body: made at start from its members, checked by class-validator. */
export interface Form {
  readonly members: Members;
  readonly schema: JsonSchema;
  read(body: unknown, at?: string): Reading;
}

/** Makes the DTO class, with one class-validator constraint for each member. */
export function formOf(members: Members): Form {
  class Dto {}
  for (const [name, { requirement, optional }] of Object.entries(members)) {
    const validate = optional
      ? (value: unknown) => value === undefined || requirement.holds(value)
      : requirement.holds;
    ValidateBy({ name: requirement.rule, validator: { validate } })(Dto.prototype, name);
  }
  return { members, schema: schemaOf(members), read: (body, at = '') => read(Dto, members, body, at) };
}

function read(Dto: new () => object, members: Members, body: unknown, at: string): Reading {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { values: {}, violations: [violation(at, 'object', MUST_BE_OBJECT)] };
  const dto = new Dto() as Record<string, unknown>;
  const violations: ProblemViolation[] = [];
  for (const [name, value] of Object.entries(body))
    if (Object.hasOwn(members, name)) dto[name] = value;
    else violations.push(unknownMember(name, at));
  for (const { property } of validateSync(dto, QUIET)) violations.push(wrongMember(members, property, dto, at));
  return { values: { ...dto }, violations: violations.slice(0, MOST_TOLD) };
}

/** A body can be wrong in more ways than anyone wants to read. */
const MOST_TOLD = 100;

const QUIET = { validationError: { target: false, value: false }, forbidUnknownValues: false };

const MUST_BE_OBJECT = { zh: '须为一个 JSON 对象', en: 'It must be a JSON object' };

const violation = (pointer: string, rule: string, message: Text): ProblemViolation => ({ pointer, rule, message });

/** The name is the client's own; one that could be more than a name is not repeated. */
function unknownMember(name: string, at: string): ProblemViolation {
  const shown = /^[\w-]{1,64}$/.test(name) ? name : '?';
  return violation(`${at}/${shown}`, 'unknown', {
    zh: `没有“${shown}”这一项`,
    en: `There is no member "${shown}"`,
  });
}

function wrongMember(members: Members, name: string, dto: Record<string, unknown>, at: string): ProblemViolation {
  const { label, requirement } = members[name]!;
  const pointer = `${at}/${name}`;
  if (dto[name] === undefined)
    return violation(pointer, 'required', { zh: `缺少“${label.zh}”`, en: `${label.en} is missing` });
  return violation(pointer, requirement.rule, {
    zh: `“${label.zh}”${requirement.must.zh}`,
    en: `${label.en} ${requirement.must.en}`,
  });
}

export const schemaOf = (members: Members): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(members).filter((name) => !members[name]!.optional),
  properties: Object.fromEntries(
    Object.entries(members).map(([name, { label, requirement }]) => [
      name,
      { ...requirement.schema, description: `${label.zh} ${label.en}` },
    ]),
  ),
});

/** A body that the form takes, without its optional members. */
export const exampleOf = (members: Members): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members)
      .filter(([, { optional }]) => !optional)
      .map(([name, { requirement }]) => [name, requirement.example]),
  );
