import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Problem, type ProblemDetails } from './problem';

export const BODY_LIMIT = 1_048_576;

/** No body that we take is deeper; what walks through a body may be recursive because of it. */
const DEEPEST = 20;
const TOO_DEEP = {
  detail: { zh: `嵌套超过 ${DEEPEST} 层`, en: `It is nested more than ${DEEPEST} levels deep` },
};

const EMPTY = { detail: { zh: '正文为空', en: 'The body is empty' } };
const NOT_UTF8 = { detail: { zh: '正文不是 UTF-8 编码', en: 'The body is not UTF-8' } };
const NOT_UTF8_JSON = {
  detail: { zh: '请求正文须为 UTF-8 编码的 JSON', en: 'The body must be JSON in UTF-8' },
};
/** Which of the two was meant nobody can know: readers differ (RFC 8259 4). */
const NAMED_TWICE = {
  detail: { zh: '同一对象中有重名的项', en: 'An object has two members of the same name' },
};

const UTF8_JSON = /^application\/json *(; *charset="?utf-?8"? *)?;?$/i;

/** The ordinary kind of body: JSON in UTF-8. */
export function acceptJson(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (request, body, done) => {
      try {
        if (!UTF8_JSON.test(request.headers['content-type'] ?? ''))
          throw new Problem('unsupported-media-type', NOT_UTF8_JSON);
        done(null, readJson(body as Buffer));
      } catch (problem) {
        done(problem as Problem);
      }
    },
  );
}

/** Throws a problem that says where it breaks off and quotes nothing of it. */
function readJson(bytes: Buffer): unknown {
  if (!bytes.length) throw new Problem('malformed-json', EMPTY);
  if (!isUtf8(bytes)) throw new Problem('malformed-json', NOT_UTF8);
  const text = bytes.toString('utf8');
  const value = parse(text);
  if (isDeeperThan(DEEPEST, value)) throw new Problem('malformed-json', TOO_DEEP);
  if (membersIn(value) < namesIn(text)) throw new Problem('malformed-json', NAMED_TWICE);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('malformed-json', placeOf(error));
  }
}

function placeOf(error: unknown): ProblemDetails {
  const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? NaN) + 1;
  return {
    detail: Number.isNaN(at)
      ? { zh: '正文不完整或有误', en: 'It is incomplete or wrong' }
      : { zh: `第 ${at} 个字符处有误`, en: `It is wrong at character ${at}` },
  };
}

/** How many members the objects of a JSON text name: its strings with a colon behind. */
function namesIn(text: string): number {
  let names = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    do at = text.indexOf('"', at + 1);
    while (isEscaped(text, at));
    COLON.lastIndex = at + 1;
    if (COLON.test(text)) names++;
  }
  return names;
}

const COLON = /[ \t\n\r]*:/y;

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}

const membersIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce(
        (sum: number, part) => sum + membersIn(part),
        Array.isArray(value) ? 0 : Object.keys(value).length,
      )
    : 0;

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(levels - 1, part)));
