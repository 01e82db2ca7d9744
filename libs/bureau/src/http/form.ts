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

type Check = readonly [name: string, validate: (value: unknown) => boolean];

/** Makes the DTO class, with one class-validator constraint for each member. */
export function formOf(members: Members): Form {
  class Dto {}
  const checks = Object.entries(members).map(([name, { requirement, optional }]): Check => {
    const { rule, holds } = requirement;
    const validate = optional ? (value: unknown) => value === undefined || holds(value) : holds;
    ValidateBy({ name: rule, validator: { validate } })(Dto.prototype, name);
    return [name, validate];
  });
  return {
    members,
    schema: schemaOf(members),
    read: (body, at = '') => read(Dto, checks, members, body, at),
  };
}

function read(
  Dto: new () => object,
  checks: readonly Check[],
  members: Members,
  body: unknown,
  at: string,
): Reading {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { values: {}, violations: [violation(at, 'object', MUST_BE_OBJECT)] };
  const dto = new Dto() as Record<string, unknown>;
  const violations: ProblemViolation[] = [];
  for (const [name, value] of Object.entries(body))
    if (Object.hasOwn(members, name)) dto[name] = value;
    else violations.push(unknownMember(name, at));
  // class-validator sorts the metadata of a class anew for each call, a fifth of a request: only when it must.
  if (!checks.every(([name, validate]) => validate(dto[name])))
    for (const { property } of validateSync(dto, QUIET))
      violations.push(wrongMember(members, property, dto, at));
  return { values: { ...dto }, violations: violations.slice(0, MOST_TOLD) };
}

/** A body can be wrong in more ways than anyone wants to read. */
const MOST_TOLD = 100;

const QUIET = { validationError: { target: false, value: false }, forbidUnknownValues: false };

const MUST_BE_OBJECT = { zh: '须为一个 JSON 对象', en: 'It must be a JSON object' };

const violation = (pointer: string, rule: string, message: Text): ProblemViolation => ({
  pointer,
  rule,
  message,
});

/** The name is the client's own: one that could be more than a name is not repeated. */
const unknownMember = (name: string, at: string): ProblemViolation =>
  /^[A-Za-z_][\w-]{0,63}$/.test(name)
    ? violation(`${at}/${name}`, 'unknown', { zh: `没有“${name}”这一项`, en: `There is no member "${name}"` })
    : violation(at, 'unknown', {
        zh: '含有不认识的项，请只用规定的英文项名',
        en: 'There is a member of an unknown name',
      });

function wrongMember(
  members: Members,
  name: string,
  dto: Record<string, unknown>,
  at: string,
): ProblemViolation {
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
