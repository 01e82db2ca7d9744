import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { HEALTH } from './access';
import type { Host } from './host';
import { PROBLEMS, type ProblemName } from './problem';
import { PROBLEM, problemAnswer, PROBLEM_NAMES } from './problem-answers';

/** The page at /api/docs and the document at /api/openapi.json, made when first asked for. */
export function serveOpenApi(app: NestFastifyApplication, title: string, host: Host): void {
  const withToken = host.config.tokens.length > 0;
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setVersion('0.1.0')
    .setDescription(
      '错误一律按 RFC 9457 返回（application/problem+json），默认中文，`Accept-Language: en` 为英文。' +
        'Errors are problem details (RFC 9457), in Chinese unless `Accept-Language` prefers English.',
    );
  if (withToken)
    builder.addBearerAuth({ type: 'http', bearerFormat: 'opaque' }).addSecurityRequirements('bearer');
  const page = () => {
    const document = SwaggerModule.createDocument(app, builder.build());
    const schemas = { Problem: PROBLEM, ...Object.fromEntries(host.apiSchemas) };
    Object.assign(((document.components ??= {}).schemas ??= {}), schemas);
    addProblems(document, withToken);
    return document;
  };
  SwaggerModule.setup('api/docs', app, page, {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: title,
  });
}

/** What any request may be answered with, before its handler has a say. */
const ANY_REQUEST: readonly ProblemName[] = [
  'malformed-request',
  'origin-refused',
  'method-not-allowed',
  'timeout',
  'address-too-long',
  'too-many-requests',
  'headers-too-large',
  'internal',
];
const STRANGERS: readonly ProblemName[] = ['host-refused', 'token-required'];
const ANY_BODY: readonly ProblemName[] = ['too-large', 'unsupported-media-type'];

interface Operation {
  [PROBLEM_NAMES]?: readonly ProblemName[];
  requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  responses: Record<string, object>;
  security?: object[];
}

/** Completes each operation: its own problems and those that come before it, one answer for each status. */
function addProblems(document: OpenAPIObject, withToken: boolean): void {
  const answers: Record<string, object> = ((document.components ??= {}).responses = {});
  const refer = (names: readonly ProblemName[]) => {
    const key = names.join('.');
    answers[key] ??= problemAnswer(names);
    return { $ref: `#/components/responses/${key}` };
  };
  for (const [path, operations] of Object.entries(document.paths))
    for (const operation of Object.values(operations) as Operation[]) {
      const isHealth = HEALTH.test(path);
      const body = operation.requestBody?.content;
      const names = new Set([
        ...(operation[PROBLEM_NAMES] ?? []),
        ...ANY_REQUEST,
        ...(isHealth ? [] : [...STRANGERS.slice(0, withToken ? 2 : 1), 'unavailable' as const]),
        ...(path.includes('{') ? (['no-such-address'] as const) : []),
        ...(body ? ANY_BODY : []),
        ...(body && 'application/json' in body ? (['malformed-json'] as const) : []),
      ]);
      delete operation[PROBLEM_NAMES];
      for (const [status, some] of Map.groupBy([...names].sort(), (name) => PROBLEMS[name].status))
        operation.responses[status] ??= refer(some);
      if (withToken && isHealth) operation.security = [];
    }
}
