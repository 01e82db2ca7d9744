import { readFileSync } from 'node:fs';
import { isDay, isInstant, STATUSES, type DomainEvent, type Status } from '@jiedui/programme';

/** What must come out, as spec section 6 writes it. */
export interface Check {
  readonly asOf: string;
  readonly asKnownAt?: string;
  readonly village: string;
  readonly indicator: string;
  readonly status: Status;
  readonly progress: unknown;
  readonly value?: unknown;
}

/** A worked example: events in, indicator values out. */
export interface Case {
  readonly name: string;
  readonly why?: string;
  /** Name -> year -> the city's value, known from the beginning. */
  readonly reference: Readonly<Record<string, Readonly<Record<string, number | bigint>>>>;
  readonly events: readonly DomainEvent[];
  readonly checks: readonly Check[];
}

/** A file that cannot be used; the message says why, in a sentence. */
export class UnusableFile extends Error {}

type RawJson = { rawJSON(text: string): unknown };
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Integers beyond 2^53 become bigints, so that no digit is lost on the way in. */
export const parseExactly = (text: string): unknown =>
  (JSON.parse as (text: string, reviver: Reviver) => unknown)(text, (_, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source!)
      ? BigInt(source!)
      : value,
  );

/** The other way round. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? (JSON as unknown as RawJson).rawJSON(part.toString()) : part,
  );

/** The cases of a file: one, or a list of them. Throws `UnusableFile`. */
export function readCases(file: string): readonly Case[] {
  let content: unknown;
  try {
    content = parseExactly(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UnusableFile(`${file} ${code ? `cannot be read (${code})` : `is no JSON file: ${message}`}.`);
  }
  const cases = Array.isArray(content) ? content : [content];
  cases.forEach((one, at) => {
    const misfit = misfitOf(one);
    if (misfit) throw new UnusableFile(`${file}: case ${at + 1} is no case: ${misfit}.`);
  });
  return cases.map((one: Case) => ({ ...one, reference: one.reference ?? {} }));
}

function misfitOf(one: Partial<Case> | null): string | undefined {
  if (typeof one !== 'object' || one === null) return 'it is no object';
  if (typeof one.name !== 'string') return 'it has no name';
  if (!Array.isArray(one.events)) return 'it has no list of events';
  if (!Array.isArray(one.checks)) return 'it has no list of checks';
  const at = one.checks.findIndex((check) => !isCheck(check));
  return at < 0 ? undefined : `check ${at + 1} lacks a day, a village, an indicator or a known status`;
}

const isCheck = (check: Partial<Check> | null): boolean =>
  typeof check === 'object' &&
  check !== null &&
  isDay(check.asOf) &&
  (check.asKnownAt == null || isInstant(check.asKnownAt)) &&
  typeof check.village === 'string' &&
  typeof check.indicator === 'string' &&
  STATUSES.includes(check.status as Status);
