import { hash } from 'node:crypto';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

/** Writes the answer out (integers beyond 2^53 with every digit) and spares the client one that it has. */
@Injectable()
export class JsonAnswer implements NestInterceptor<object, string> {
  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<string> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer) => {
        const text = JSON.stringify(answer);
        void reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache');
        if (reply.statusCode !== 200) return text;
        const etag = `"${hash('sha1', text, 'base64url')}"`;
        void reply.header('etag', etag);
        if (!request.headers['if-none-match']?.includes(etag)) return text;
        void reply.code(304);
        return '';
      }),
    );
  }
}
