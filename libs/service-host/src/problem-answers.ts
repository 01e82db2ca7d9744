import { ApiExtension } from '@nestjs/swagger';
import { PROBLEMS, type ProblemName } from './problem';
import { integer, list, object, text, type Schema } from './schema';
import { LANGUAGE_TAG } from './text';

/** Where an operation of the API page says which problems it may answer with, until the page is complete. */
export const PROBLEM_NAMES = 'x-problems';

/** The problems that an operation may answer with, beside those that any request may be answered with. */
export const Problems = (...names: readonly ProblemName[]): MethodDecorator =>
  ApiExtension(PROBLEM_NAMES, [...names]) as MethodDecorator;

const VIOLATION = object({
  'pointer?': text('JSON Pointer'),
  'parameter?': text('请求头或参数名 Header or parameter'),
  rule: text(),
  message: text(),
  'events?': list(
    object({ id: text(), type: text(), occurredOn: { type: 'string', format: 'date' } }),
    '与之冲突的事项 Events that stand against it',
  ),
});

/** RFC 9457. */
export const PROBLEM = object({
  type: text(),
  title: text(),
  status: integer(),
  'detail?': text(),
  'violations?': list(VIOLATION),
  'correlationId?': text(),
});

const HEADERS: Partial<Record<ProblemName, string>> = {
  'token-required': 'WWW-Authenticate',
  'method-not-allowed': 'Allow',
  stale: 'ETag',
  'too-many-requests': 'Retry-After',
  busy: 'Retry-After',
  unavailable: 'Retry-After',
};

/** One answer of the API page for the problems that share a status. */
export function problemAnswer(names: readonly ProblemName[]) {
  const headers = ['Content-Language', ...names.map((name) => HEADERS[name] ?? [])].flat();
  return {
    description: names.map((name) => `${PROBLEMS[name].zh} ${PROBLEMS[name].en}`).join('; '),
    headers: Object.fromEntries(
      headers.map((name) => [name, { required: true, schema: headerSchema(name) }]),
    ),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            {
              properties: {
                type: { enum: names.map((name) => `/problems/${name}`) },
                status: { const: PROBLEMS[names[0]!].status },
              },
            },
          ],
        },
      },
    },
  };
}

const headerSchema = (name: string): Schema =>
  name === 'Content-Language'
    ? { type: 'string', enum: Object.values(LANGUAGE_TAG) }
    : name === 'Retry-After'
      ? { type: 'integer', minimum: 1 }
      : { type: 'string' };
