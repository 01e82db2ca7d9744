import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accessCheck } from './access';
import type { Host } from './host';
import { acceptJson, BODY_LIMIT } from './json-body';
import { httpMetrics } from './metrics';
import { Problem, problemHeaders, type ProblemName } from './problem';
import { sendProblem } from './problem-filter';
import { RequestRate } from './request-rate';
import { API_HEADERS, PAGE_HEADERS } from './security-headers';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A correlation id of the client's goes into events, so only a UUID is taken: it can name nobody. */
const correlationId = ({ headers }: IncomingMessage): string => {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && UUID.test(given) ? given.toLowerCase() : randomUUID();
};

export const httpAdapter = (): FastifyAdapter =>
  new FastifyAdapter({
    skipMiddie: true,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 128 },
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => correlationId(request),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(
        new Problem(error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? 'address-too-long' : 'malformed-request'),
        request,
        reply,
      ),
    clientErrorHandler: (error, socket) => answerBroken(error, socket as Socket),
  });

const BROKEN: Readonly<Record<string, ProblemName>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'timeout',
};

/** What is no HTTP: the headers were never read, so in Chinese. */
function answerBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = new Problem(BROKEN[error.code ?? ''] ?? 'malformed-request');
  const body = problem.render('zh');
  const headers = {
    ...problemHeaders(problem, 'zh'),
    connection: 'close',
    'content-length': Buffer.byteLength(body),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`,
  );
}

/** What happens to every request, in this order: headers, rate, access; at its end figures and a line in the log. */
export function guardRequests(instance: FastifyInstance, host: Host): void {
  const { config, log, metrics } = host;
  acceptJson(instance);
  const rate = new RequestRate(config.requestsPerMinute);
  const checkAccess = accessCheck(config);
  const count = httpMetrics(metrics);

  instance.decorateRequest('actor', '');
  const guard = (request: FastifyRequest): Problem | undefined => {
    const seconds = rate.wait(request.ip);
    return seconds
      ? new Problem('too-many-requests', { headers: { 'retry-after': String(seconds) } })
      : checkAccess(request);
  };
  instance.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.url.startsWith('/api/docs') ? PAGE_HEADERS : API_HEADERS);
    reply.header('x-correlation-id', request.id);
    done(guard(request));
  });
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { statusCode: status, elapsedTime: ms } = reply;
    count(request.method, route, status, ms / 1_000);
    if (log.isLevelEnabled(status < 400 ? 'debug' : 'info'))
      log[status < 400 ? 'debug' : 'info'](
        {
          method: request.method,
          route,
          status,
          ms: Math.round(ms),
          actor: request.actor,
          correlationId: request.id,
        },
        'request',
      );
    done();
  });
}
