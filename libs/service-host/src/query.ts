import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { Text } from '@jiedui/programme';
import { Problem, type ProblemViolation } from './problem';
import type { Schema } from './schema';

/** What a parameter of the address may say: `read` is undefined for what it may not. */
export interface Parameter<T> {
  readonly read: (text: string) => T | undefined;
  readonly must: Text;
  /** The same on the API page. */
  readonly schema: Schema;
}

export const integerParameter = (min: number, max: number): Parameter<number> => ({
  read: (text) => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    return value >= min && value <= max ? value : undefined;
  },
  schema: { type: 'integer', minimum: min, maximum: max },
  must: { zh: `须为 ${min} 至 ${max} 的整数`, en: `must be a whole number from ${min} to ${max}` },
});

export const textParameter = (pattern: RegExp, must: Text): Parameter<string> => ({
  read: (text) => (pattern.test(text) ? text : undefined),
  schema: { type: 'string', pattern: pattern.source },
  must,
});

export const oneOf = <const V extends readonly (string | boolean)[]>(...values: V): Parameter<V[number]> => ({
  read: (text) => values.find((value) => String(value) === text),
  schema: typeof values[0] === 'boolean' ? { type: 'boolean' } : { type: 'string', enum: [...values] },
  must: { zh: `须为 ${values.join('、')} 之一`, en: `must be one of ${values.join(', ')}` },
});

const MOST_ALTERNATIVES = 50;

/** Several values by comma are alternatives. */
export const severalOf = <T>(one: Parameter<T>): Parameter<readonly T[]> => ({
  read: (text) => {
    const values = text.split(',', MOST_ALTERNATIVES + 1).map((part) => one.read(part));
    return values.length <= MOST_ALTERNATIVES && values.every((value) => value !== undefined)
      ? (values as T[])
      : undefined;
  },
  schema: { type: 'array', items: one.schema, minItems: 1, maxItems: MOST_ALTERNATIVES },
  must: { zh: `${one.must.zh}，多个用逗号分隔`, en: `${one.must.en}; several by comma` },
});

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

export type Values<P extends Parameters> = {
  readonly [K in keyof P]?: Exclude<ReturnType<P[K]['read']>, undefined>;
};

/** The parameters of an address, on the API page. */
export const QueryParameters = (
  parameters: Parameters,
  descriptions: Readonly<Record<string, string>> = {},
): MethodDecorator =>
  applyDecorators(
    ...Object.entries(parameters).map(([name, { schema }]) =>
      QueryParameter(name, descriptions[name], schema),
    ),
  );

export const QueryParameter = (
  name: string,
  description = '',
  schema: Schema = { type: 'string' },
  required = false,
): MethodDecorator =>
  ApiQuery({
    ...{ name, required, description, schema },
    ...(schema.type === 'array' && { style: 'form', explode: false }),
  });

/** The parameters of an address: those that hold, and everything that is wrong with the others. */
export function readParameters<P extends Parameters>(
  query: unknown,
  parameters: P,
): { readonly values: Values<P>; readonly violations: ProblemViolation[] } {
  const violations: ProblemViolation[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(query as Record<string, unknown>)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const shown = /^[A-Za-z][\w-]{0,63}$/.test(name) ? name : '?'; // digits could be anybody's
    if (!parameter)
      violations.push({
        parameter: shown,
        rule: 'unknown',
        message: { zh: `没有参数 ${shown}`, en: `There is no parameter ${shown}` },
      });
    else {
      const value = typeof given === 'string' ? parameter.read(given) : undefined;
      if (value !== undefined) values[name] = value;
      else violations.push(badParameter(name, parameter.must));
    }
  }
  return { values: values as Values<P>, violations };
}

export const badParameter = (name: string, must: Text): ProblemViolation => ({
  parameter: name,
  rule: 'parameter',
  message: { zh: `参数 ${name} ${must.zh}`, en: `The parameter ${name} ${must.en}` },
});

export function refuseParameters(violations: readonly ProblemViolation[]): void {
  if (violations.length) throw new Problem('invalid-parameters', { violations: violations.slice(0, 20) });
}

/** Reads the parameters of an address; a problem names everything that is wrong with them. */
export function readQuery<P extends Parameters>(query: unknown, parameters: P): Values<P> {
  const { values, violations } = readParameters(query, parameters);
  refuseParameters(violations);
  return values;
}
