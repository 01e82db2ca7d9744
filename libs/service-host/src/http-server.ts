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
import type { Routes } from './routes';
import { API_HEADERS, API_PAGE_HEADERS } from './security-headers';
import { acceptStreams } from './streamed-body';

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
    http: { requireHostHeader: false }, // the access check tells
    routerOptions: { maxParamLength: 128 },
    requestIdHeader: false,
    return503OnClosing: false, // what still arrives is answered like any other, and its connection closed
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

/** More are closed as they come; each costs a file descriptor and some KB. */
const MOST_CONNECTIONS = 5_000;

const BAD_ENCODING = {
  detail: {
    zh: '地址中的百分号编码有误，或不是 UTF-8',
    en: 'The percent-encoding of the address is wrong, or not UTF-8',
  },
};

function isEncodedRight(url: string): boolean {
  if (!url.includes('%')) return true;
  try {
    return decodeURIComponent(url) !== ''; // used, or the bundler takes the call for idle and leaves it out
  } catch {
    return false;
  }
}

/**
 * What happens to every request, in this order: headers, rate, access, address; at its end figures and a line
 * in the log.
 */
export function guardRequests(instance: FastifyInstance, host: Host, routes: Routes): void {
  const { config, log, metrics } = host;
  const { server } = instance;
  server.maxConnections = MOST_CONNECTIONS;
  server.on('checkExpectation', (request, response) => server.emit('request', request, response)); // ignored
  acceptJson(instance);
  acceptStreams(instance);
  instance.addHttpMethod('DELETE', { overrideExisting: true }); // its body, if any, is never read
  const rate = new RequestRate(config.requestsPerMinute);
  const checkAccess = accessCheck(config);
  const count = httpMetrics(metrics);

  instance.decorateRequest('actor', '');
  const guard = (request: FastifyRequest): Problem | undefined => {
    const seconds = rate.wait(request.ip);
    if (seconds) return new Problem('too-many-requests', { headers: { 'retry-after': String(seconds) } });
    const refused = checkAccess(request);
    if (refused) return refused;
    if (request.is404) return routes.problemOf(request); // told before a body is read
    return isEncodedRight(request.url) ? undefined : new Problem('malformed-request', BAD_ENCODING);
  };
  instance.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.url.startsWith('/api/docs') ? API_PAGE_HEADERS : API_HEADERS);
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
