import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Problem, type ProblemDetails } from './problem';

export const BODY_LIMIT = 1_048_576;

/** No body that we take is deeper; what walks through a body may be recursive because of it. */
const DEEPEST = 20;
const TOO_DEEP = {
  detail: { zh: `嵌套超过 ${DEEPEST} 层`, en: `It is nested more than ${DEEPEST} levels deep` },
};

const UTF8_JSON = /^application\/json *(; *charset="?utf-?8"? *)?;?$/i;

/** The one kind of body: JSON in UTF-8. The problem says where it breaks off and quotes nothing of it. */
export function acceptJson(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (request, body, done) => {
      const bytes = body as Buffer;
      if (!UTF8_JSON.test(request.headers['content-type'] ?? ''))
        return done(new Problem('unsupported-media-type'));
      if (!bytes.length)
        return done(new Problem('malformed-json', { detail: { zh: '正文为空', en: 'The body is empty' } }));
      if (!isUtf8(bytes))
        return done(
          new Problem('malformed-json', {
            detail: { zh: '正文不是 UTF-8 编码', en: 'The body is not UTF-8' },
          }),
        );
      let value: unknown;
      try {
        value = JSON.parse(bytes.toString('utf8'));
      } catch (error) {
        return done(new Problem('malformed-json', placeOf(error)));
      }
      done(isDeeperThan(DEEPEST, value) ? new Problem('malformed-json', TOO_DEEP) : null, value);
    },
  );
}

function placeOf(error: unknown): ProblemDetails {
  const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? NaN) + 1;
  return {
    detail: Number.isNaN(at)
      ? { zh: '正文不完整或有误', en: 'It is incomplete or wrong' }
      : { zh: `第 ${at} 个字符处有误`, en: `It is wrong at character ${at}` },
  };
}

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(levels - 1, part)));
