import { Readable } from 'node:stream';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem';

const JSON_TYPE = 'application/json';

/** A handler of this takes a body of that media type and reads it itself, with {@link readBody}. */
export const TakesBody = (mediaType: string) => RouteConfig({ takes: mediaType });

const takenBy = ({ routeOptions }: FastifyRequest): string =>
  (routeOptions.config as { readonly takes?: string } | undefined)?.takes ?? JSON_TYPE;

const otherType = (request: FastifyRequest): Problem => {
  const type = takenBy(request);
  return new Problem('unsupported-media-type', {
    detail: { zh: `请求正文须为 ${type}`, en: `The body must be ${type}` },
  });
};

/** Bodies that are no JSON: handed over unread to the routes that take them, refused by all others. */
export function acceptStreams(instance: FastifyInstance): void {
  instance.addContentTypeParser('*', (request, body, done) => {
    const [type] = (request.headers['content-type'] ?? '').split(';');
    if (type!.trim().toLowerCase() === takenBy(request)) done(null, body);
    else done(otherType(request));
  });
}

/**
 * The whole body of a route that takes another than JSON; a problem when it has more than `most` bytes. What is
 * beyond is read and thrown away: a client that is cut off in the middle does not read the answer.
 */
export async function readBody(request: FastifyRequest, most: number): Promise<Buffer> {
  const { body } = request;
  if (!(body instanceof Readable)) throw otherType(request);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += (chunk as Buffer).length;
      if (size <= most) chunks.push(chunk as Buffer);
      else chunks.length = 0;
    }
  } catch {
    throw new Problem('malformed-request');
  }
  if (size > most) throw tooLarge(most);
  return Buffer.concat(chunks);
}

const tooLarge = (most: number): Problem => {
  const megabytes = Math.floor(most / 1024 / 1024);
  return new Problem('too-large', {
    detail: { zh: `最大 ${megabytes} MB`, en: `${megabytes} MB at most` },
  });
};
