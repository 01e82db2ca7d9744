import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { isUnavailable } from '@jiedui/mongo';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Problem, problemHeaders, type ProblemName } from './problem';
import type { Routes } from './routes';
import { languageOf } from './text';

/** Statuses of errors that Nest and Fastify raise themselves. */
const BY_STATUS: Readonly<Record<number, ProblemName>> = {
  400: 'malformed-request',
  401: 'token-required',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'timeout',
  409: 'conflict',
  412: 'stale',
  413: 'too-large',
  414: 'address-too-long',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  431: 'headers-too-large',
  503: 'busy',
};

const ASK_AGAIN = {
  zh: '请稍后重试。办理事项的，请用同一个 Idempotency-Key 再次提交：不论这次是否已登记，都只登记一次',
  en: 'Try again shortly; a command with the same Idempotency-Key: whether or not it was recorded by now, it counts once',
};

const FULL = {
  zh: `服务的磁盘已满，请联系运维人员。${ASK_AGAIN.zh}`,
  en: `The disk of the service is full: tell operations. ${ASK_AGAIN.en}`,
};
/** SQLite's result code for a disk or file that is full. */
const SQLITE_FULL = 13;
const isFull = (error: unknown): boolean => (error as { errcode?: number } | null)?.errcode === SQLITE_FULL;

/** Answers every error as a problem; what nobody foresaw is logged and told without a detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly routes: Routes,
  ) {}

  catch(error: unknown, context: ArgumentsHost): void {
    const http = context.switchToHttp();
    sendProblem(
      this.problemOf(error, http.getRequest<FastifyRequest>()),
      http.getRequest<FastifyRequest>(),
      http.getResponse<FastifyReply>(),
    );
  }

  private problemOf(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof Problem) return error;
    if (isUnavailable(error) || isFull(error)) {
      this.log.warn({ correlationId: request.id, reason: (error as Error).message }, 'no answer');
      const detail = isFull(error) ? FULL : ASK_AGAIN;
      return new Problem('unavailable', { detail, headers: { 'retry-after': '5' } });
    }
    const status =
      error instanceof HttpException
        ? error.getStatus()
        : (error as { statusCode?: number } | null)?.statusCode;
    if (status === 404 && request.is404) return this.routes.problemOf(request);
    if (status !== undefined && status in BY_STATUS) return new Problem(BY_STATUS[status]!);
    if (status !== undefined && status >= 400 && status < 500) return new Problem('malformed-request');
    this.log.error(
      { correlationId: request.id, route: request.routeOptions?.url, ...describe(error) },
      'failed',
    );
    return new Problem('internal');
  }
}

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const language = languageOf(request);
  if (isStillSending(request)) reply.header('connection', 'keep-alive');
  reply
    .code(problem.status)
    .headers(problemHeaders(problem, language))
    .send(problem.render(language, request.id));
}

/** A body that is still coming is read and thrown away: a connection cut now would take the answer with it. */
const isStillSending = ({ raw: { complete, headers } }: FastifyRequest): boolean =>
  !complete && (headers['content-length'] ?? headers['transfer-encoding']) !== undefined;

/** What the log may hold of an error: a syntax error quotes its text, which may be a person's. */
export const describe = (error: unknown): object =>
  error instanceof Error
    ? {
        error: error.name,
        code: (error as { code?: unknown }).code,
        ...(!(error instanceof SyntaxError) && { reason: error.message }),
        at: error.stack
          ?.split('\n')
          .filter((line) => line.startsWith('    at '))
          .slice(0, 8),
      }
    : { error: typeof error };
